"""What does the CDC's answer make of the passages that were sent?"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from agir_certification.domain.refusals import ReportForeign


class Answer(StrEnum):
    """What a message of the CDC means for us."""

    IDENTITY = "identity"
    AMBIGUOUS = "ambiguous"
    ALREADY = "already"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Refused:
    """A passage that the CDC did not take: its message verbatim, its code when it gives one."""

    technical_id: str
    message: str
    code: str = ""

    @property
    def answer(self) -> Answer:
        """Return what the message means; one that was never seen is for a human."""
        bare = unicodedata.normalize("NFKD", self.message).encode("ascii", "ignore").decode()
        bare = " ".join(bare.casefold().split())
        if "existe deja" in bare:
            return Answer.ALREADY
        if "plusieurs titulaires" in bare:
            return Answer.AMBIGUOUS
        if "aucun titulaire" in bare:
            return Answer.IDENTITY
        return Answer.UNKNOWN

    @property
    def is_to_correct(self) -> bool:
        """Tell whether somebody has to do something; what the CDC holds already is done."""
        return self.answer is not Answer.ALREADY


@dataclass(frozen=True, slots=True)
class Report:
    """An *accusé de traitement*: which file, which passages were taken and which not."""

    flux: str
    file_name: str
    treatment: str
    accepted: tuple[str, ...]
    refused: tuple[Refused, ...]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a report settles.

    ``accepted`` are identifiers taken, those that the CDC held already among them; ``refused``
    those to correct; ``unknown`` those that we never sent in this file; ``missing`` those of
    which the report says nothing: they stay sent, and somebody looks.
    """

    accepted: tuple[str, ...]
    refused: tuple[Refused, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


def settle(report: Report, flux: str, sent: Collection[str]) -> Settlement:
    """Say what a report makes of the passages ``sent`` in the file ``flux``.

    The same report gives the same answer however often it is read.
    """
    if report.flux != flux:
        raise ReportForeign
    ours = set(sent)
    already = [one.technical_id for one in report.refused if one.answer is Answer.ALREADY]
    taken = [*report.accepted, *already]
    named = {*report.accepted, *(one.technical_id for one in report.refused)}
    return Settlement(
        accepted=tuple(one for one in taken if one in ours),
        refused=tuple(
            one for one in report.refused if one.technical_id in ours and one.is_to_correct
        ),
        unknown=tuple(sorted(named - ours)),
        missing=tuple(sorted(ours - named)),
    )
