"""What is said of a credential that was verified?

A ``Verdict`` names the first reason for refusing, and each check with what became of it: passed,
failed, or not reached because something before it failed. ``Summary`` is what the credential
says of itself; unless the verdict is valid, nobody has vouched for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

VALID: Final = "valid"

# In the order in which they are made; each is in every verdict.
CHECKS: Final = ("readable", "contexts", "shape", "proof", "issuer", "dates", "status")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its ``name`` among ``CHECKS``; ``passed`` is None when it was not reached.

    ``code`` says why it failed; it is empty otherwise.
    """

    name: str
    passed: bool | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One result that the credential reports: what was measured, the value, the level reached."""

    name: str
    value: str
    level: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """One entry of a framework that the achievement is aligned to; ``url`` is http(s) or empty."""

    name: str
    url: str
    framework: str
    code: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the credential says of itself, for a person to read; every text is a stranger's.

    ``recipient`` is a kind, never a person: ``did``, ``email_hash``, ``identifier`` or ``none``.
    ``awarded`` is ``awardedDate``, or ``validFrom`` without one. ``image`` is an http(s) address
    or a ``data:image/`` URI, or empty. ``notes`` names what the credential carries and nobody
    checked here: ``endorsement``, ``credentialSchema``, ``refreshService``, ``termsOfUse``.
    """

    name: str
    description: str
    issuer_name: str
    issuer_id: str
    credential_id: str
    achievement_id: str
    achievement_type: str
    criteria: str
    recipient: str
    awarded: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    results: tuple[Result, ...]
    alignments: tuple[Alignment, ...]
    evidence: int
    image: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found. ``code`` is ``VALID`` or the code of the first failed check.

    ``facts`` are what the sentence of ``code`` may need (a date, an address, a limit), never
    personal data. ``credential`` is None when nothing could be read.
    """

    valid: bool
    code: str
    checks: tuple[Check, ...]
    credential: Summary | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
