"""Nobody computes a group of fewer than 11 from what is published, however they add and subtract.

The attacker shares no code with what they attack: they know who may exist (their own list), the
published names and counts, and all earlier reports; they try every sum and difference of up to
three published counts, and compare dates.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import pytest

from agir_competencies.domain import suppression
from agir_competencies.domain.indicators.profile import Profile
from agir_competencies.domain.span import groups
from agir_competencies.domain.suppression import FIGURES, Published, choose

LEAST = 11
POPULATIONS = 1000


@dataclass(frozen=True)
class Soul:
    """Somebody enrolled, as the attacker thinks of people. ``marks`` is where on two skills."""

    came: bool
    intent: str
    done: bool
    goal: str
    moved: bool
    judged: bool
    counts: bool
    own: bool
    marks: tuple[int, int]  # 0 not tried, 1 tried, 2 shown

    @property
    def learned(self) -> bool:
        return not self.done and 2 in self.marks

    @property
    def profile(self) -> Profile | None:
        if not self.came:
            return None
        reached = "completed" if self.done else "learned" if self.learned else "looked"
        if not self.intent:
            return Profile(reached=reached)
        return Profile(
            self.intent, reached, self.own, self.goal, "untold" if self.moved else "",
            "2" if self.judged else "", self.counts,
        )  # fmt: skip


def everybody() -> Iterator[Soul]:
    """Yield each kind of person there may be."""
    yield Soul(False, "", False, "", False, False, False, False, (0, 0))
    marks = list(product((0, 1, 2), repeat=2))
    for done, mark in product((False, True), marks):
        yield Soul(True, "", done, "", False, False, False, False, mark)
    intents = ("complete", "certify", "selected_competencies", "explore", "unsure")
    goals = ("met", "satisfied", "unmet", "pending")
    bits = (False, True)
    for intent, done, goal, moved, judged, counts, own, mark in product(
        intents, bits, goals, bits, bits, bits, bits, marks
    ):
        if own and intent != "selected_competencies":
            continue
        if (goal == "pending" and judged) or (goal == "satisfied" and not moved):
            continue
        yield Soul(True, intent, done, goal, moved, judged, counts, own, mark)


EVERYBODY = list(everybody())


def actor(one: Soul) -> bool:
    if one.intent in ("complete", "certify"):
        return one.done
    if one.intent == "selected_competencies":
        return one.own
    return one.intent == "explore" or (one.intent == "unsure" and (one.done or one.learned))


ASKED: Mapping[str, Callable[[Soul], object]] = {
    "enrolled": lambda one: True,
    "active": lambda one: one.came,
    "never": lambda one: not one.came,
    "met": lambda one: one.goal in ("met", "satisfied"),
    "due": lambda one: one.goal in ("met", "satisfied", "unmet"),
    "due_counts": lambda one: one.goal in ("met", "satisfied", "unmet") and one.counts,
    "left": lambda one: one.came and not one.done,
    "learned": lambda one: one.learned,
    "completed": lambda one: one.done,
    "told": lambda one: one.intent,
    "acted": lambda one: one.intent and actor(one),
    "meant": lambda one: one.intent in ("complete", "certify"),
    "meant_completed": lambda one: one.intent in ("complete", "certify") and one.done,
    "judged": lambda one: one.judged,
    "changed": lambda one: one.moved,
    "inclined_actor": lambda one: one.intent not in ("", "unsure") and actor(one),
    "inclined_abstainer": lambda one: one.intent not in ("", "unsure") and not actor(one),
    "disinclined_actor": lambda one: one.intent == "unsure" and actor(one),
    "disinclined_abstainer": lambda one: one.intent == "unsure" and not actor(one),
    "tried0": lambda one: one.marks[0] > 0,
    "shown0": lambda one: one.marks[0] > 1,
    "tried1": lambda one: one.marks[1] > 0,
    "shown1": lambda one: one.marks[1] > 1,
}


@cache
def column(name: str) -> int:
    """Return who has the name, a bit for each kind of person."""
    return sum(1 << at for at, one in enumerate(EVERYBODY) if ASKED[name](one))


ALL = (1 << len(EVERYBODY)) - 1


@cache
def attacks(names: tuple[str, ...]) -> tuple[tuple[int, tuple[tuple[str, int], ...]], ...]:
    """Return (mask, signed names) of each sum and difference that counts a group of people.

    Sets are bit masks: A - B counts a group where B lies in A, A + B where they are apart,
    A + B - C where C lies in their union, A and B apart; A - B - C, and A + B + C likewise; and
    A + B - C where A and B overlap just in C.
    """
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    masks = {name: column(name) for name in names}
    for name in names:
        found.setdefault(masks[name], ((name, 1),))
    for a, b in combinations(names, 2):
        _pair(found, (a, masks[a]), (b, masks[b]))
    for trio in combinations(names, 3):
        for place in range(3):
            c = trio[place]
            a, b = trio[:place] + trio[place + 1 :]
            x, y, z = masks[a], masks[b], masks[c]
            if not x & y & ~z and not z & ~(x | y):
                found.setdefault((x ^ y ^ z) & ALL, ((a, 1), (b, 1), (c, -1)))
            if not x & y and not (x | y) & ~z:
                found.setdefault(z & ~x & ~y, ((c, 1), (a, -1), (b, -1)))
    return tuple((mask, signs) for mask, signs in found.items() if mask)


def _pair(
    found: dict[int, tuple[tuple[str, int], ...]], one: tuple[str, int], other: tuple[str, int]
) -> None:
    (a, x), (b, y) = one, other
    if not x & y:
        found.setdefault(x | y, ((a, 1), (b, 1)))
    if not y & ~x:
        found.setdefault(x & ~y, ((a, 1), (b, -1)))
    if not x & ~y:
        found.setdefault(y & ~x, ((b, 1), (a, -1)))


def told(one: Published) -> dict[str, int]:
    """Return all counts of a report by the attacker's names."""
    counts = dict(one.counts)
    for key, (tried, shown) in one.skills.items():
        counts |= {f"tried{key}": tried, f"shown{key}": shown}
    return counts


