"""Who pays so that a course stays free, and what can be certified by it?

Neither is told while the course does not keep the covenant: its own links are hidden by a breach.
"""

from __future__ import annotations

from agir_kernel.errors import DomainError
from agir_platform import covenants, registrations, sponsors
from agir_platform.ports import CertificationOffer, CourseSponsor

__all__ = ["CertificationOffer", "CourseSponsor", "offers", "sponsors_of"]


def sponsors_of(course_key: str) -> tuple[CourseSponsor, ...]:
    """Return the sponsors that are shown now, in an order that ranks nobody.

    Whoever answers asks the covenant.
    """
    return sponsors.of(course_key)


def offers(course_key: str) -> tuple[CertificationOffer, ...]:
    """Return the certifications that can be registered for now, cheapest first."""
    found = registrations.offers(course_key)
    return found if found and _is_kept(course_key) else ()


def _is_kept(course_key: str) -> bool:
    try:
        return covenants.ask(course_key).passes
    except DomainError:
        return False
