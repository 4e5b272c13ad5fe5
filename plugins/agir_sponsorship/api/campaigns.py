"""Campaigns and pledges.

Who may: no function asks, except ``pledge_of`` and those that take a sponsor's ``user_id``, which
ask the organisation (``api.organisations.ensure``). Times are the clock's.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_sponsorship.api import organisations
from agir_sponsorship.api.organisations import ContactRole
from agir_sponsorship.campaigns import (
    acts,
    booked,
    closing,
    milestones,
    planning,
    pledging,
    reading,
)
from agir_sponsorship.campaigns.acts import Done, Step
from agir_sponsorship.campaigns.pledging import METHODS, VISIBILITIES, Offer
from agir_sponsorship.campaigns.reading import (
    CampaignView,
    MilestoneView,
    PledgeView,
    Progress,
    Supporter,
)
from agir_sponsorship.campaigns.refusals import PledgeUnknown
from agir_sponsorship.domain.amounts import figures, typed
from agir_sponsorship.domain.campaign import Kind, Mode, Plan
from agir_sponsorship.domain.campaign import Step as PlannedStep
from agir_sponsorship.domain.classifying import COUNTERPARTS, Classification, Counterpart, classify
from agir_sponsorship.domain.pledge import Nature
from agir_sponsorship.payments import refunding, returning

__all__ = [
    "COUNTERPARTS",
    "METHODS",
    "VISIBILITIES",
    "CampaignView",
    "Classification",
    "Counterpart",
    "Kind",
    "MilestoneView",
    "Mode",
    "Nature",
    "Offer",
    "Plan",
    "PlannedStep",
    "PledgeView",
    "Progress",
    "Step",
    "Supporter",
    "act",
    "as_booked",
    "campaign",
    "campaigns",
    "change",
    "classify",
    "close_due",
    "create",
    "decide",
    "figures",
    "file_evidence",
    "history",
    "latest",
    "milestone_act",
    "name_course",
    "of_call",
    "offer",
    "pledge",
    "pledge_of",
    "pledges",
    "pledges_of_user",
    "progress",
    "promise",
    "release",
    "sign",
    "supporters",
    "typed",
    "verify",
    "withdraw",
]

as_booked = reading.as_booked
history = acts.steps
pledge = reading.pledge
pledges = reading.pledges
progress = reading.progress
supporters = reading.supporters
verify = booked.violations


def campaigns(*, is_public: bool = True, clock: Clock | None = None) -> tuple[CampaignView, ...]:
    """Return campaigns, open ones first; drafts too unless ``is_public``."""
    return reading.campaigns(_now(clock), is_public=is_public)


def latest(
    *, after: tuple[datetime, UUID] | None, limit: int, clock: Clock | None = None
) -> tuple[CampaignView, ...]:
    """Return public campaigns by their opening, the latest first, behind the one ``after`` names.

    ``after`` is an opening and an identifier.
    """
    return reading.latest(_now(clock), after, limit)


def campaign(
    identifier: UUID, *, is_public: bool = True, clock: Clock | None = None
) -> CampaignView:
    """Return a campaign; raise ``CampaignUnknown``, also for a draft where ``is_public``."""
    return reading.campaign(identifier, _now(clock), is_public=is_public)


def of_call(call: UUID, *, clock: Clock | None = None) -> tuple[CampaignView, ...]:
    """Return the public campaigns that pay for a call for initiatives."""
    return reading.of_call(call, _now(clock))


def create(plan: Plan, user_id: int, *, clock: Clock | None = None) -> UUID:
    """Write a draft; raise ``CampaignUnfit``, ``AmountUnfit`` or ``CurrencyUnknown``."""
    return planning.create(plan, done(user_id, clock=clock))


def change(identifier: UUID, plan: Plan, user_id: int, *, clock: Clock | None = None) -> None:
    """Write a draft anew, whole."""
    planning.change(identifier, plan, done(user_id, clock=clock))


def promise(identifier: UUID, user_id: int, *, clock: Clock | None = None) -> None:
    """Sign that the course to be made will keep the free-track covenant."""
    planning.promise(identifier, done(user_id, clock=clock))


def name_course(
    identifier: UUID, course_key: str, user_id: int, *, clock: Clock | None = None
) -> None:
    """Name the course that was made."""
    planning.name_course(identifier, course_key, done(user_id, clock=clock))


def act(
    identifier: UUID, name: str, user_id: int, *, reason: str = "", clock: Clock | None = None
) -> str:
    """Do what a person may do with a campaign; what failed has its money set aside at once."""
    told = done(user_id, reason, clock=clock)
    if name == "close":
        state = closing.close(identifier, told)
    else:
        state = planning.act(identifier, name, told)
    if refunding.begin(identifier, told) or state in ("unfunded", "cancelled", "failing"):
        return reading.campaign(identifier, told.at, is_public=False).state
    return state


def close_due(*, clock: Clock | None = None) -> dict[str, int]:
    """Close what is over, end promises without money, set aside what goes back. Idempotent.

    Each thing in a transaction of its own; return how many of each were done.
    """
    now = Done(_now(clock))
    counts = {"closed": 0, "expired": 0, "refunds": 0, "settled": 0}
    for identifier in closing.due(now.at):
        counts["closed"] += bool(closing.close(identifier, now))
    for identifier in pledging.overdue(now.at.date()):
        counts["expired"] += pledging.expire(identifier, now)
    for identifier in refunding.failed():
        counts["refunds"] += refunding.begin(identifier, now)
    for identifier in refunding.delivered():
        counts["settled"] += refunding.settle_delivered(identifier, now)
    return counts


def file_evidence(
    milestone: UUID, url: str, note: str, user_id: int, *, clock: Clock | None = None
) -> None:
    """Show what was delivered."""
    milestones.file_evidence(milestone, url, note, done(user_id, clock=clock))


def milestone_act(
    milestone: UUID, name: str, user_id: int, *, reason: str = "", clock: Clock | None = None
) -> None:
    """``reach``, ``accept``, ``send_back``, ``miss``, ``waive`` or ``return`` a milestone.

    ``return`` sets the part of a missed one aside to go back to its pledges.
    """
    told = done(user_id, reason, clock=clock)
    if name == "return":
        returning.give_back(milestone, told)
    else:
        milestones.act(milestone, name, told)


def release(milestone: UUID, user_id: int, *, clock: Clock | None = None) -> int:
    """Make a milestone's part the operator's income; return it in minor units."""
    return milestones.release(milestone, done(user_id, clock=clock))


def offer(asked: Offer, user_id: int, *, clock: Clock | None = None) -> UUID:
    """Pledge in an organisation's name; it is verified and the person handles its money."""
    organisations.ensure(user_id, asked.organisation, ContactRole.FINANCE)
    organisations.verified(asked.organisation)
    return pledging.offer(asked, done(user_id, clock=clock))


