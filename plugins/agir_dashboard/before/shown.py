"""What is shown of receipts? Their activity, day and results; labels in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from agir_competencies import api
from agir_competencies.api.claims import ClaimView
from agir_dashboard import sentences
from agir_dashboard.before import words
from agir_dashboard.skills import percent

GONE = ("receipt_malformed", "receipt_forged", "receipt_too_old", "receipt_claimed")


@dataclass(frozen=True, slots=True)
class Line:
    """One competency of a receipt, its result in words; ``counts`` as in ``ClaimLine``."""

    competency: UUID
    label: str
    share: Decimal
    result: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One receipt. ``why`` it counts for nothing, '' where it may be kept; ``is_gone`` for ever."""

    place: int
    object_key: str
    title: str
    at: datetime | None
    date: str
    lines: tuple[Line, ...]
    code: str
    why: str
    is_gone: bool


def rows(views: Sequence[ClaimView], language: str) -> list[Row]:
    """Return the receipts in their order."""
    labels = _labels({line.competency for view in views for line in view.lines}, language)
    return [_row(view, labels) for view in views]


def _row(view: ClaimView, labels: dict[UUID, str]) -> Row:
    lines = tuple(
        Line(
            line.competency,
            labels.get(line.competency, ""),
            line.share,
            sentences.result(percent(line.share)),
            line.counts,
        )
        for line in view.lines
    )
    return Row(
        place=view.place,
        object_key=view.object_key,
        title=view.title or sentences.activity_gone(),
        at=view.at,
        date=sentences.day(view.at) if view.at else "",
        lines=lines,
        code=view.refusal,
        why=words.refused(view.refusal),
        is_gone=view.refusal in GONE,
    )


def _labels(wanted: Iterable[UUID], language: str) -> dict[UUID, str]:
    asked = list(wanted)
    if not asked:
        return {}
    found = api.find_competencies(identifiers=asked, language=language, limit=len(asked))
    return {one.identifier: one.label for one in found}
