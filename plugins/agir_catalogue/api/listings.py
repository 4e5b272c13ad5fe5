"""The public catalogue: what can be found of this site and of others, and how it is kept right.

Who may: none of these functions asks. What is listed is public; only what a notice calls public
is listed. Callers of the ``touch`` functions are whoever changed a notice or read another
operator, and jobs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from agir_catalogue.data import CompetencyRef, NoticeView
from agir_catalogue.search import finding, index
from agir_catalogue.search.entry import (
    BROKEN,
    KEPT,
    UNKNOWN,
    Entry,
    House,
    Taught,
    Theme,
    named,
)
from agir_catalogue.search.finding import ORDERS, PAGE, Found, Question, Value
from agir_catalogue.search.index import FREE, HERE, KINDS
from agir_competencies.api import matching
from agir_kernel.errors import DomainError
from agir_platform import covenants

__all__ = [
    "BROKEN",
    "FREE",
    "HERE",
    "KEPT",
    "KINDS",
    "ORDERS",
    "PAGE",
    "UNKNOWN",
    "Entry",
    "Found",
    "House",
    "Question",
    "Taught",
    "Theme",
    "Value",
    "competencies",
    "drop_course",
    "drop_origins",
    "drop_others",
    "find",
    "labels",
    "listing",
    "listing_of",
    "named",
    "teaching",
    "touch_notices",
    "touch_others",
]

_GUARDS: Final = ("O1", "O2", "O3", "O4")

find = finding.find
labels = finding.labels
listing = finding.one
listing_of = finding.of_course
competencies = finding.competencies
drop_course = index.drop
drop_others = index.drop_others
drop_origins = index.drop_origins


def touch_notices(notices: Iterable[NoticeView]) -> int:
    """Make the listings of these courses say what their notices say; return how many changed.

    A notice that is not public is listed no more. The covenant is asked once a course.
    """
    shown: list[NoticeView] = []
    hidden: list[NoticeView] = []
    for notice in notices:
        (shown if notice.is_public else hidden).append(notice)
    changed = sum(index.drop(notice.course_key) for notice in hidden)
    entries = [
        _entry(notice, None, key=notice.course_key, covenant=_covenant(notice.course_key))
        for notice in shown
    ]
    return changed + index.put(entries)


def touch_others(courses: Iterable[Any]) -> int:
    """Make the listings of other operators' courses say what was read; return how many changed.

    Each has the public fields of ``NoticeView``, ``peer`` (the operator's name) and ``id``. A
    competency is known by its address alone: one that means a competency of this site is found
    under it, whatever identifier the other operator gives it.
    """
    several = list(courses)
    uris = {ref.uri for one in several for ref in (*one.teaches, *one.assesses)}
    here = matching.meant_by(uris)
    return index.put(_entry(one, here, origin=one.peer, number=one.id) for one in several)


def teaching(identifier: UUID, number: int = 1) -> tuple[list[Entry], int]:
    """Return a page of the courses that teach a competency, or one that is the same.

    Of this site and of others, by title; with how many there are. Four SELECTs.
    """
    same, uris = matching.equals(identifier)
    return finding.teaching({identifier, *same, *(named(uri) for uri in uris)}, number)


def _entry(said: Any, here: dict[str, UUID] | None, **more: Any) -> Entry:
    access = said.accessibility
    return Entry(
        uri=said.uri,
        title=said.title,
        summary=said.summary,
        languages=tuple(said.languages),
        level=said.level,
        hours=said.duration_hours,
        licence=said.licence_spdx,
        themes=tuple(Theme(one.theme_id, one.share) for one in said.themes),
        teaches=_taught(said.teaches, here),
        assesses=_taught(said.assesses, here),
        access_modes=tuple(access.access_modes),
        access_sufficient=tuple(tuple(one) for one in access.access_modes_sufficient),
        access_features=tuple(access.features),
        access_hazards=tuple(access.hazards),
        access_summary=access.summary,
        institutions=tuple(House(one.name, one.url, one.role) for one in said.institutions),
        price_minor=said.certification_price_minor,
        currency=said.currency,
        is_free=said.is_free,
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        enrolment_opens_at=said.enrolment_opens_at,
        enrolment_closes_at=said.enrolment_closes_at,
        image_url=said.image_url,
        about_url=said.about_url,
        same_as=tuple(said.same_as),
        modified_at=said.modified_at,
        **more,
    )


def _taught(refs: Collection[CompetencyRef], here: dict[str, UUID] | None) -> tuple[Taught, ...]:
    """Return competencies under the identifiers of this site; ``here`` is ``None`` for its own."""
    return tuple(
        Taught(
            ref.identifier if here is None else here.get(ref.uri) or named(ref.uri),
            ref.uri,
            ref.label,
            ref.framework_title,
        )
        for ref in refs
    )


def _covenant(course_key: str) -> str:
    """Return whether the free track is kept; unknown where nobody can say."""
    try:
        verdict = covenants.ask(course_key)
    except DomainError:
        return UNKNOWN
    if verdict.passes:
        return KEPT
    failed = (one.criterion in _GUARDS and one.verdict == "fail" for one in verdict.checks)
    return BROKEN if any(failed) else UNKNOWN
