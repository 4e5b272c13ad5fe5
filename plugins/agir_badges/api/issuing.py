"""Issuing: what jobs and commands call. Authorisation is theirs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from agir_badges.data import IssueTally
from agir_badges.issuing import endorsing, walk
from agir_badges.models import BadgeRule
from agir_badges.openbadges.verification.worlds import site_world
from agir_badges.rules import BadgeUnknown


def issue(award_ids: Collection[UUID], *, now: datetime) -> IssueTally:
    """Bring the documents of these awards to what the awards say: issue, suspend, lift, revoke.

    Idempotent. Pages of ``walk.BATCH``, a transaction each. Without a key nothing is issued.
    """
    return walk.settle(award_ids, now=now)


def issue_all(
    *,
    now: datetime,
    badge: str = "",
    batch: int = walk.BATCH,
    progress: walk.Progress = walk.nothing,
) -> IssueTally:
    """Do all that waits, in pages of ``batch``; ``badge`` (a slug) looks at that one alone.

    Idempotent, and resumable after a kill. Raises ``BadgeUnknown``.
    """
    return walk.issue_all(now=now, rule=_rule(badge), batch=batch, progress=progress)


def sign_again(
    *,
    now: datetime,
    badge: str = "",
    batch: int = walk.BATCH,
    progress: walk.Progress = walk.nothing,
) -> IssueTally:
    """Sign with the current key what another signed; identifiers and numbers stay.

    Raises ``BadgeUnknown`` and ``SigningKeyUnset``.
    """
    return walk.resign(now=now, rule=_rule(badge), batch=batch, progress=progress)


def check_endorsement(rule: UUID, document: str, *, now: datetime) -> endorsing.Accepted:
    """Return what a partner's endorsement of a badge says, once it is checked; writes nothing.

    Asks the partner's site for its key where the key is not its own name. Raises as
    ``endorsing.checked`` does, and ``BadgeUnknown``.
    """
    found = BadgeRule.objects.filter(id=rule).first()
    if found is None:
        raise BadgeUnknown(badge=str(rule))
    return endorsing.checked(found, document, now=now, world=site_world(now=now))


def endorse(rule: UUID, partner: str, document: str, *, now: datetime) -> UUID:
    """Keep a partner's signed endorsement of a badge; it stands in what is signed from now on.

    Raises as ``check_endorsement`` does.
    """
    return endorsing.kept(rule, partner, check_endorsement(rule, document, now=now), now=now)


def endorsement_of(address: str, comment: str, *, now: datetime) -> str:
    """Return this site's own signed endorsement of a partner's achievement, as JSON.

    Raises ``AddressUnendorsable`` and ``SigningKeyUnset``.
    """
    return endorsing.endorsement_of(address, comment, now=now)


def _rule(badge: str) -> UUID | None:
    if not badge:
        return None
    found = BadgeRule.objects.filter(slug=badge).values_list("id", flat=True).first()
    if found is None:
        raise BadgeUnknown(badge=badge)
    return found
