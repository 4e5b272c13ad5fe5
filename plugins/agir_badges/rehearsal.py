"""A learner claims the badge of what they showed: is it whole, when a site checks itself?

Played in a transaction that is rolled back (``agir_platform.rehearsals``).
"""

from __future__ import annotations

from typing import Any

from agir_badges import api
from agir_badges.openbadges.verification import verify
from agir_badges.openbadges.verification.worlds import site_world
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError
from agir_platform import signing
from agir_platform.learners import api as learners
from agir_platform.rehearsals import NothingToPlay


class BadgeBroken(DomainError):
    """The badge that was just issued does not verify; the detail says why."""

    code = "badge_broken"


def play(user_id: int, found: dict[str, Any]) -> None:
    """Issue the badge of ``found["competency"]``, and verify it as a stranger would."""
    subject = learners.known_subject(user_id)
    if subject is None or "competency" not in found:
        raise NothingToPlay(what="a competency that was shown")
    if signing.current() is None:
        raise NothingToPlay(what="AGIR_SIGNING_KEYS")
    now = SystemClock().now()
    badge = api.claim_competency(subject, found["competency"], now=now)
    document = api.signed_document(badge).encode()
    world = site_world(now=now, own_list=lambda one: api.status_list(one, now=now).body)
    verdict = verify(document, now=now, world=world)
    if not verdict.valid:
        raise BadgeBroken(f"a badge of this site does not verify: {verdict.code}")