def derived(one: Published) -> dict[int, int]:
    """Return what the attacker computes from one report: the group and its count."""
    counts = told(one)
    names = tuple(name for name in ASKED if name in counts)
    return {
        mask: sum(sign * counts[name] for name, sign in signs) for mask, signs in attacks(names)
    }


def counted(crowd: list[Soul]) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    profiles = [one.profile for one in crowd]
    counts = {name: sum(figure(one) for one in profiles) for name, figure in FIGURES.items()}
    skills = {
        str(at): (sum(one.marks[at] > 0 for one in crowd), sum(one.marks[at] > 1 for one in crowd))
        for at in (0, 1)
    }
    skills["elsewhere"] = (0, 0)  # a third skill, so that nobody infers one from the others
    return counts, skills


def population(dice: random.Random) -> list[Soul]:
    """Return a crowd of a few kinds of people, some of them rare."""
    kinds = dice.sample(EVERYBODY, dice.randint(3, 60))
    weights = [dice.choice((1, 1, 3, 10, 40)) for _ in kinds]
    crowd = dice.choices(kinds, weights, k=dice.choice((5, 12, 30, 80, 200, 600)))
    return crowd + EVERYBODY[:1] * dice.choice((0, 0, 9, 14, 60))


def later(crowd: list[Soul], dice: random.Random) -> list[Soul]:
    """Return the crowd after a while: some joined, some left, some became others."""
    after = list(crowd)
    for _ in range(dice.choice((0, 1, 3, 9, 30, 120))):
        after.append(dice.choice(EVERYBODY))
    for _ in range(dice.choice((0, 1, 5, 40))):
        after[dice.randrange(len(after))] = dice.choice(EVERYBODY)
    if dice.random() < 0.3:
        del after[: dice.choice((1, 4, 15))]
    return after


def test_no_small_group_can_be_computed_from_a_thousand_populations() -> None:
    dice = random.Random(11)
    reports = groups_tried = 0
    for _ in range(POPULATIONS):
        crowd, past = population(dice), []
        for _ in range(dice.choice((1, 1, 2, 3))):
            chosen = choose(*counted(crowd), past)
            if chosen is not None:
                now = derived(chosen)
                reports += 1
                groups_tried += len(now)
                assert min(now.values()) >= LEAST, chosen
                for one in past:
                    over_time(now, derived(one))
                past.append(chosen)
            crowd = later(crowd, dice) or crowd
    assert reports > POPULATIONS
    assert groups_tried > 10 * reports


