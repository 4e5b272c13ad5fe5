"""What does a *certificat de réalisation* state, and how long is it kept?

The ministry's one-page model: who issues it (name, SIRET or number of activity declaration), who
signs and in which capacity, place and date; the learner and their employer; title and nature of
the action (L6313-1), first and last day, duration. For distance learning the duration is that of
the activities done, as estimated ("temps estimé pour les réaliser"), never that of a connection.
Article D6353-4 was repealed by decree 2018-1341 and is named on nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from agir_certification.domain.working_days import months_after
from agir_kernel.errors import DomainError

NATURE = "Action de formation (article L6313-1, 1°, du Code du travail)"


class ProofNotYet(DomainError):
    """Nothing can be proved yet (``reason``: contract, entry, exit)."""

    code: ClassVar[str] = "proof_not_yet"


class TrainerUnknown(DomainError):
    """The operator has not said who it is (``field``)."""

    code: ClassVar[str] = "trainer_unknown"


@dataclass(frozen=True, slots=True)
class Trainer:
    """Who issues a proof; ``nda`` or ``siret`` is there, and so is who signs."""

    name: str
    siret: str
    nda: str
    address: str
    place: str
    signatory: str
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Realisation:
    """All that a *certificat de réalisation* states. ``minutes`` are those that may be billed."""

    trainer: Trainer
    learner: str
    employer: str
    action: str
    entered_on: date
    exited_on: date
    minutes: int
    planned: int
    issued_on: date
    nature: str = NATURE

    @property
    def hours(self) -> str:
        """Return the duration as the model writes it."""
        hours, minutes = divmod(self.minutes, 60)
        return f"{hours} h {minutes:02d}" if minutes else f"{hours} h"

    def facts(self) -> dict[str, Any]:
        """Return what is stated, in values that ``json`` writes; the day of issue is left out."""
        told = asdict(self)
        del told["issued_on"]
        return told | {
            "entered_on": self.entered_on.isoformat(),
            "exited_on": self.exited_on.isoformat(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """All that an attestation of a result states. ``blocs`` are (code, title) that were obtained.

    ``attendance``, ``decision`` and ``mode`` are words of ``domain.attendance`` and
    ``domain.passage``; ``certifier`` '' is the trainer itself. Agir's own paper, of no law: it says
    that it is not the certification.
    """

    trainer: Trainer
    learner: str
    code: str
    title: str
    certifier: str
    sat_on: date
    place: str
    mode: str
    attendance: str
    decision: str
    decided_on: date
    delivered_on: date | None
    blocs: tuple[tuple[str, str], ...]
    issued_on: date

    def facts(self) -> dict[str, Any]:
        """Return what is stated, in values that ``json`` writes; the day of issue is left out."""
        told = asdict(self)
        del told["issued_on"]
        return told | {
            "sat_on": self.sat_on.isoformat(),
            "decided_on": self.decided_on.isoformat(),
            "delivered_on": self.delivered_on.isoformat() if self.delivered_on else None,
        }


def trainer_of(told: Mapping[str, Any]) -> Trainer:
    """Return who issues proofs by the site's own word; raise ``TrainerUnknown``."""
    said = {name: str(told.get(name) or "").strip() for name in Trainer.__dataclass_fields__}
    for field in ("name", "address", "place", "signatory", "capacity"):
        if not said[field]:
            raise TrainerUnknown(field=field)
    if not said["siret"] and not said["nda"]:
        raise TrainerUnknown(field="siret")
    return Trainer(**said)


def digest(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of facts, whatever their order."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def keep_until(ended_on: date, months: int) -> date:
    """Return the last day on which a proof must be there: ``months`` from the end of its year."""
    return months_after(date(ended_on.year, 12, 31), months)
