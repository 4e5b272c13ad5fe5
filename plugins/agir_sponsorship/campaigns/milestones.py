"""How is money earned? A milestone is shown, a named person accepts it, its part is released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agir_platform import covenants
from agir_sponsorship.campaigns import acts, holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.refusals import CourseMissing, EvidenceUnfit
from agir_sponsorship.domain import accounts, campaign, milestone
from agir_sponsorship.domain.campaign import FUNDED_STATES, Kind, State
from agir_sponsorship.domain.machine import TransitionRefused, moved
from agir_sponsorship.domain.milestone import ACTS, MilestoneState
from agir_sponsorship.domain.naming import is_plain
from agir_sponsorship.domain.pledge import PledgeState
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.domain.splitting import split
from agir_sponsorship.ledger import reading, writing
from agir_sponsorship.models import Campaign, Milestone, Pledge

CHUNK: Final = 900  # pledges in one transaction of the ledger, which holds 1000 lines
_OPEN: Final = ("planned", "reached", "evidence_filed", "accepted", "missed", "waived")


@transaction.atomic
def file_evidence(identifier: UUID, url: str, note: str, done: Done) -> None:
    """Show what was delivered; raise ``EvidenceUnfit`` or ``TransitionRefused``."""
    parts = urlsplit(url.strip()) if url.isprintable() and len(url) <= 500 else None
    if parts is None or parts.scheme != "https" or not parts.hostname or parts.username:
        raise EvidenceUnfit
    if not 1 <= len(note.strip()) <= 1000 or not is_plain(note):
        raise EvidenceUnfit
    row = holding.milestone(identifier)
    ensure_delivering(row.campaign, "file")
    row.evidence_url, row.evidence_note = url.strip(), note.strip()
    row.save(update_fields=["evidence_url", "evidence_note"])
    move(row, "file", done)
    if row.campaign.state == State.FUNDED:
        _set(row.campaign, "start", done)


@transaction.atomic
def act(identifier: UUID, name: str, done: Done) -> None:
    """Carry out ``reach``, ``accept``, or, saying why, ``send_back``, ``miss``, ``waive``."""
    row = holding.milestone(identifier)
    if name not in ("reach", "accept", "send_back", "miss", "waive"):
        raise TransitionRefused(act=name[:20], state=row.state)
    if name in ("send_back", "miss", "waive"):
        acts.ensure_reason(done)
    ensure_delivering(row.campaign, name)
    move(row, name, done)


@transaction.atomic
def release(identifier: UUID, done: Done) -> int:
    """Make a milestone's part the operator's income; return it in minor units.

    The last milestone takes all that is left, and asks the covenant first: ``CourseMissing``,
    ``CovenantNotKept``, ``CovenantSilent``. ``TransitionRefused`` before the campaign is funded
    (I8) or the milestone accepted (I9).
    """
    row = holding.milestone(identifier)
    held = row.campaign
    ensure_delivering(held, "release")
    after = moved(ACTS, MilestoneState(row.state), "release")
    ends = is_last(row)
    if ends:
        _ensure_course_kept(held)
    waiting = waiting_of(held)
    amount = part_of(row, waiting)
    before, row.state, row.released_minor = row.state, str(after), amount
    row.save(update_fields=["state", "released_minor"])
    acts.note("milestone", row.id, act="release", states=(before, row.state), done=done)
    if ends:
        _finish(held, done)
    _book(row, waiting, amount, done)
    return amount


def is_last(row: Milestone) -> bool:
    """Tell whether nothing else of the campaign may still be released."""
    return not row.campaign.milestones.filter(state__in=_OPEN).exclude(id=row.id).exists()


def part_of(row: Milestone, waiting: Mapping[UUID, int]) -> int:
    """Return a milestone's part of what was raised, at most what waits; the last takes all.

    What a missed milestone gave back is no longer raised, nor is it among those that share.
    """
    left = sum(waiting.values())
    if is_last(row):
        return left
    if row.campaign.raised_minor <= 0:
        return 0
    rows = row.campaign.milestones.filter(~Q(state=MilestoneState.RETURNED) | Q(id=row.id))
    planned = list(rows.order_by("position").values_list("id", "amount_minor"))
    at = [identifier for identifier, _ in planned].index(row.id)
    amounts = [amount for _, amount in planned]
    return min(milestone.part(row.campaign.raised_minor, amounts, at), left)


def _book(row: Milestone, waiting: dict[UUID, int], amount: int, done: Done) -> None:
    """Post a release: each pledge gives its share of what waits on it (I20)."""
    held = row.campaign
    income = accounts.campaign_income(held.id)
    if held.kind == Kind.SOLIDARITY:
        income = accounts.solidarity()
    shares = split(amount, list(waiting.values())) if amount else ()
    given = [(pledge, share) for pledge, share in zip(waiting, shares, strict=False) if share]
    for number, chunk in enumerate(_chunks(given)):
        writing.post(
            "release",
            [
                *(
                    Posting(accounts.pledge(pledge), share, held.currency)
                    for pledge, share in chunk
                ),
                Posting(income, -sum(share for _, share in chunk), held.currency),
            ],
            idempotency_key=f"milestone:{row.id}:release:{number}",
            occurred_at=done.at,
            facts={"campaign": str(held.id), "milestone": str(row.id)},
        )


def _chunks(given: list[tuple[UUID, int]]) -> Iterator[list[tuple[UUID, int]]]:
    for start in range(0, len(given), CHUNK):
        yield given[start : start + CHUNK]


def waiting_of(held: Campaign) -> dict[UUID, int]:
    """Return what waits on each paid pledge of a held campaign, in a steady order."""
    rows = held.pledges.select_for_update().filter(paid_minor__gt=0).order_by("offered_at", "id")
    found = {}
    for pledge in rows.values_list("id", flat=True):
        left = -reading.balance(accounts.pledge(pledge), held.currency)
        if left > 0:
            found[pledge] = left
    return found


def _finish(held: Campaign, done: Done) -> None:
    """Nothing is left to deliver: paid pledges have done their work."""
    if held.state == State.FUNDED:
        _set(held, "start", done)
    _set(held, "deliver", done)
    # Paid in part by what a missed milestone gave back: nothing more is asked for that either.
    rest = Q(state=PledgeState.PART_PAID, returned_minor__gt=0)
    paid = Pledge.objects.filter(Q(state=PledgeState.PAID) | rest, campaign=held)
    for pledge, state in paid.values_list("id", "state"):
        states = (state, PledgeState.RELEASED.value)
        acts.note("pledge", pledge, act="release", states=states, done=done)
    paid.update(state=PledgeState.RELEASED)


def _ensure_course_kept(held: Campaign) -> None:
    if held.kind == Kind.SOLIDARITY:
        return
    if not held.course_key:
        raise CourseMissing
    covenants.ensure_kept(held.course_key)


def ensure_delivering(held: Campaign, name: str) -> None:
    """Raise ``TransitionRefused`` unless the campaign is funded, and by money of its own."""
    if held.state not in FUNDED_STATES or held.partner_url:
        raise TransitionRefused(act=name, state=held.state)


def move(row: Milestone, name: str, done: Done) -> None:
    """Move a milestone whose campaign is held; raise ``TransitionRefused``."""
    before, row.state = row.state, str(moved(ACTS, MilestoneState(row.state), name))
    row.save(update_fields=["state"])
    acts.note("milestone", row.id, act=name, states=(before, row.state), done=done)


def _set(held: Campaign, name: str, done: Done) -> None:
    before, held.state = held.state, str(moved(campaign.ACTS, State(held.state), name))
    held.save(update_fields=["state"])
    acts.note("campaign", held.id, act=name, states=(before, held.state), done=done)
