"""How does a row become what the catalogue says of a course?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

from agir_catalogue.data import (
    AccessibilityFacts,
    CompetencyRef,
    Institution,
    NoticeVersionView,
    NoticeView,
    ThemeShare,
)
from agir_catalogue.domain import notice as rules
from agir_catalogue.domain.notice import Said
from agir_catalogue.domain.notice_findings import Finding, found
from agir_catalogue.models import Notice, NoticeVersion
from agir_catalogue.notices import snapshot
from agir_catalogue.notices.writing import STAFF, UNDO
from agir_platform.addresses import SiteUrlUnset, absolute

MOST_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Parts:
    """What other tables hold of a course."""

    teaches: tuple[CompetencyRef, ...] = ()
    assesses: tuple[CompetencyRef, ...] = ()
    themes: tuple[ThemeShare, ...] = ()
    institutions: tuple[Institution, ...] = ()


def view(row: Notice, parts: Parts, now: datetime) -> NoticeView:
    """Return what the catalogue says of a course. No statement."""
    facts = snapshot.read(row.pk, row.facts)
    said = rules.told(facts, row.completed, now)
    hours = said.get("duration_hours")
    return NoticeView(
        course_key=row.pk,
        uri=whole(f"/agir/catalogue/courses/{quote(row.pk, safe=':+@')}/"),
        title=str(said.get("title") or row.pk),
        summary=said.get("summary", ""),
        languages=tuple(said.get("languages", ())),
        level=said.get("level"),
        duration_hours=None if hours is None else Decimal(hours),
        licence_spdx=said.get("licence_spdx", ""),
        themes=parts.themes,
        teaches=parts.teaches,
        assesses=parts.assesses,
        accessibility=accessibility(said),
        institutions=parts.institutions or _of_organisation(facts.organisation),
        certification_price_minor=said.get("certification_price_minor"),
        currency=said.get("currency", ""),
        is_free=rules.is_free(facts.modes, now),
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        enrolment_opens_at=facts.enrolment_opens_at,
        enrolment_closes_at=facts.enrolment_closes_at,
        image_url=whole(facts.image_url),
        about_url=whole(facts.about_url),
        same_as=tuple(said.get("same_as", ())),
        version=row.version,
        modified_at=row.modified_at,
        is_public=row.is_public,
    )


def findings(row: Notice, parts: Parts, now: datetime) -> tuple[Finding, ...]:
    """Return what the notice lacks. No statement."""
    facts = snapshot.read(row.pk, row.facts)
    return found(
        facts,
        rules.told(facts, row.completed, now),
        is_free=rules.is_free(facts.modes, now),
        teaches=len(parts.teaches),
        assesses=len(parts.assesses),
    )


def platform_says(row: Notice, now: datetime) -> Said:
    """Return what the platform alone says of the fields that a team may complete."""
    return rules.of_platform(snapshot.read(row.pk, row.facts), now)


def history(course_key: str, completed: Said) -> tuple[NoticeVersionView, ...]:
    """Return the latest changes of a notice, the last first. One SELECT."""
    rows = NoticeVersion.objects.filter(notice_id=course_key)[:MOST_HISTORY]
    return tuple(
        NoticeVersionView(
            version=row.version,
            at=row.at,
            origin=row.origin,
            by=row.by_name,
            fields=rules.differing(row.before, row.after),
            before=row.before,
            after=row.after,
            can_undo=row.origin in (STAFF, UNDO)
            and rules.can_undo(completed, row.before, row.after),
        )
        for row in rows
    )


def accessibility(said: Said) -> AccessibilityFacts:
    """Return what is said of the senses."""
    told: dict[str, tuple[str, ...]] = {
        name: tuple(said.get(name, ()))
        for name in ("access_modes", "access_modes_sufficient", "features", "hazards")
    }
    return AccessibilityFacts(
        access_modes=told["access_modes"],
        access_modes_sufficient=tuple(
            tuple(one.split(",")) for one in told["access_modes_sufficient"]
        ),
        features=told["features"],
        hazards=told["hazards"],
        summary=str(said.get("accessibility_summary", "")),
    )


def whole(place: str) -> str:
    """Return an address of this site whole; as it is where the site does not know its own."""
    if not place.startswith("/"):
        return place
    try:
        return absolute(place)
    except SiteUrlUnset:
        return place


def _of_organisation(name: str) -> tuple[Institution, ...]:
    """Return who the platform says gives the course, until somebody says more."""
    return (Institution(name, role="lead"),) if name else ()
