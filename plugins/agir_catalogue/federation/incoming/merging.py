"""How are the courses that are one and the same folded into one, and taken apart again?

After each reading that changed something the rules are asked about all courses that are shown.
What an operator took apart stays apart, and what no rule holds together any more comes apart by
itself; each with its reason, and nothing is deleted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.db import transaction

from agir_catalogue.domain.plain_text import line
from agir_catalogue.domain.same_course import Listed, Pair, pairs
from agir_catalogue.federation.incoming.refusals import MergeUnknown
from agir_catalogue.federation.incoming.shown import MADE, live
from agir_catalogue.models import Change, PeerMerge
from agir_catalogue.notices.changes import Kind
from agir_kernel.errors import DomainError
from agir_platform import addresses

PROPOSED: Final = "proposed"
UNDONE: Final = "undone"
LAPSED: Final = "lapsed"
OPERATOR: Final = "operator"
OWN: Final = "/agir/catalogue/courses/"
BATCH: Final = 200
REASON: Final = 500


@dataclass(frozen=True, slots=True)
class MergeView:
    """Two courses that are taken for one, or may be. ``into`` 0: a course of this site."""

    id: int
    course: int
    title: str
    peer: str
    into: int
    into_title: str
    into_peer: str
    into_key: str
    rule: str
    state: str
    reason: str
    at: datetime
    settled_at: datetime | None


def settle(now: datetime) -> tuple[int, ...]:
    """Make the pairs that the rules say; return the numbers of courses that are shown otherwise.

    Three SELECTs at most, and what differs.
    """
    with transaction.atomic():
        listed = _listed()
        wanted = {pair.course: pair for pair in pairs(listed, _own(listed))}
        shown = {one.id for one in listed}
        there = list(PeerMerge.objects.select_for_update().exclude(state=LAPSED).order_by("pk"))
        apart = {_end(row) for row in there if row.state == UNDONE}
        standing = [row for row in there if row.state != UNDONE]
        kept = {row.course_id for row in standing if _stands(row, wanted, shown)}
        lapsed = [row for row in standing if not _stands(row, wanted, shown)]
        moved = {row.course_id for row in lapsed if row.state == MADE}
        new = [
            PeerMerge(
                course_id=pair.course, into_id=pair.into, into_key=pair.key, rule=pair.rule,
                state=MADE if pair.is_sure else PROPOSED, at=now,
            )
            for pair in wanted.values()
            if pair.course not in kept
            and (pair.course, pair.into, pair.key) not in apart
        ]  # fmt: skip
        if lapsed:
            gone = [row.pk for row in lapsed]
            PeerMerge.objects.filter(pk__in=gone).update(state=LAPSED, settled_at=now)
        PeerMerge.objects.bulk_create(new, batch_size=BATCH)
        moved |= {row.course_id for row in new if row.state == MADE}
    return tuple(sorted(moved))


def confirm(number: int, now: datetime) -> int:
    """Make a pair that was proposed; return the course that is folded away."""
    row = PeerMerge.objects.filter(pk=number, state=PROPOSED)
    course = row.values_list("course_id", flat=True).first()
    if course is None or not row.update(state=MADE, rule=OPERATOR, settled_at=now):
        raise MergeUnknown(merge=number)
    return course


def undo(number: int, reason: str, now: datetime) -> int:
    """Take a pair apart, or decline it, with the reason; return the course shown by itself."""
    row = PeerMerge.objects.filter(pk=number, state__in=(MADE, PROPOSED))
    course = row.values_list("course_id", flat=True).first()
    if course is None or not row.update(state=UNDONE, reason=line(reason, REASON), settled_at=now):
        raise MergeUnknown(merge=number)
    return course


def listed_pairs(
    states: Iterable[str] = (MADE, PROPOSED), limit: int = 100
) -> tuple[MergeView, ...]:
    """Return pairs, what waits for a person first, then the latest. One SELECT."""
    rows = PeerMerge.objects.filter(state__in=tuple(states), course__gone_at=None)
    rows = rows.select_related("course__peer", "into__peer").order_by("-state", "-at", "-pk")
    return tuple(
        MergeView(
            row.pk, row.course_id, row.course.title, row.course.peer.name,
            row.into_id or 0, row.into.title if row.into else "",
            row.into.peer.name if row.into else "", row.into_key,
            row.rule, row.state, row.reason, row.at, row.settled_at,
        )
        for row in rows[:limit]
    )  # fmt: skip


def _listed() -> list[Listed]:
    found = live().values_list(
        "pk", "peer__name", "peer__base_url", "uri", "title", "publisher", "course_code", "said"
    )
    return [
        Listed(pk, name, urlsplit(base).netloc.lower(), uri, title, publisher, code,
               tuple(told["same_as"]), _outcomes(told))
        for pk, name, base, uri, title, publisher, code, said in found
        for told in (json.loads(said),)
    ]  # fmt: skip


def _outcomes(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the addresses of what a course teaches or assesses."""
    return tuple(
        dict.fromkeys(
            one["uri"] for part in ("teaches", "assesses") for one in told[part] if one["uri"]
        )
    )


def _own(listed: Iterable[Listed]) -> dict[str, str]:
    """Return the keys of this site's courses that somebody's addresses name."""
    try:
        prefix = addresses.absolute(OWN)
    except DomainError:
        return {}
    named = {
        uri: unquote(uri.removeprefix(prefix).rstrip("/"))
        for one in listed
        for uri in (one.uri, *one.same_as)
        if uri.startswith(prefix)
    }
    public = Change.objects.filter(kind=Kind.UPSERT, pk__in=set(named.values()))
    keys = set(public.values_list("pk", flat=True)) if named else set()
    return {uri: key for uri, key in named.items() if key in keys}


def _stands(row: PeerMerge, wanted: Mapping[int, Pair], shown: Collection[int]) -> bool:
    """Tell whether a pair still holds: by a person's word, or by the rules."""
    if row.rule == OPERATOR:
        return row.course_id in shown and row.into_id in shown
    pair = wanted.get(row.course_id)
    is_same = pair is not None and _end(row) == (pair.course, pair.into, pair.key)
    return pair is not None and is_same and (row.state == MADE) == pair.is_sure


def _end(row: PeerMerge) -> tuple[int, int | None, str]:
    return row.course_id, row.into_id, row.into_key
