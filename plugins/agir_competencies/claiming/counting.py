"""How are receipts counted? Once each, never over what was shown while signed in.

One transaction with the learner's row locked: the receipts' nonces, and their evidence. What
another process claims meanwhile is refused by the table itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from agir_competencies.claiming import receipts
from agir_competencies.claiming.data import ClaimLine, ClaimOutcome, ClaimView
from agir_competencies.domain.link import UNSUPERVISED
from agir_competencies.domain.receipt import (
    ClaimsTooMany,
    NothingToClaim,
    Receipt,
    ReceiptClaimed,
    ReceiptEmpty,
    ReceiptRefused,
)
from agir_competencies.ledger import recording
from agir_competencies.ledger.recording import Observation
from agir_competencies.models import ClaimedReceipt, Competency, CurrentEvidence
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause
from agir_platform.select import platform

MOST_AT_ONCE: Final = 50
DAY: Final = timedelta(days=1)
Pair = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Read:
    """One text that was sent: its receipt, or the code of why it is none."""

    place: int
    receipt: Receipt | None
    refusal: str = ""


def preview(user_id: int, tokens: Sequence[object], now: datetime) -> list[ClaimView]:
    """Return what a claim of these would do, in their order; writes nothing."""
    read = _read(tokens, now)
    subject = learners.known_subject(user_id)
    return _views(subject, read)


def claim(user_id: int, tokens: Sequence[object], now: datetime) -> ClaimOutcome:
    """Count what counts; return what was done with each. Raise ``ClaimsTooMany``."""
    read = _read(tokens, now)
    with transaction.atomic():
        subject = learners.locked(user_id).subject
        views = _views(subject, read)
        done = [one for one in views if not one.refusal]
        _check_pace(subject, len(done), now)
        found = {one.place: one.receipt for one in read if one.receipt is not None}
        kept = [one for one in done if _spent(found[one.place], subject, now)]
        lost = {one.place for one in done} - {one.place for one in kept}
        recorded = recording.record(_observed(subject, kept, found))
    told = [
        replace(one, refusal=ReceiptClaimed.code) if one.place in lost else one for one in views
    ]
    return ClaimOutcome(len(kept), recorded, tuple(told))


def _read(tokens: Sequence[object], now: datetime) -> list[Read]:
    if not 0 < len(tokens) <= MOST_AT_ONCE:
        raise NothingToClaim(limit=MOST_AT_ONCE)
    found, seen = [], set()
    for place, token in enumerate(tokens):
        try:
            receipt = receipts.verified(token, now)
        except ReceiptRefused as refused:
            found.append(Read(place, None, refused.code))
            continue
        twice = receipt.nonce in seen
        seen.add(receipt.nonce)
        found.append(Read(place, receipt, ReceiptClaimed.code if twice else ""))
    return found


def _check_pace(subject: UUID, wanted: int, now: datetime) -> None:
    limit = int(settings.AGIR_COMPETENCIES_CLAIMS_A_DAY)
    done = ClaimedReceipt.objects.filter(subject=subject, claimed_at__gt=now - DAY).count()
    if done + wanted > limit:
        raise ClaimsTooMany(limit=limit)


def _spent(receipt: Receipt, subject: UUID, now: datetime) -> bool:
    """Write that the receipt was counted; tell whether nobody had it counted before."""
    try:
        with transaction.atomic():
            ClaimedReceipt.objects.create(
                nonce=receipt.nonce, subject=subject, object_key=receipt.object_key,
                shown_at=receipt.at, claimed_at=now,
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def _views(subject: UUID | None, read: Iterable[Read]) -> list[ClaimView]:
    listed = list(read)
    held = [one.receipt for one in listed if one.receipt is not None]
    spent = set(
        ClaimedReceipt.objects.filter(nonce__in=[one.nonce for one in held]).values_list(
            "nonce", flat=True
        )
    )
    wanted = {competency for one in held for competency, _ in one.findings}
    known = set(
        Competency.objects.filter(identifier__in=wanted, retired_at=None).values_list(
            "identifier", flat=True
        )
    )
    shown = _shown(subject, {one.object_key for one in held})
    titles = platform().courses.titles({one.object_key for one in held})
    return [_view(one, spent, known, shown, titles) for one in listed]


def _view(
    one: Read,
    spent: set[str],
    known: set[UUID],
    shown: set[Pair],
    titles: Mapping[str, str],
) -> ClaimView:
    receipt = one.receipt
    if receipt is None:
        return ClaimView(one.place, refusal=one.refusal)
    lines = tuple(
        ClaimLine(key, share, counts=(receipt.object_key, key) not in shown)
        for key, share in receipt.findings
        if key in known
    )
    refusal = one.refusal or (ReceiptClaimed.code if receipt.nonce in spent else "")
    if not refusal and not any(line.counts for line in lines):
        refusal = ReceiptEmpty.code
    title = titles.get(receipt.object_key, "")
    return ClaimView(one.place, receipt.object_key, title, receipt.at, lines, refusal)


def _shown(subject: UUID | None, objects: set[str]) -> set[Pair]:
    """Return what the learner showed of these objects while somebody knew who they were."""
    if subject is None or not objects:
        return set()
    rows = CurrentEvidence.objects.filter(
        subject=subject, object_key__in=objects, share__isnull=False
    ).exclude(kind=UNSUPERVISED)
    return set(rows.values_list("object_key", "competency__identifier"))


def _observed(
    subject: UUID, views: Iterable[ClaimView], found: Mapping[int, Receipt]
) -> list[Observation]:
    weight: Decimal = receipts.weight()
    return [
        Observation(
            subject=subject,
            competency=line.competency,
            course_key=found[view.place].course_key,
            object_key=view.object_key,
            kind=UNSUPERVISED,
            share=line.share,
            weight=weight,
            occurred_at=found[view.place].at,
            cause=ScoreCause.ATTEMPT,
        )
        for view in views
        for line in view.lines
        if line.counts
    ]