def over_time(now: dict[int, int], before: dict[int, int]) -> None:
    """Hold that nobody sees fewer than 11 join or leave a group between two dates."""
    for mask, number in now.items():
        if mask in before:
            assert number == before[mask] or abs(number - before[mask]) >= LEAST


def test_the_attacker_breaks_what_is_published_without_care() -> None:
    """Cells under 11 hidden and nothing else: the test can fail, and does here."""
    dice = random.Random(3)
    broken = 0
    for _ in range(30):
        counts, skills = counted(population(dice))
        naive = Published(
            {name: number for name, number in counts.items() if number >= LEAST}, {},
            {key: pair for key, pair in skills.items() if min(pair) >= LEAST and key in "01"},
        )  # fmt: skip
        values = derived(naive).values()
        broken += bool(values) and min(values) < LEAST
    assert broken > 10


def test_a_large_course_publishes_every_indicator() -> None:
    dice = random.Random(5)
    chosen = choose(*counted(dice.choices(EVERYBODY, k=20_000) + EVERYBODY[:1] * 900))
    assert chosen is not None
    assert set(chosen.offers) == set(suppression.OFFERS)
    assert set(chosen.offers.values()) == {0}
    assert set(chosen.skills) == {"0", "1"}


def test_a_small_course_publishes_nothing() -> None:
    assert choose(*counted([EVERYBODY[1]] * 10)) is None


def test_ten_who_never_came_hide_how_many_were_active() -> None:
    crowd = [EVERYBODY[0]] * 10 + [EVERYBODY[1]] * 50
    chosen = choose(*counted(crowd))
    assert chosen is not None
    assert chosen.counts["active"] == 50
    assert "enrolled" not in chosen.counts
    assert not {"non_start", "enrolment_completion"} & set(chosen.offers)


def test_one_more_learner_waits_for_ten_others() -> None:
    """By hand: 100, then 101 (nothing new may be said), then 111."""
    first = choose(*counted([EVERYBODY[0]] * 50 + [EVERYBODY[1]] * 50))
    assert first is not None
    assert first.counts["active"] == 50
    one_more = counted([EVERYBODY[0]] * 50 + [EVERYBODY[1]] * 51)
    second = choose(*one_more, [first])
    assert second is None or "active" not in second.counts
    eleven = choose(*counted([EVERYBODY[0]] * 50 + [EVERYBODY[1]] * 61), [first])
    assert eleven is not None
    assert eleven.counts["active"] == 61


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([[1, 1, 1]], {0b111}),
        ([[1, 1, 0], [1, 0, 0]], {0b011, 0b001, 0b010}),
        ([[1, 1, 0], [0, 1, 1]], {0b011, 0b110}),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], {0b001, 0b010, 0b100, 0b011, 0b110, 0b101, 0b111}),
        ([[2, 2, 0]], {0b011}),
    ],
)
def test_groups_of_a_span_by_hand(figures: list[list[int]], expected: set[int]) -> None:
    """The fourth needs three counts halved: (A + B - C) / 2, which differences of two miss."""
    assert {one.mask for one in groups(figures)} == expected


def test_a_group_of_halves_is_counted_by_hand() -> None:
    """Of 30 = a + b, 40 = b + c and 50 = a + c follow a = 20, b = 10 and c = 30."""
    found = {one.mask: one.count([30, 40, 50]) for one in groups([[1, 1, 0], [0, 1, 1], [1, 0, 1]])}
    assert (found[0b001], found[0b010], found[0b100], found[0b111]) == (20, 10, 30, 60)


def test_nobody_is_a_cell_under_eleven_too() -> None:
    """Fifty active learners, none completed: that all of them left is not told."""
    chosen = choose(*counted([EVERYBODY[1]] * 50))
    assert chosen is not None
    assert chosen.counts == {"active": 50}
