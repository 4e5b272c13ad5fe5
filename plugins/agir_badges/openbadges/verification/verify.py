"""Is this badge good? The order of the checks, and the verdict.

A check that fails ends the way, but for the dates: whether the issuer still stands by a badge is
asked even of one that is out of date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from agir_badges.openbadges import schema
from agir_badges.openbadges.proofs import ProofNotOfIssuer
from agir_badges.openbadges.resolving import IssuerUnknown
from agir_badges.openbadges.verification import dates, seal, standing, summary
from agir_badges.openbadges.verification import sent as sending
from agir_badges.openbadges.verification.sent import Sent
from agir_badges.openbadges.verification.verdict import CHECKS, VALID, Check, Summary, Verdict
from agir_badges.openbadges.verification.world import IssuerUnreachable, World
from agir_kernel.errors import DomainError

OF_ISSUER: Final = (IssuerUnknown, IssuerUnreachable, ProofNotOfIssuer)


def verify(data: bytes, *, now: datetime, world: World) -> Verdict:
    """Return the verdict on a badge: JSON, JWT, SVG or PNG; the bytes tell which.

    Raises nothing for what a stranger sent. ``now`` is aware.
    """
    way = _Way(data, now, world)
    checks: list[Check] = []
    refusals: list[DomainError] = []
    for name in CHECKS:
        if refusals and not (name == "status" and checks[-1].name == "dates" and way.is_sealed):
            checks.append(Check(name, None))
            continue
        try:
            checks.append(Check(name, way.step(name)))
        except DomainError as refusal:
            checks.append(Check(name, False, refusal.code))
            refusals.append(refusal)
    if not refusals:
        return Verdict(True, VALID, tuple(checks), way.summary)
    first = refusals[0]
    return Verdict(False, first.code, tuple(checks), way.summary, first.facts)


@dataclass(slots=True)
class _Way:
    """A badge on its way through the checks, and what was learnt of it so far."""

    data: bytes
    now: datetime
    world: World
    sent: Sent = field(default_factory=lambda: Sent({}))
    summary: Summary | None = None
    is_sealed: bool = False
    stranger: DomainError | None = None

    def step(self, name: str) -> bool | None:
        """Make one check: True passed, None could not be made; raise ``DomainError``."""
        steps: dict[str, Callable[[], bool | None]] = {
            "readable": self._read,
            "contexts": self._contexts,
            "shape": self._shape,
            "proof": self._proof,
            "issuer": self._issuer,
            "dates": self._dates,
            "status": self._status,
        }
        return steps[name]()

    @property
    def document(self) -> dict[str, Any]:
        return self.sent.document

    def _read(self) -> bool:
        self.sent = sending.read(self.data)
        return True

    def _contexts(self) -> bool:
        schema.check_contexts(self.document)
        return True

    def _shape(self) -> bool:
        schema.check_badge(self.document)
        self.summary = summary.of(self.document)
        return True

    def _proof(self) -> bool | None:
        try:
            seal.check(self.sent, now=self.now, world=self.world)
        except OF_ISSUER as refusal:
            # Without the issuer's key nothing is known of the proof: the next check tells why.
            self.stranger = refusal
            return None
        self.is_sealed = True
        return True

    def _issuer(self) -> bool:
        if self.stranger is not None:
            raise self.stranger
        return True

    def _dates(self) -> bool:
        dates.check(self.document, self.now)
        return True

    def _status(self) -> bool:
        standing.check(self.document, now=self.now, world=self.world)
        return True
