"""How does a statement find its pledges? By reference; whatever is unsure waits for a person.

Each line is taken once, known by its content: the same statement twice changes nothing. A line is
taken in a transaction of its own, so that a kill in the middle of a file loses nothing and the
file is simply imported again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_sponsorship.campaigns import acts, holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.domain import accounts, reference, statement
from agir_sponsorship.domain.campaign import GIVES_BACK
from agir_sponsorship.domain.payment import Facts
from agir_sponsorship.domain.pledge import TAKES_MONEY
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.ledger import writing
from agir_sponsorship.models import Payment, Pledge, Transfer
from agir_sponsorship.payments import booking
from agir_sponsorship.payments.refusals import TransferUnfit, TransferUnknown


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a statement's lines: how many were matched, queued, known, or went out."""

    matched: int
    queued: int
    known: int
    out: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits for a person; ``why`` is a code, ``suggested`` references that may fit."""

    id: UUID
    day: date
    label: str
    amount_minor: int
    currency: str
    why: str
    suggested: tuple[str, ...]


def take(lines: Sequence[statement.Line], done: Done) -> Taken:
    """Take each line that came in and was not taken before."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts["out" if line.amount_minor < 0 else _take(line, done)] += 1
    return Taken(counts["matched"], counts["queued"], counts["known"], counts["out"])


def queue(limit: int = 200) -> tuple[Waiting, ...]:
    """Return the lines that wait, oldest first."""
    rows = Transfer.objects.filter(state="queued").order_by("day", "key")[:limit]
    return tuple(
        Waiting(r.id, r.day, r.label, r.amount_minor, r.currency, r.why, _suggested(r))
        for r in rows
    )


@transaction.atomic
def match(transfer: UUID, wanted: str, done: Done) -> UUID:
    """Give a queued line to the pledge of a reference, in a person's name; return the payment.

    Raise ``TransferUnknown``, ``TransferUnfit`` or ``PledgeUnknown``.
    """
    _claim(transfer)
    row = Transfer.objects.select_for_update().get(id=transfer)
    (found, *_) = reference.found_in(wanted) or ("",)
    pledge = holding.pledge_by(reference=found)
    if row.currency != pledge.currency:
        raise TransferUnfit
    return _pay(row, pledge, done)


@transaction.atomic
def set_aside(transfer: UUID, done: Done) -> None:
    """Say that a queued line is not a sponsor's money, and why."""
    acts.ensure_reason(done)
    _claim(transfer)
    row = Transfer.objects.select_for_update().get(id=transfer)
    row.state, row.label = "set_aside", ""
    row.save(update_fields=["state", "label"])
    acts.note("transfer", row.id, act="set_aside", states=("queued", "set_aside"), done=done)


@transaction.atomic
def payout(transfer: UUID, fee_minor: int, done: Done) -> None:
    """Say that a queued line is what the card provider paid out, less ``fee_minor`` (0 upward)."""
    if isinstance(fee_minor, bool) or fee_minor < 0:
        raise TransferUnfit
    _claim(transfer)
    row = Transfer.objects.select_for_update().get(id=transfer)
    row.state, row.label = "matched", ""
    row.save(update_fields=["state", "label"])
    acts.note("transfer", row.id, act="payout", states=("queued", "matched"), done=done)
    lines = [
        Posting(accounts.bank(), row.amount_minor, row.currency),
        Posting(accounts.provider(), -row.amount_minor - fee_minor, row.currency),
    ]
    if fee_minor:
        lines.append(Posting(accounts.provider_fees(), fee_minor, row.currency))
    writing.post("payout", lines, idempotency_key=f"payout:{row.key}", occurred_at=done.at)


@transaction.atomic
def _take(line: statement.Line, done: Done) -> str:
    row, is_new = _new(line, done.at)
    if not is_new:
        return "known"
    found = reference.found_in(line.label)
    row.why = _doubt(line, found)
    if row.why:
        row.save(update_fields=["why"])
        return "queued"
    pledge = holding.pledge_by(reference=found[0])
    if pledge.state not in TAKES_MONEY or pledge.campaign.state in GIVES_BACK:
        row.why = "not_awaited"
    elif line.amount_minor > pledge.amount_minor - pledge.paid_minor + pledge.returned_minor:
        row.why = "too_much"
    if row.why:
        row.save(update_fields=["why"])
        return "queued"
    _pay(row, pledge, done)
    return "matched"


def _new(line: statement.Line, at: datetime) -> tuple[Transfer, bool]:
    """Write the line unless it is there: the write comes first, and the key decides."""
    made = Transfer(
        key=line.key,
        day=line.day,
        label=line.label,
        amount_minor=line.amount_minor,
        currency=line.currency,
        read_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return Transfer.objects.get(key=line.key), False
    return made, True


def _doubt(line: statement.Line, found: Sequence[str]) -> str:
    if not found:
        return "no_reference"
    if len(found) > 1:
        return "two_references"
    currency = Pledge.objects.filter(reference=found[0]).values_list("currency", flat=True).first()
    if currency is None:
        return "reference_unknown"
    return "" if currency == line.currency else "other_currency"


def _claim(transfer: UUID) -> None:
    """Hold a queued line until the commit; raise ``TransferUnknown`` where it is not queued."""
    if not Transfer.objects.filter(id=transfer, state="queued").update(state="queued"):
        raise TransferUnknown


def _pay(row: Transfer, pledge: Pledge, done: Done) -> UUID:
    payment = Payment.objects.create(
        pledge=pledge,
        method="transfer",
        asked_minor=row.amount_minor,
        currency=row.currency,
        source=f"line:{row.key}",
        begun_at=done.at,
    )
    row.state, row.label, row.payment = "matched", "", payment
    row.save(update_fields=["state", "label", "payment"])
    acts.note("payment", payment.id, act="transfer", states=("", payment.state), done=done)
    booking.settle(pledge, payment, Facts(received=row.amount_minor), done)
    return payment.id


def _suggested(row: Transfer) -> tuple[str, ...]:
    """Return references of pledges that wait for exactly this amount, and those in the label."""
    waiting = Pledge.objects.filter(
        state__in=[state.value for state in TAKES_MONEY],
        amount_minor=row.amount_minor,
        currency=row.currency,
    )
    exact = waiting.order_by("offered_at").values_list("reference", flat=True)[:5]
    return tuple(dict.fromkeys((*reference.found_in(row.label), *exact)))
