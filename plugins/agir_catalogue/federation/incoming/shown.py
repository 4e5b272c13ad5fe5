"""What may the public see of other operators? Their courses, their health, what is doubted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Count, QuerySet

from agir_catalogue.data import AccessibilityFacts, CompetencyRef, Institution, ThemeShare
from agir_catalogue.domain.peer import State
from agir_catalogue.domain.peer_facts import Outcome
from agir_catalogue.federation.incoming import rows
from agir_catalogue.federation.incoming.data import (
    DisputeView,
    HarvestView,
    PeerCourseView,
    PeerView,
    RejectionView,
)
from agir_catalogue.federation.incoming.refusals import PeerCourseUnknown, PeerUnknown
from agir_catalogue.models import Harvest, Peer, PeerCourse, PeerDispute, PeerMerge, PeerRejection

MOST: Final = 500
HARVESTS: Final = 10
MADE: Final = "made"


def live() -> QuerySet[PeerCourse]:
    """Return the rows of courses that are shown."""
    shown = PeerCourse.objects.filter(gone_at=None).exclude(peer__state=State.REMOVED)
    return shown.select_related("peer").order_by("pk")


def courses(
    *, after: int = 0, limit: int = 50, peer: int | None = None, with_merged: bool = False
) -> tuple[PeerCourseView, ...]:
    """Return courses of peers by number, those after ``after``, at most ``limit`` (≤ ``MOST``).

    Without ``with_merged``, a course that is the same as another one here is left out: the other
    stands for both. One SELECT.
    """
    shown = live().filter(pk__gt=after)
    if peer is not None:
        shown = shown.filter(peer_id=peer)
    if not with_merged:
        shown = _unmerged(shown)
    return tuple(view(row) for row in shown[: max(1, min(limit, MOST))])


def courses_of(numbers: Iterable[int]) -> tuple[PeerCourseView, ...]:
    """Return these courses, those that stand for themselves. One SELECT a ``MOST`` of them."""
    wanted = sorted(set(numbers))
    return tuple(
        view(row)
        for place in range(0, len(wanted), MOST)
        for row in _unmerged(live()).filter(pk__in=wanted[place : place + MOST])
    )


def uris(name: str) -> tuple[str, ...]:
    """Return the addresses of the courses of peers of a name that stand for themselves."""
    return tuple(_unmerged(live()).filter(peer__name=name).values_list("uri", flat=True))


def homes(numbers: Iterable[int]) -> tuple[str, ...]:
    """Return the names of the peers of these courses, whatever became of them."""
    wanted = sorted(set(numbers))
    found: set[str] = set()
    for place in range(0, len(wanted), MOST):
        of = Peer.objects.filter(courses__pk__in=wanted[place : place + MOST])
        found.update(of.values_list("name", flat=True))
    return tuple(sorted(found))


def course(number: int) -> PeerCourseView:
    """Return one course; raises ``PeerCourseUnknown``. One SELECT."""
    row = live().filter(pk=number).first()
    if row is None:
        raise PeerCourseUnknown(course=number)
    return view(row)


def by_uri(uri: str) -> PeerCourseView | None:
    """Return the course of an address. One SELECT."""
    row = live().filter(uri=uri).first()
    return None if row is None else view(row)


def view(row: PeerCourse) -> PeerCourseView:
    """Return a row as others read it; its peer is loaded."""
    facts = rows.facts_of(row)
    access = facts.access
    minutes = facts.duration_minutes
    return PeerCourseView(
        id=row.pk,
        peer_id=row.peer_id,
        peer=row.peer.name,
        uri=facts.uri,
        title=facts.title,
        summary=facts.summary,
        languages=facts.languages,
        level=facts.level,
        duration_hours=None if minutes is None else Decimal(minutes) / 60,
        licence_spdx=facts.licence,
        themes=tuple(ThemeShare(theme, share) for theme, share in facts.themes),
        teaches=_refs((*facts.teaches, *facts.assesses)),
        assesses=_refs(facts.assesses),
        also_teaches=tuple(one.label for one in facts.teaches if not one.uri),
        accessibility=AccessibilityFacts(
            access.modes, access.sufficient, access.features, access.hazards, access.summary
        ),
        institutions=tuple(
            Institution(one.name, one.url, one.role, one.share) for one in facts.makers
        ),
        certification_price_minor=facts.certification_price_minor,
        currency=facts.currency,
        is_free=facts.is_free,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        enrolment_opens_at=facts.enrolment_opens_at,
        enrolment_closes_at=facts.enrolment_closes_at,
        image_url=facts.image_url,
        about_url=facts.about_url or facts.uri,
        same_as=facts.same_as,
        modified_at=facts.modified_at,
        fetched_at=row.peer.good_at,
        remarks=facts.remarks,
        rest=facts.rest,
    )


def peers(*, with_removed: bool = False) -> tuple[PeerView, ...]:
    """Return every peer with its figures. Five SELECTs, however many."""
    known = Peer.objects.order_by("name", "pk")
    if not with_removed:
        known = known.exclude(state=State.REMOVED)
    several = list(known)
    held = _counted(PeerCourse.objects.filter(gone_at=None), "peer")
    refused = _counted(PeerRejection.objects.all(), "peer")
    disputes = _counted(PeerDispute.objects.filter(course__gone_at=None), "course__peer")
    history = _histories()
    return tuple(
        PeerView(
            id=peer.pk,
            name=peer.name,
            base_url=peer.base_url,
            feed_url=peer.feed_url,
            state=peer.state,
            is_signed=peer.is_signed,
            keys=tuple((one["id"], one["multikey"]) for one in json.loads(peer.keys)),
            added_at=peer.added_at,
            good_at=peer.good_at,
            faults=peer.faults,
            reason=peer.reason,
            courses=held.get(peer.pk, 0) if peer.state != State.REMOVED else 0,
            rejected=refused.get(peer.pk, 0),
            disputes=disputes.get(peer.pk, 0),
            harvests=tuple(history.get(peer.pk, ())),
        )
        for peer in several
    )


def peer(number: int) -> PeerView:
    """Return one peer; raises ``PeerUnknown``. Five SELECTs."""
    found = next((one for one in peers(with_removed=True) if one.id == number), None)
    if found is None:
        raise PeerUnknown(peer=number)
    return found


def rejections(number: int, *, limit: int = 100) -> tuple[RejectionView, ...]:
    """Return the records of a peer that are not shown, the latest first. One SELECT."""
    there = PeerRejection.objects.filter(peer_id=number).order_by("-at", "-pk")
    return tuple(
        RejectionView(row.record, row.reason, _facts(row.facts), row.at) for row in there[:limit]
    )


def disputes(
    *, course: int | None = None, peer: int | None = None, limit: int = 100
) -> tuple[DisputeView, ...]:
    """Return what is doubted, open ones first, then the latest. One SELECT."""
    said = PeerDispute.objects.select_related("course__peer").filter(course__gone_at=None)
    said = said.exclude(course__peer__state=State.REMOVED)
    if course is not None:
        said = said.filter(course_id=course)
    if peer is not None:
        said = said.filter(course__peer_id=peer)
    return tuple(
        DisputeView(
            row.pk, row.course_id, row.course.title, row.course.peer_id, row.course.peer.name,
            row.text, row.at, row.answer, row.answered_at,
        )
        for row in said.order_by("answered_at", "-at", "-pk")[:limit]
    )  # fmt: skip


def _unmerged(found: QuerySet[PeerCourse]) -> QuerySet[PeerCourse]:
    return found.exclude(pk__in=PeerMerge.objects.filter(state=MADE).values("course_id"))


def _refs(outcomes: Iterable[Outcome]) -> tuple[CompetencyRef, ...]:
    known = {one.uri: one for one in outcomes if one.uri}
    return tuple(
        CompetencyRef(uuid5(NAMESPACE_URL, uri), uri, one.label, one.framework, one.framework_uri)
        for uri, one in known.items()
    )


def _counted(found: QuerySet[Any], by: str) -> dict[int, int]:
    return dict(found.order_by().values_list(by).annotate(Count("pk")))


def _histories() -> dict[int, list[HarvestView]]:
    """Return the last readings of each peer, the latest first."""
    found: dict[int, list[HarvestView]] = {}
    latest = Harvest.objects.order_by("-at", "-pk")[: HARVESTS * 100]
    for row in latest:
        several = found.setdefault(row.peer_id, [])
        if len(several) < HARVESTS:
            several.append(
                HarvestView(
                    row.at, row.reason, row.added, row.changed, row.gone, row.rejected, row.held
                )
            )
    return found


def _facts(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:  # cut where the column ends
        return {}
    return told if isinstance(told, dict) else {}
