"""How are all documents of a site brought to what the tables say?

By walking keys in pages, each page its own transaction: killed at any moment and started again,
it goes on where nothing is done yet, and ends in the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from agir_badges.data import IssueTally
from agir_badges.issuing import corrections, skills
from agir_badges.issuing.settle import current_desk, settle_awards, settle_claims, sign_again
from agir_badges.issuing.telling import tell
from agir_badges.models import Award, Credential
from agir_platform import signing

BATCH: Final = 500
Progress = Callable[[int, int], None]
One = TypeVar("One")


def nothing(_done: int, _total: int) -> None:
    """Hear of progress and say nothing."""


def settle(awards: Iterable[UUID], *, now: datetime) -> IssueTally:
    """Bring the documents of these awards to what the awards say, and tell other plugins."""
    tally, desk = IssueTally(), current_desk(now)
    for page in _pages(list(awards), BATCH):
        outcome = settle_awards(page, desk=desk, now=now)
        tell(outcome)
        tally = tally.plus(outcome.tally)
    return tally


def issue_all(
    *, now: datetime, rule: UUID | None = None, batch: int = BATCH, progress: Progress = nothing
) -> IssueTally:
    """Do all that waits: issue, sign again, suspend, restore, revoke, correct. Idempotent.

    ``rule`` looks at one badge alone, at no skill and at no result that is shown. ``progress``
    hears (done, to do) after each page.
    """
    waiting = list(_waiting(rule, now).values_list("id", flat=True))
    claims = [] if rule else skills.waiting(now)
    total, done, tally, desk = len(waiting) + len(claims), 0, IssueTally(), current_desk(now)
    for page in _pages(waiting, batch):
        outcome = settle_awards(page, desk=desk, now=now)
        tell(outcome)
        done, tally = done + len(page), tally.plus(outcome.tally)
        progress(done, total)
    for several in _pages(claims, batch):
        outcome = settle_claims(several, desk=desk, now=now)
        tell(outcome)
        done, tally = done + len(several), tally.plus(outcome.tally)
        progress(done, total)
    corrected = 0 if rule else corrections.follow_all(desk=desk)
    return tally.plus(IssueTally(total=corrected, signed=corrected if desk else 0))


def resign(
    *, now: datetime, rule: UUID | None = None, batch: int = BATCH, progress: Progress = nothing
) -> IssueTally:
    """Sign anew what another key than the current one signed, and what waits for it.

    Identifiers and numbers stay. Raises ``SigningKeyUnset``.
    """
    signer = signing.require()
    desk = current_desk(now)
    rows = Credential.objects.filter(deleted_at=None, revoked_at=None)
    rows = rows.filter(~Q(key_id=signer.key_id) | Q(needs_signing=True))
    if rule:
        rows = rows.filter(rule_id=rule)
    waiting, signed = list(rows.order_by("id").values_list("id", flat=True)), 0
    for number, page in enumerate(_pages(waiting, batch)):
        signed += sign_again(page, desk=desk) if desk else 0
        progress(number * batch + len(page), len(waiting))
    return IssueTally(total=len(waiting), signed=signed)


def _waiting(rule: UUID | None, now: datetime) -> QuerySet[Award]:
    """Return the awards whose newest document does not say what they say. One statement."""
    mine = Credential.objects.filter(origin=OuterRef("id"))
    standing = mine.filter(revoked_at=None)
    good = standing.filter(
        suspended_at=None,
        needs_signing=False,
        version=OuterRef("rule_version"),
        awarded_at=OuterRef("awarded_at"),
    )
    held = Q(withdrawn_at=None) & ~Exists(good) & ~Exists(mine.filter(deleted_at__isnull=False))
    due = standing.filter(Q(suspended_at=None) | Q(suspended_until__lte=now))
    rows = Award.objects.filter(held | (Q(withdrawn_at__isnull=False) & Exists(due)))
    if rule:
        rows = rows.filter(rule_id=rule)
    return rows.order_by("id")


def _pages(items: list[One], size: int) -> Iterator[list[One]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
