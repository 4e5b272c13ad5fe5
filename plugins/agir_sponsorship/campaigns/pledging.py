"""How does an organisation pledge, and how does a promise end without money?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from agir_sponsorship.campaigns import acts, announcing, holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.refusals import (
    CampaignNotOpen,
    CampaignOfPartner,
    NatureBound,
    NatureUndecided,
    NatureUnfit,
    PledgeKeyReused,
    PledgeUnfit,
    TermsNotAccepted,
)
from agir_sponsorship.domain import reference
from agir_sponsorship.domain.amounts import checked
from agir_sponsorship.domain.campaign import State
from agir_sponsorship.domain.classifying import Counterpart, classify
from agir_sponsorship.domain.machine import TransitionRefused, moved
from agir_sponsorship.domain.pledge import ACTS, TAKES_MONEY, UNPAID, Nature, PledgeState
from agir_sponsorship.models import Campaign, Pledge

METHODS: Final = ("transfer", "purchase_order", "stripe")
VISIBILITIES: Final = ("name", "amount", "anonymous")
PAYS_WITHIN: Final = timedelta(days=60)  # the longest term between firms (C. com. art. L441-10)


@dataclass(frozen=True, slots=True)
class Offer:
    """What an organisation promises. ``key`` is what its form carried, 8 to 64 characters.

    ``visibility``: ``name`` shows the name, ``amount`` the name and the amount, ``anonymous``
    neither.
    """

    campaign: UUID
    organisation: UUID
    amount_minor: int
    key: str
    method: str = "transfer"
    visibility: str = "name"
    counterparts: tuple[Counterpart, ...] = ()
    accepts_terms: bool = False


def offer(asked: Offer, done: Done) -> UUID:
    """Take a promise and return its number; the same key with the same words is the same pledge.

    Raise ``CampaignNotOpen``, ``CampaignOfPartner``, ``TermsNotAccepted``, ``AmountUnfit``,
    ``PledgeUnfit`` or ``PledgeKeyReused``.
    """
    checked(asked.amount_minor)
    _ensure_fit(asked)
    proposal = classify(asked.amount_minor, asked.counterparts)
    with transaction.atomic():
        campaign = holding.campaign(asked.campaign)
        there = Pledge.objects.filter(key=asked.key).first()
        if there is not None:
            return _same(there, asked)
        _ensure_open(campaign, done.at)
        identifier = uuid4()
        row = Pledge(
            id=identifier,
            campaign=campaign,
            organisation=asked.organisation,
            amount_minor=asked.amount_minor,
            currency=campaign.currency,
            method=asked.method,
            visibility=asked.visibility,
            counterparts=_written(asked.counterparts),
            proposed=proposal.nature.value,
            reasons=list(proposal.reasons),
            reference=reference.of(identifier),
            key=asked.key,
            offered_by=done.by,
            offered_at=done.at,
            due_on=(done.at + PAYS_WITHIN).date(),
        )
        row.save(force_insert=True)
        acts.note("pledge", row.id, act="offer", states=("", row.state), done=done)
        announcing.pledge_opened(row, done.at)
    return identifier


@transaction.atomic
def decide(identifier: UUID, nature: Nature, done: Done) -> None:
    """Say in a named person's name what a pledge is in law; an offer is then accepted.

    Raise ``NatureUnfit`` for a gift with too much of a counterpart, ``NatureBound`` once a document
    other than the agreement rests on the nature, ``ReasonMissing`` where the person differs from
    the proposal without saying why.
    """
    row = holding.pledge(identifier)
    if nature.value != row.proposed:
        acts.ensure_reason(done)
    if nature is Nature.MECENAT and classified(row).nature is not Nature.MECENAT:
        raise NatureUnfit
    if row.nature and row.nature != nature.value and _is_bound(row):
        raise NatureBound
    before = row.state
    if row.state == PledgeState.OFFERED:
        row.state = str(moved(ACTS, PledgeState.OFFERED, "accept"))
    elif row.state not in (*UNPAID, *TAKES_MONEY, PledgeState.PAID):
        raise TransitionRefused(act="decide", state=row.state)
    row.nature = nature.value
    row.save(update_fields=["nature", "state"])
    acts.note("pledge", row.id, act=f"decide_{nature.value}", states=(before, row.state), done=done)


@transaction.atomic
def sign(identifier: UUID, purchase_order: str, done: Done) -> None:
    """Note that the agreement is signed; a purchase order's number stands for a signature."""
    row = holding.pledge(identifier)
    number = purchase_order.strip()
    is_order = row.method == "purchase_order"
    if not number.isprintable() or len(number) > 60 or (is_order and not number):
        raise PledgeUnfit(field="purchase_order")
    row.purchase_order = number
    row.save(update_fields=["purchase_order"])
    _move(row, "sign", done)


