"""The host behind Agir's ports: the third implementation, with tables."""

from host.door.learning import HostCourses, HostEnrolments, HostScores
from host.door.people import HostAccess, HostPeople
from host.door.sites import HostSites
from host.door.subscriptions import HostSubscriptions
from host.door.taxonomies import HostTaxonomies

__all__ = ["HostPlatform"]


class HostPlatform:
    """The ports of ``agir_platform.ports`` on the embedded host."""

    def __init__(self) -> None:
        """Make the ports."""
        self.people = HostPeople()
        self.enrolments = HostEnrolments()
        self.courses = HostCourses()
        self.scores = HostScores()
        self.access = HostAccess()
        self.taxonomies = HostTaxonomies()
        self.sites = HostSites()
        self.subscriptions = HostSubscriptions()
