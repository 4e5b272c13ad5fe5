"""What does a reading change? Only what differs, all of it or nothing.

A reading that finds everything as it was writes one line: that the peer was right at this
instant. No course, no history.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from agir_catalogue.domain.peer import State, after_fault
from agir_catalogue.federation.incoming import rows
from agir_catalogue.federation.incoming.paging import Reading
from agir_catalogue.federation.incoming.refusals import PeerNotRead
from agir_catalogue.models import Harvest, Peer, PeerCourse, PeerRejection

BATCH: Final = 200
HARVESTS_KEPT: Final = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reading of a peer brought. ``reason`` is the code of a fault, '' without one.

    ``touched`` are the row numbers of courses whose face changed.
    """

    peer: int
    reason: str = ""
    added: int = 0
    changed: int = 0
    gone: int = 0
    rejected: int = 0
    held: int = 0
    touched: tuple[int, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Tell whether a course came, changed or went."""
        return bool(self.added or self.changed or self.gone)


def keep(peer_id: int, found: Reading, now: datetime, *, signed_at: datetime | None) -> Outcome:
    """Take a reading over. Nine statements and two for each 200 courses that differ."""
    with transaction.atomic():
        peer = Peer.objects.select_for_update().get(pk=peer_id)
        if peer.state == State.REMOVED:
            raise PeerNotRead(state=peer.state)
        outcome = Outcome(peer_id) if found.is_unchanged else _courses(peer, found, now)
        news = not found.is_unchanged and _rejections(peer, found, now)
        peer.etag, peer.good_at, peer.faults, peer.reason = found.etag, now, 0, ""
        peer.signed_at = signed_at or peer.signed_at
        if found.cursor is not None:
            peer.cursor = found.cursor
        peer.save(
            update_fields=("etag", "good_at", "faults", "reason", "signed_at", "cursor")
        )  # fmt: skip
        if outcome.is_changed or news:
            _history(peer, outcome, now)
    return outcome


def fault(peer_id: int, reason: str, now: datetime) -> Outcome:
    """Write that a reading failed: the courses stay, and after some faults the peer waits."""
    with transaction.atomic():
        peer = Peer.objects.select_for_update().get(pk=peer_id)
        peer.faults, peer.reason = peer.faults + 1, reason[:64]
        peer.state = after_fault(State(peer.state), peer.faults)
        peer.save(update_fields=("faults", "reason", "state"))
        outcome = Outcome(peer_id, reason=reason[:64])
        _history(peer, outcome, now)
    return outcome


def _courses(peer: Peer, found: Reading, now: datetime) -> Outcome:
    rows_of = PeerCourse.objects.filter(peer=peer)
    there = {row.record: row for row in rows_of.only("id", "record", "digest", "gone_at")}
    new = [
        rows.fill(PeerCourse(peer=peer, record=record, first_at=now), facts, now)
        for record, facts in found.courses.items()
        if record not in there
    ]
    changed = [
        rows.fill(there[record], facts, now)
        for record, facts in found.courses.items()
        if record in there
        and (there[record].digest != facts.digest or there[record].gone_at is not None)
    ]
    missing = found.gone | (
        {one for one in there if one not in found.courses and one not in found.refused}
        if found.is_whole
        else set()
    )
    gone = [there[one] for one in sorted(missing) if one in there and there[one].gone_at is None]
    PeerCourse.objects.bulk_create(new, batch_size=BATCH)
    PeerCourse.objects.bulk_update(changed, rows.WRITTEN, batch_size=BATCH)
    _go(gone, now)
    held = sum(row.gone_at is None for row in there.values()) + len(new)
    touched = [row.pk for row in (*changed, *gone)]
    if new:
        names = [row.record for row in new]
        touched += [
            pk
            for place in range(0, len(names), BATCH)
            for pk in rows_of.filter(record__in=names[place : place + BATCH]).values_list(
                "pk", flat=True
            )
        ]
    return Outcome(
        peer.pk, added=len(new), changed=len(changed), gone=len(gone),
        rejected=len(found.refused), held=held, touched=tuple(touched),
    )  # fmt: skip


def _go(gone: Sequence[PeerCourse], now: datetime) -> None:
    for place in range(0, len(gone), BATCH):
        names = [row.pk for row in gone[place : place + BATCH]]
        PeerCourse.objects.filter(pk__in=names).update(gone_at=now)
    for row in gone:
        row.gone_at = now


def _rejections(peer: Peer, found: Reading, now: datetime) -> bool:
    """Keep why records are not shown; return whether that is news."""
    there = {row.record: row for row in PeerRejection.objects.filter(peer=peer)}
    settled = {
        one
        for one in there
        if one not in found.refused
        and (found.is_whole or one in found.courses or one in found.gone)
    }
    fresh = [
        PeerRejection(
            peer=peer, record=record, reason=refusal.code,
            facts=json.dumps(refusal.facts, default=str)[:500], at=now,
        )
        for record, refusal in found.refused.items()
        if record not in there or there[record].reason != refusal.code
    ]  # fmt: skip
    over = settled | {row.record for row in fresh if row.record in there}
    if over:
        PeerRejection.objects.filter(peer=peer, pk__in=[there[one].pk for one in over]).delete()
    PeerRejection.objects.bulk_create(fresh, batch_size=BATCH)
    return bool(fresh or settled)


def _history(peer: Peer, outcome: Outcome, now: datetime) -> None:
    Harvest.objects.create(
        peer=peer, at=now, reason=outcome.reason, added=outcome.added, changed=outcome.changed,
        gone=outcome.gone, rejected=outcome.rejected, held=outcome.held,
    )  # fmt: skip
    kept = Harvest.objects.filter(peer=peer).order_by("-at", "-id")
    old = kept.values_list("pk", flat=True)[HARVESTS_KEPT : HARVESTS_KEPT + 1].first()
    if old is not None:
        Harvest.objects.filter(peer=peer, pk__lte=old).delete()
