"""What is counted of one scheme, and how is it kept in a table?

Kept as JSON with figures in text, so that no figure passes through a float.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from agir_catalogue.domain.diversity import Diversity

COVERED: Final = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Line:
    """One theme: how many courses are about it, shared ones by their share (two decimals).

    ``offered`` of all courses, ``open`` of those that somebody may join now without paying,
    ``used`` in learners, ``None`` where no course about it publishes their
    number. ``covered`` is ``yes`` where one of
    the open ones assesses a competency (``course_key``), ``unknown`` where that hangs on a course
    of which the platform does not tell whether it is open, else ``no``.
    """

    theme_id: str
    offered: Decimal
    open: Decimal
    used: Decimal | None
    covered: str
    course_key: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """The themes of the catalogue in one scheme, at ``counted_at``.

    ``untagged`` courses are about no theme of the scheme that anybody said, ``untagged_open``
    those of them that are open. Of ``unknown_open`` courses the platform does not tell whether
    they are; of ``unpublished`` courses the number of learners is withheld or was never counted.
    """

    scheme: str
    counted_at: datetime
    lines: tuple[Line, ...]
    offered: Diversity
    open: Diversity
    used: Diversity
    untagged: int
    untagged_open: int
    unknown_open: int
    unpublished: int

    @property
    def courses(self) -> int:
        """Return how many courses were counted."""
        return self.offered.n + self.untagged

    @property
    def covered(self) -> int:
        """Return how many themes are covered."""
        return sum(line.covered == "yes" for line in self.lines)


def written(counted: Counted) -> dict[str, Any]:
    """Return what the table keeps; ``read`` is its inverse."""
    kept = asdict(counted)
    del kept["scheme"], kept["counted_at"]
    return {key: _plain(value) for key, value in kept.items()}


def read(scheme: str, counted_at: datetime, kept: dict[str, Any]) -> Counted:
    """Return what ``written`` kept."""
    told = dict(kept)
    lines = [Line(**_exact(line, ("offered", "open", "used"))) for line in told.pop("lines")]
    offered, opened, used = (_diversity(told.pop(name)) for name in ("offered", "open", "used"))
    return Counted(scheme, counted_at, tuple(lines), offered, opened, used, **told)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _diversity(kept: dict[str, Any]) -> Diversity:
    return Diversity(**_exact(kept, ("effective", "low", "high", "evenness")))


def _exact(kept: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        key: Decimal(value) if key in names and value is not None else value
        for key, value in kept.items()
    }
