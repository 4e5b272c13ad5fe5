"""What is published of self-judgements counts nobody in a group of fewer than 11.

The attacker shares no code with what they attack: they add and subtract the published counts, of
one report and of several, and know that anybody active may have judged themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from agir_competencies.domain.indicators.intentions import calibration
from agir_competencies.domain.indicators.participant import crowd
from agir_competencies.domain.indicators.tally import counted
from agir_competencies.domain.suppression import FIGURES, Published, choose

LEAST = 11
KINDS = {
    "enrolled": (1, 1, 1, 1), "active": (1, 1, 1, 0), "compared": (1, 1, 0, 0),
    "agrees": (1, 0, 0, 0),
}  # fmt: skip
People = tuple[int, int, int, int]  # judge as shown, otherwise, not at all; never began
SIZE = st.sampled_from([0, 3, 10, 11, 12, 20, 31, 60])
PEOPLE = st.tuples(SIZE, SIZE, SIZE, SIZE)


def counts_of(people: People) -> dict[str, int]:
    """Return every figure of a population that looked around and told nothing else."""
    agrees, other, none, never = people
    active = agrees + other + none
    told = dict.fromkeys(FIGURES, 0) | {"left": active, "active": active, "never": never}
    return told | {"enrolled": active + never, "compared": agrees + other, "agrees": agrees}


def reports(weeks: list[People], skills: int) -> list[Published]:
    said: list[Published] = []
    for number, people in enumerate(weeks):
        tried = {str(one): (200 + 40 * number, 100 + 20 * number) for one in range(skills)}
        found = choose(counts_of(people), tried, said)
        if found is not None:
            said.append(found)
    return said


def groups(counts: Mapping[str, int]) -> dict[tuple[int, ...], int]:
    """Return each group that sums and differences of these counts give: who, and how many."""
    names = [name for name in KINDS if name in counts]
    found = {}
    for signs in product((-1, 0, 1), repeat=len(names)):
        pairs = list(zip(signs, names, strict=True))
        mask = tuple(sum(sign * KINDS[name][at] for sign, name in pairs) for at in range(4))
        if any(mask) and set(mask) <= {0, 1}:
            found[mask] = sum(sign * counts[name] for sign, name in pairs)
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=3))
def test_no_small_group_in_one_report_nor_between_two(weeks: list[People]) -> None:
    told = [groups(one.counts) for one in reports(weeks, 3) if "compared" in one.counts]
    every = [groups(one.counts) for one in reports(weeks, 3)]
    for now in told:
        assert all(number >= LEAST for number in now.values())
    for at, later in enumerate(every):
        for earlier in every[:at]:
            for mask, place in product(later, earlier):
                small, large = sorted((mask, place), key=sum)
                if all(one <= other for one, other in zip(small, large, strict=True)):
                    apart = abs(later[mask] - earlier[place])
                    assert apart >= LEAST or (mask == place and apart == 0)


def test_it_is_published_where_every_group_is_large() -> None:
    (told,) = reports([(30, 20, 40, 12)], 3)
    assert (told.counts["compared"], told.counts["agrees"]) == (50, 30)
    assert told.offers["calibration"] == 0
    for people in ((30, 10, 40, 12), (10, 30, 40, 12), (30, 20, 10, 12)):
        assert all("compared" not in one.counts for one in reports([people], 3))
    assert all("compared" not in one.counts for one in reports([(30, 20, 40, 12)], 2))


def test_parts_are_the_whole() -> None:
    people = [*crowd(12, said="agrees"), *crowd(6, said="lower"), *crowd(2, said="higher")]
    found = calibration(counted([*people, *crowd(5), *crowd(3, is_active=False)]))
    assert found.numerator + sum(number for _, number in found.parts) == found.denominator
    outside = sum(number for _, number in found.excluded)
    assert found.denominator + outside == len(people) + 8