@transaction.atomic
def call(identifier: UUID, done: Done) -> None:
    """Note that the call for funds left; raise ``NatureUndecided``. Idempotent."""
    row = holding.pledge(identifier)
    if not row.nature:
        raise NatureUndecided
    if row.state in (PledgeState.ACCEPTED, PledgeState.SIGNED):
        _move(row, "call", done)


@transaction.atomic
def withdraw(identifier: UUID, done: Done) -> None:
    """Let an unpaid promise go, as its organisation wishes; raise ``TransitionRefused``."""
    _move(holding.pledge(identifier), "withdraw", done)


def overdue(today: date) -> tuple[UUID, ...]:
    """Return the unpaid pledges whose term is over, or whose campaign gives money back."""
    unpaid = Pledge.objects.filter(state__in=UNPAID)
    rows = unpaid.filter(due_on__lt=today) | unpaid.filter(
        campaign__state__in=[State.UNFUNDED, State.CANCELLED, State.REFUNDING, State.SETTLED]
    )
    return tuple(rows.order_by("due_on", "id").values_list("id", flat=True))


@transaction.atomic
def expire(identifier: UUID, done: Done) -> bool:
    """End an unpaid promise; tell whether it was one (money may just have come)."""
    row = holding.pledge(identifier)
    if row.state not in UNPAID:
        return False
    _move(row, "expire", done)
    return True


def classified(row: Pledge) -> Any:
    """Return the classification of a pledge as it stands."""
    return classify(
        row.amount_minor,
        [Counterpart(one["kind"], one["value_minor"]) for one in row.counterparts],
    )


def forget(subject: UUID) -> None:
    """Let the offers of a contact who leaves mean nobody. Idempotent."""
    Pledge.objects.filter(offered_by=subject).update(offered_by=None)


def _move(row: Pledge, name: str, done: Done) -> None:
    before, row.state = row.state, str(moved(ACTS, PledgeState(row.state), name))
    row.save(update_fields=["state"])
    acts.note("pledge", row.id, act=name, states=(before, row.state), done=done)


def _is_bound(row: Pledge) -> bool:
    return (
        bool(row.invoice_number)
        or row.documents.exclude(kind__in=["agreement", "call_for_funds", "cancellation"])
        .filter(credited_by__isnull=True, is_draft=False)
        .exists()
    )


def _ensure_fit(asked: Offer) -> None:
    faults = {
        "method": asked.method not in METHODS,
        "visibility": asked.visibility not in VISIBILITIES,
        "key": not (8 <= len(asked.key) <= 64 and asked.key.isascii() and asked.key.isprintable()),
        "counterparts": len(asked.counterparts) > 10,
    }
    for field, is_wrong in faults.items():
        if is_wrong:
            raise PledgeUnfit(field=field)
    if not asked.accepts_terms:
        raise TermsNotAccepted


def _ensure_open(campaign: Campaign, now: datetime) -> None:
    if campaign.partner_url:
        raise CampaignOfPartner
    if campaign.state != State.OPEN or not campaign.opens_at <= now < campaign.closes_at:
        raise CampaignNotOpen


def _same(there: Pledge, asked: Offer) -> UUID:
    is_same = (
        there.campaign_id == asked.campaign
        and there.organisation == asked.organisation
        and there.amount_minor == asked.amount_minor
        and there.method == asked.method
        and there.counterparts == _written(asked.counterparts)
    )
    if not is_same:
        raise PledgeKeyReused
    return there.id


def _written(counterparts: Sequence[Counterpart]) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "value_minor": one.value_minor} for one in counterparts]
