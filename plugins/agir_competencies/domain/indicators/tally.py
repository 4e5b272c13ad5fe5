"""What of a learner is counted? Whole numbers that add up, so that no learner is read twice.

Every figure of a report is read from these counters, never from learners: a report of a million
learners reads as many counters as one of a hundred. The counters of two groups are those of both
together, summed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from agir_competencies.domain.indicators.participant import Participant
from agir_competencies.domain.indicators.profile import Profile, profile_of, read

TEAM: Final = "team"
NEVER: Final = "never"
MILLIONTHS: Final = 1_000_000


def cells_of(one: Participant) -> Counter[str]:
    """Return what one enrolment adds to each counter.

    Counters: ``team``; ``never``; ``p:<profile>``; ``share:<met>/<total>`` of a goal that is due;
    ``skills:<how many demonstrated>``; ``required`` and ``required:shown``; ``said:<how it lies
    beside what was shown>`` of whoever judged themselves; and by competency
    ``c:<key>:`` tried, shown, prior, gains, gain (millionths), again, kept.
    """
    if one.in_team:
        return Counter({TEAM: 1})
    if not one.is_active:
        return Counter({NEVER: 1})
    found = Counter({f"p:{profile_of(one).told()}": 1, f"skills:{one.demonstrated}": 1})
    aim = one.aim
    if aim is not None and aim.items_total:
        found[f"share:{aim.status}:{aim.items_met}/{aim.items_total}"] = 1
    if one.said:
        found[f"said:{one.said}"] = 1
    if one.required:
        found["required"] = one.required
        found["required:shown"] = min(one.demonstrated, one.required)
    for skill in one.skills:
        name = f"c:{skill.key}:"
        found[name + "tried"] = 1
        found[name + "shown"] = int(skill.is_demonstrated)
        found[name + "prior"] = int(skill.prior)
        if skill.gain is not None:
            found[name + "gains"] = 1
            found[name + "gain"] = int(skill.gain * MILLIONTHS)
        if skill.retained is not None:
            found[name + "again"] = 1
            found[name + "kept"] = int(skill.retained)
    return Counter({cell: number for cell, number in found.items() if number})


def counted(participants: Iterable[Participant]) -> Tally:
    """Return the counters of a population."""
    total: Counter[str] = Counter()
    for one in participants:
        total.update(cells_of(one))
    return Tally(total)


@dataclass(frozen=True, slots=True)
class Competence:
    """The counters of one competency; ``gain`` is the sum of gains."""

    tried: int = 0
    shown: int = 0
    prior: int = 0
    gains: int = 0
    gain: Fraction = Fraction(0)
    again: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Counters, and the questions that definitions ask of them."""

    cells: Mapping[str, int]

    def count(self, cell: str) -> int:
        """Return one counter."""
        return self.cells.get(cell, 0)

    def profiles(self) -> Iterator[tuple[Profile, int]]:
        """Yield the profiles of active learners, and how many have each."""
        for cell, number in self.cells.items():
            if cell.startswith("p:") and number:
                yield read(cell[2:]), number

    def where(self, is_wanted: Callable[[Profile], bool]) -> int:
        """Return how many active learners have such a profile."""
        return sum(number for one, number in self.profiles() if is_wanted(one))

    @property
    def active(self) -> int:
        """Return how many learners were active at least once."""
        return self.where(lambda _: True)

    @property
    def enrolled(self) -> int:
        """Return how many are enrolled, without the team."""
        return self.active + self.count(NEVER)

    def histogram(self) -> dict[int, int]:
        """Return how many active learners demonstrate 0, 1, 2… competencies."""
        found = {
            int(cell.removeprefix("skills:")): number
            for cell, number in self.cells.items()
            if cell.startswith("skills:") and number
        }
        return dict(sorted(found.items()))

    def shares(self) -> Iterator[tuple[str, Fraction, int]]:
        """Yield (status of the goal, share of its items met, how many learners)."""
        for cell, number in self.cells.items():
            if cell.startswith("share:"):
                _, status, share = cell.split(":")
                yield status, Fraction(share), number

    def competence(self, key: str) -> Competence:
        """Return the counters of one competency."""
        return self.competences().get(key, Competence())

    def competences(self) -> dict[str, Competence]:
        """Return the counters of every competency that was tried, by its key."""
        found: dict[str, dict[str, int]] = {}
        for cell, number in self.cells.items():
            if cell.startswith("c:"):
                key, name = cell[2:].rsplit(":", 1)
                found.setdefault(key, {})[name] = number
        return {
            key: Competence(**{**several, "gain": Fraction(several.get("gain", 0), MILLIONTHS)})  # type: ignore[arg-type]
            for key, several in found.items()
            if several.get("tried")
        }