def withdraw(pledge: UUID, user_id: int, *, clock: Clock | None = None) -> None:
    """Let an unpaid promise go, in its organisation's name."""
    pledge_of(user_id, pledge, ContactRole.FINANCE)
    pledging.withdraw(pledge, done(user_id, clock=clock))


def decide(
    pledge: UUID, nature: str, user_id: int, *, reason: str = "", clock: Clock | None = None
) -> None:
    """Say in a named person's name what a pledge is in law; raise ``NatureUndecided``."""
    if nature not in set(Nature):
        raise pledging.NatureUndecided
    pledging.decide(pledge, Nature(nature), done(user_id, reason, clock=clock))


def sign(pledge: UUID, purchase_order: str, user_id: int, *, clock: Clock | None = None) -> None:
    """Note that the agreement is signed, with a purchase order's number where there is one."""
    pledging.sign(pledge, purchase_order, done(user_id, clock=clock))


def pledges_of_user(user_id: int) -> tuple[PledgeView, ...]:
    """Return the pledges of the organisations that a user speaks for."""
    mine = [one.uuid for one, _ in organisations.of_user(user_id)]
    return reading.pledges(organisations=mine) if mine else ()


def pledge_of(user_id: int, identifier: UUID, least: ContactRole) -> PledgeView:
    """Return a pledge of an organisation that a user speaks for; raise ``PledgeUnknown``.

    ``RoleRefused`` where their role there is below ``least``.
    """
    found = reading.pledge(identifier)
    if all(one.uuid != found.organisation for one, _ in organisations.of_user(user_id)):
        raise PledgeUnknown
    organisations.ensure(user_id, found.organisation, least)
    return found


def done(user_id: int, reason: str = "", *, clock: Clock | None = None) -> Done:
    """Return by whom and when something is done."""
    return Done(_now(clock), learners.subject_of(user_id), reason)


def today(clock: Clock | None = None) -> date:
    """Return the day."""
    return _now(clock).date()


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
