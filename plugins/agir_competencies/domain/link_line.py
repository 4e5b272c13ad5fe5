"""What does one line of a file of links ask? Read before anything is looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final
from uuid import UUID

from agir_competencies.domain.link import Choice, WeightOutOfBounds, checked_weight
from agir_competencies.domain.text import clean, one_line
from agir_kernel.errors import DomainError

COLUMNS: Final = (
    "object_key", "title", "competency", "framework", "code", "label", "kind", "weight", "part",
    "kind_in_force", "weight_in_force",
)  # fmt: skip
READ: Final = ("object_key", "competency", "framework", "code", "label", "kind", "weight", "part")
WHOLE_COURSE: Final = "*"


class IdentifierMalformed(DomainError):
    """An identifier that is no UUID. Facts: ``competency``."""

    code: ClassVar[str] = "identifier_malformed"


class CompetencyUnnamed(DomainError):
    """A line with neither identifier nor code nor label."""

    code: ClassVar[str] = "competency_unnamed"


class ObjectUnnamed(DomainError):
    """A line without an object."""

    code: ClassVar[str] = "object_unnamed"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: an object, a competency by identifier or by code or label, and a choice.

    ``object_key`` ``*`` is the whole course: its choice is the course's default, and it names no
    competency. ``framework`` is a title, an address or an identifier, '' for any.
    """

    number: int
    object_key: str
    competency: UUID | None
    framework: str
    code: str
    label: str
    choice: Choice

    @property
    def is_default(self) -> bool:
        """Tell whether the line is the course's default."""
        return self.object_key == WHOLE_COURSE

    @property
    def name(self) -> str:
        """Return what the line calls its competency."""
        return str(self.competency) if self.competency else self.code or self.label


def line_of(number: int, cells: Mapping[str, str]) -> Line:
    """Return what the cells of a line ask, by column.

    Raises ``ObjectUnnamed``, ``CompetencyUnnamed``, ``IdentifierMalformed``, ``WeightOutOfBounds``.
    """
    told = {column: one_line(cells.get(column, "")) for column in READ}
    if not told["object_key"]:
        raise ObjectUnnamed
    line = Line(
        number,
        told["object_key"],
        _identifier(told["competency"]),
        told["framework"],
        told["code"],
        told["label"],
        Choice(told["kind"], _weight(told["weight"]), clean(cells.get("part", ""))),
    )
    if not line.is_default and not line.name:
        raise CompetencyUnnamed
    return line


def cells_of(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Return the cells of a row by the columns of its file; a short row has empty ones."""
    return dict(zip(header, [*row, *[""] * len(header)], strict=False))


def weight_text(weight: Decimal | None) -> str:
    """Return a weight as it is written: no needless zeros, a point, '' for none."""
    if weight is None:
        return ""
    text = f"{weight:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _identifier(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise IdentifierMalformed(competency=text[:80]) from None


def _weight(text: str) -> Decimal | None:
    """Return a weight, written with a point or a comma."""
    if not text:
        return None
    if "_" in text:  # Python reads 1_0 as 10; nobody who writes a file means that
        raise WeightOutOfBounds(weight=text[:40])
    return checked_weight(text.replace(",", "."))
