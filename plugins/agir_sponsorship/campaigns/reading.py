"""What may be read of campaigns and pledges?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from agir_platform import sites
from agir_sponsorship.campaigns import booked
from agir_sponsorship.campaigns.refusals import CampaignUnknown, PledgeUnknown
from agir_sponsorship.domain.campaign import PUBLIC, State
from agir_sponsorship.models import Campaign, Milestone, Pledge


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone; ``released_minor`` is 0 until it is released."""

    id: UUID
    position: int
    title: str
    deliverable: str
    amount_minor: int
    state: str
    evidence_url: str
    evidence_note: str
    released_minor: int


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign. Amounts are in the smallest unit of ``currency``.

    ``percent`` is what was raised of the goal, 0 upward, rounded down. ``is_open``: it takes
    pledges at the instant asked for.
    """

    id: UUID
    kind: str
    mode: str
    title: str
    summary: str
    course_key: str
    subject: str
    call: UUID | None
    has_promise: bool
    partner_name: str
    partner_url: str
    currency: str
    goal_minor: int
    minimum_minor: int
    raised_minor: int
    percent: int
    opens_at: datetime
    closes_at: datetime
    state: str
    is_open: bool
    milestones: tuple[MilestoneView, ...]


@dataclass(frozen=True, slots=True)
class Supporter:
    """An organisation that gave and is shown; ``amount_minor`` is ``None`` where it is not told."""

    organisation: UUID
    amount_minor: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the money of a campaign is, in minor units."""

    pledged_minor: int
    paid_minor: int
    returned_minor: int
    released_minor: int


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A pledge, for its organisation and the operator."""

    id: UUID
    campaign: UUID
    campaign_title: str
    organisation: UUID
    amount_minor: int
    currency: str
    method: str
    purchase_order: str
    visibility: str
    counterparts: tuple[dict[str, Any], ...]
    proposed: str
    reasons: tuple[str, ...]
    nature: str
    state: str
    reference: str
    paid_minor: int
    returned_minor: int
    invoice_number: str
    offered_at: datetime
    due_on: date


def campaign(identifier: UUID, now: datetime, *, is_public: bool) -> CampaignView:
    """Return a campaign; raise ``CampaignUnknown``, also for a draft where ``is_public``."""
    row = _rows().filter(id=identifier).first()
    if row is None or (is_public and row.state not in PUBLIC):
        raise CampaignUnknown
    return view(row, now)


def campaigns(now: datetime, *, is_public: bool, limit: int = 100) -> tuple[CampaignView, ...]:
    """Return campaigns, open ones first, then the latest; of the site that answers for the public.

    A campaign for no course is the operator's own.
    """
    rows = _public() if is_public else _rows()
    found = [view(row, now) for row in rows.order_by("-opens_at", "id")[:limit]]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def latest(
    now: datetime, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[CampaignView, ...]:
    """Return public campaigns, the latest first, behind the one that ``after`` names."""
    rows = _public()
    if after is not None:
        at, identifier = after
        rows = rows.filter(Q(opens_at__lt=at) | Q(opens_at=at, id__gt=identifier))
    return tuple(view(row, now) for row in rows.order_by("-opens_at", "id")[:limit])


def of_call(call: UUID, now: datetime) -> tuple[CampaignView, ...]:
    """Return the public campaigns for a call, open ones first, then the latest."""
    rows = _public().filter(call=call)
    found = [view(row, now) for row in rows.order_by("-opens_at", "id")[:20]]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def supporters(identifier: UUID) -> tuple[Supporter, ...]:
    """Return who gave to a campaign and may be shown, in the order of their pledges.

    What is told of each is what came and stayed, and no promise.
    """
    rows = Pledge.objects.filter(campaign=identifier, paid_minor__gt=F("returned_minor"))
    rows = rows.exclude(visibility="anonymous").exclude(state__in=["refunded", "charged_back"])
    return tuple(
        Supporter(
            row.organisation,
            row.paid_minor - row.returned_minor if row.visibility == "amount" else None,
        )
        for row in rows.order_by("offered_at", "id")
    )


def progress(identifier: UUID) -> Progress:
    """Return where the money of a campaign is; all but the promises from the ledger alone (I18)."""
    rows = Pledge.objects.filter(campaign=identifier)
    promised = rows.exclude(state__in=["expired", "withdrawn"]).aggregate(sum=Sum("amount_minor"))
    campaigns = Campaign.objects.filter(id=identifier)
    currency = campaigns.values_list("currency", flat=True).first() or ""
    money = booked.of_campaign(identifier, currency)
    return Progress(
        pledged_minor=int(promised["sum"] or 0),
        paid_minor=money.received,
        returned_minor=money.returned,
        released_minor=money.released,
    )


def as_booked(one: CampaignView, money: Progress) -> CampaignView:
    """Return a campaign whose sum and share are those of the ledger, for the public."""
    raised = money.paid_minor - money.returned_minor
    return replace(one, raised_minor=raised, percent=raised * 100 // one.goal_minor)


def pledge(identifier: UUID) -> PledgeView:
    """Return a pledge; raise ``PledgeUnknown``."""
    row = Pledge.objects.select_related("campaign").filter(id=identifier).first()
    if row is None:
        raise PledgeUnknown
    return pledge_view(row)


def pledges(
    *, campaign: UUID | None = None, organisations: Iterable[UUID] | None = None
) -> tuple[PledgeView, ...]:
    """Return pledges of a campaign or of organisations, oldest first."""
    rows = Pledge.objects.select_related("campaign")
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    if organisations is not None:
        rows = rows.filter(organisation__in=set(organisations))
    return tuple(pledge_view(row) for row in rows.order_by("offered_at", "id")[:500])


def view(row: Campaign, now: datetime) -> CampaignView:
    """Return a stored campaign as it stands at ``now``."""
    is_open = row.state == State.OPEN and row.opens_at <= now < row.closes_at
    return CampaignView(
        id=row.id,
        kind=row.kind,
        mode=row.mode,
        title=row.title,
        summary=row.summary,
        course_key=row.course_key,
        subject=row.subject,
        call=row.call,
        has_promise=row.promise is not None,
        partner_name=row.partner_name,
        partner_url=row.partner_url,
        currency=row.currency,
        goal_minor=row.goal_minor,
        minimum_minor=row.minimum_minor,
        raised_minor=row.raised_minor,
        percent=row.raised_minor * 100 // row.goal_minor,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        state=row.state,
        is_open=is_open,
        milestones=tuple(_milestone(one) for one in row.milestones.all()),
    )


def pledge_view(row: Pledge) -> PledgeView:
    """Return a stored pledge."""
    return PledgeView(
        id=row.id,
        campaign=row.campaign_id,
        campaign_title=row.campaign.title,
        organisation=row.organisation,
        amount_minor=row.amount_minor,
        currency=row.currency,
        method=row.method,
        purchase_order=row.purchase_order,
        visibility=row.visibility,
        counterparts=tuple(row.counterparts),
        proposed=row.proposed,
        reasons=tuple(row.reasons),
        nature=row.nature,
        state=row.state,
        reference=row.reference,
        paid_minor=row.paid_minor,
        returned_minor=row.returned_minor,
        invoice_number=row.invoice_number,
        offered_at=row.offered_at,
        due_on=row.due_on,
    )


def _milestone(row: Milestone) -> MilestoneView:
    return MilestoneView(
        id=row.id,
        position=row.position,
        title=row.title,
        deliverable=row.deliverable,
        amount_minor=row.amount_minor,
        state=row.state,
        evidence_url=row.evidence_url,
        evidence_note=row.evidence_note,
        released_minor=row.released_minor,
    )


def _rows() -> QuerySet[Campaign]:
    return Campaign.objects.prefetch_related("milestones")


def _public() -> QuerySet[Campaign]:
    """Return what the public sees listed on the site that answers."""
    rows = _rows().filter(state__in=[state.value for state in PUBLIC])
    return rows.filter(sites.of_courses("course_key", sites.listed_here()))
