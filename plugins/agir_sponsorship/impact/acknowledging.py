"""Who is thanked on a course that stays free? ``agir_platform.sponsors`` asks here.

Organisations that are verified and let their name be told, for this pledge too, whose money for a
campaign of this course was paid and is not given back, in the order of their names: nobody is
ranked by what they gave. Silent where the course does not keep the free-track covenant now, or
nobody can say.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from agir_kernel.errors import DomainError
from agir_platform import covenants
from agir_platform.ports import CourseSponsor
from agir_sponsorship.domain.campaign import FUNDED_STATES, State
from agir_sponsorship.domain.pledge import PledgeState
from agir_sponsorship.models import Pledge
from agir_sponsorship.organisations import reading
from agir_sponsorship.organisations.data import PublicOrganisation

PAID: Final = (PledgeState.PAID.value, PledgeState.RELEASED.value)
SHOWN: Final = tuple(one.value for one in (*FUNDED_STATES, State.OPEN, State.SETTLED))
PARTIES: Final = (State.DELIVERED.value, State.SETTLED.value)


class Sponsors:
    """The sponsors of courses, as ``agir_platform.ports.CourseSponsors`` asks for them."""

    def of(self, course_key: str) -> tuple[CourseSponsor, ...]:
        """Return who is thanked now, by name. Three statements and the covenant's."""
        periods = _periods(course_key)
        if not periods or not _is_kept(course_key):
            return ()
        found = reading.public(periods)
        shown = [_sponsor(one, *periods[one.uuid]) for one in found.values() if one.name]
        return tuple(sorted(shown, key=lambda one: (one.name.casefold(), one.url)))


def _periods(course_key: str) -> dict[UUID, tuple[datetime, datetime | None]]:
    """Return since when each organisation supports a course, and until when: ``None`` for now."""
    rows = Pledge.objects.filter(
        campaign__course_key=course_key, campaign__state__in=SHOWN, state__in=PAID
    )
    rows = rows.exclude(visibility="anonymous").order_by("offered_at")
    found: dict[UUID, tuple[datetime, datetime | None]] = {}
    for organisation, since, state, closed in rows.values_list(
        "organisation", "offered_at", "campaign__state", "campaign__closes_at"
    ):
        first, last = found.get(organisation, (since, since))
        until = closed if state in PARTIES else None
        found[organisation] = (first, None if until is None or last is None else max(last, until))
    return found


def _is_kept(course_key: str) -> bool:
    try:
        return covenants.ask(course_key).passes
    except DomainError:
        return False


def _sponsor(one: PublicOrganisation, since: datetime, until: datetime | None) -> CourseSponsor:
    logo = _logo_address(one) if one.logo is not None else ""
    alt = one.logo.alt if one.logo is not None else ""
    return CourseSponsor(one.name, one.website, logo, alt, since, until)


def _logo_address(one: PublicOrganisation) -> str:
    """Return the address of a logo on this site, '' where the context's addresses are off."""
    try:
        return reverse("agir_sponsorship:organisation-logo", args=[one.uuid])
    except NoReverseMatch:
        return ""
