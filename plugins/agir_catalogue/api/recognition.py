"""Recognition: badges of trusted peers count here as external evidence of their holders.

Who may: a person brings badges of their own, which is checked here; that who weighs a peer's
badges runs the site is asked by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from agir_catalogue.domain.recognition import (
    AddressUnconfirmed,
    AlreadyRecognised,
    BadgeNotValid,
    BadgeOfAnother,
    HolderUnproven,
    KeyNotVouched,
    NothingKnown,
    NotRecognised,
    RecognitionState,
    RecognitionUnknown,
    WeightUnfit,
    weight_of,
)
from agir_catalogue.federation.incoming.refusals import PeerUnknown
from agir_catalogue.models import Peer
from agir_catalogue.recognition import counting, peers
from agir_catalogue.recognition.counting import RecognisedView
from agir_kernel.clock import Clock, SystemClock
from agir_platform.foreign_badges import BadgesSilent, HandedBadge, IssuerUntrusted
from agir_platform.learners import api as learners

__all__ = [
    "AddressUnconfirmed",
    "AlreadyRecognised",
    "BadgeNotValid",
    "BadgeOfAnother",
    "BadgesSilent",
    "HandedBadge",
    "HolderUnproven",
    "IssuerUntrusted",
    "KeyNotVouched",
    "NotRecognised",
    "NothingKnown",
    "PeerUnknown",
    "RecognisedView",
    "RecognitionState",
    "RecognitionUnknown",
    "WeightUnfit",
    "bring",
    "of_learner",
    "recheck",
    "remove",
    "set_weight",
    "weight",
]
SINCE: Final = timedelta(hours=20)
"""A badge is looked at once a night, however often the job runs."""

of_learner = counting.of_learner


def bring(handed: HandedBadge, *, by: int, clock: Clock | None = None) -> RecognisedView:
    """Let a badge of a trusted peer count as external evidence of who brings it.

    The same badge, or one of the same achievement issued anew, counts once. Asks its operator over
    the network. Raises ``BadgesSilent``, ``IssuerUntrusted``, ``BadgeNotValid``, ``KeyNotVouched``,
    ``BadgeOfAnother``, ``HolderUnproven``, ``AddressUnconfirmed``, ``NotRecognised``,
    ``NothingKnown``, ``AlreadyRecognised``, and what the reader of badges refuses; then nothing
    is written.
    """
    return counting.bring(handed, by, _now(clock))


def remove(key: UUID, *, by: int, clock: Clock | None = None) -> None:
    """Take one's own badge away: it counts no more. Raises ``RecognitionUnknown``."""
    counting.remove(by, key, _now(clock))


def recheck(*, clock: Clock | None = None) -> Iterator[tuple[UUID, RecognitionState | None]]:
    """Look again at every badge that counts or may count again; a job's. Idempotent.

    Each in a transaction of its own: what fails loses only itself.
    """
    now = _now(clock)
    for key in counting.waiting(now - SINCE):
        yield key, counting.look(key, now)


def weight(number: int) -> Decimal:
    """Return what badges of a peer weigh here, 0 to 10; raise ``PeerUnknown``. Two SELECTs."""
    peer = Peer.objects.filter(pk=number).first()
    if peer is None:
        raise PeerUnknown(peer=number)
    return peers.weight(peer)


def set_weight(number: int, told: str, *, by: int, clock: Clock | None = None) -> None:
    """Say what badges of a peer weigh from now on; 0 recognises none that arrives.

    Raises ``WeightUnfit``, ``PeerUnknown``.
    """
    checked = weight_of(told)
    weight(number)
    peers.set_weight(number, checked, learners.subject_of(by), _now(clock))


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
