"""The lint of a course: what a slow checker finds, and rules that truly cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_competencies.domain import lint
from agir_competencies.domain.lint import Finding, Item, Place, Tie
from agir_competencies.domain.mastery import demonstrated_point
from agir_competencies.domain.methods import METHODS, Piece, Rule

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
COURSE = (
    Place("course", None, "course", is_scored=False),
    Place("root", "course", "course", is_scored=False),
    Place("s1", "root", "section", is_scored=False),
    Place("ss1", "s1", "subsection", is_scored=False),
    Place("u1", "ss1", "unit", is_scored=False),
    Place("text", "u1", "leaf", is_scored=False),
    Place("p1", "u1", "leaf", is_scored=True),
    Place("p2", "u1", "leaf", is_scored=True),
    Place("ss2", "s1", "subsection", is_scored=False),
    Place("u2", "ss2", "unit", is_scored=False),
    Place("video", "u2", "leaf", is_scored=False),
    Place("ss3", "s1", "subsection", is_scored=False),
    Place("u3", "ss3", "unit", is_scored=False),
    Place("bank", "u3", "leaf", is_scored=False),
    Place("p3", "bank", "leaf", is_scored=True),
)


def tie(key: str, kind: str = "problem_score", weight: str = "1", of: UUID = ONE) -> Tie:
    return Tie(key, of, kind, Decimal(weight))


def items(**changes: object) -> dict[UUID, Item]:
    return {one: Item(one, Rule(), **changes) for one in (ONE, TWO, THREE)}  # type: ignore[arg-type]


def codes(ties: Sequence[Tie], known: dict[UUID, Item] | None = None) -> list[str]:
    return [one.code for one in lint.lint(COURSE, ties, known or items())]


CASES = {
    "nothing linked": ([], []),
    "sound": ([tie("u1", "promise"), tie("p1"), tie("p2")], []),
    "promise alone": ([tie("s1", "promise")], ["promised_never_assessed"]),
    "promise on the course alone": ([tie("course", "promise")], ["promised_never_assessed"]),
    "a text alone": ([tie("text", "promise")], ["evidence_only_unscored"]),
    "a subsection without a score": (
        [tie("ss2", "subsection_grade")],
        ["evidence_only_unscored"],
    ),
    "promised on a unit and on a text": (
        [tie("u1", "promise"), tie("text", "promise")],
        ["promised_never_assessed", "evidence_only_unscored"],
    ),
    "a single problem": (
        [tie("u1", "promise"), tie("p1")],
        ["rule_unreachable", "single_activity"],
    ),
    "two, unpromised": ([tie("p1"), tie("p2")], ["assessed_not_promised"]),
    "weightless": (
        [tie("u1", "promise"), tie("p1", weight="0"), tie("p2", weight="0")],
        ["weight_zero_only"],
    ),
    "one weightless of two": (
        [tie("u1", "promise"), tie("p1"), tie("p2", weight="0")],
        ["rule_unreachable", "single_activity"],
    ),
    "presence alone": (
        [tie("u1", "promise"), tie("text", "completion", "0")],
        ["promised_never_assessed", "evidence_only_unscored"],
    ),
    "a promise on a subsection": (
        [tie("ss1", "promise"), tie("p1"), tie("p2")],
        [],
    ),
    "too light": (
        [tie("u1", "promise"), tie("p1", weight="0.1"), tie("p2", weight="0.1")],
        ["rule_unreachable"],
    ),
    "grade and problem": (
        [tie("u1", "promise"), tie("ss1", "subsection_grade"), tie("p1")],
        ["double_counting"],
    ),
    "grade and a problem of another subsection": (
        [tie("u1", "promise"), tie("ss1", "subsection_grade"), tie("p3")],
        [],
    ),
    "a block that is gone": (
        [tie("u1", "promise"), tie("p1"), tie("p2"), tie("old")],
        ["link_gone"],
    ),
    "gone alone": ([tie("old")], ["link_gone"]),
}


@pytest.mark.parametrize("name", CASES)
def test_each_code_is_a_question_of_its_own(name: str) -> None:
    ties, expected = CASES[name]
    assert codes(ties) == expected


def test_findings_name_the_blocks_in_reading_order() -> None:
    ties = [tie("p2"), tie("ss1", "subsection_grade"), tie("p1"), tie("u1", "promise")]
    (found,) = lint.lint(COURSE, ties, items())
    assert (found.code, found.objects) == ("double_counting", ("ss1", "p1", "p2"))
    assert found.severity == "warning"


def test_a_score_that_feeds_a_competency_and_the_one_above_it_is_told() -> None:
    known = items() | {TWO: Item(TWO, Rule(), above=frozenset({ONE, THREE}))}
    ties = [tie(key, of=one) for key in ("p1", "p2") for one in (ONE, TWO)]
    ties += [tie("u1", "promise", of=one) for one in (ONE, TWO)]
    (found,) = lint.lint(COURSE, ties, known)
    assert (found.code, found.competency, found.objects) == ("double_counting", TWO, ("p1", "p2"))
    assert found.facts == {"reason": "above", "other": ONE}


def test_what_is_over_is_told_where_it_is_linked() -> None:
    ties = [tie("u1", "promise"), tie("p1"), tie("p2")]
    assert codes(ties, items(is_over=True)) == ["retired_linked"]


def test_an_unreachable_rule_says_what_the_best_is() -> None:
    known = items() | {ONE: Item(ONE, Rule(threshold=Fraction(9, 10)))}
    ties = [tie("u1", "promise"), tie("p1"), tie("p2")]
    (found,) = lint.lint(COURSE, ties, known)
    # 0.9 + 1 = 1.9, by hand: (1.9 + 1) / (1.9 + 2).
    assert found.facts["best"] == Fraction(29, 39)
    assert (found.facts["has"], found.facts["needs"]) == (2, 2)


SCORED = ("p1", "p2", "p3", "ss1", "ss3")
KINDS = {"ss1": "subsection_grade", "ss2": "subsection_grade", "ss3": "subsection_grade"}
WEIGHTS = st.sampled_from(["0", "0.1", "0.5", "1", "2", "10"])
SOME_WEIGHT = st.sampled_from(["0.1", "0.5", "1", "2", "10"])
RULES = st.builds(
    Rule,
    method=st.sampled_from(sorted(METHODS)),
    threshold=st.sampled_from([Fraction(1, 2), Fraction(7, 10), Fraction(9, 10), Fraction(1)]),
    objects_needed=st.integers(1, 4),
)


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[Place], list[Tie], dict[UUID, Item]]:
    """Return a random small course, links on it, and competencies that may hold one another."""
    places = [COURSE[0]]
    for level, most in (("section", 2), ("subsection", 3), ("unit", 3), ("leaf", 5)):
        above = {"section": "course", "subsection": "section", "unit": "subsection"}
        parents = [p.key for p in places if p.level == above.get(level, "unit")]
        if not parents:
            continue
        for number in range(draw(st.integers(0, most))):
            scored = level == "leaf" and draw(st.booleans())
            parent = draw(st.sampled_from(parents))
            places.append(Place(f"{level}{number}", parent, level, scored))
    keys = [place.key for place in places] + ["gone"]
    kind = st.sampled_from(["promise", "problem_score", "subsection_grade", "completion"])
    made = st.builds(
        Tie, st.sampled_from(keys), st.sampled_from([ONE, TWO, THREE]), kind, WEIGHTS.map(Decimal)
    )
    ties = draw(st.lists(made, max_size=8, unique_by=lambda one: (one.object_key, one.competency)))
    chain = draw(st.sampled_from([{}, {TWO: {ONE}}, {TWO: {ONE}, THREE: {ONE, TWO}}]))
    known = {
        one: Item(one, draw(RULES), frozenset(chain.get(one, ())), draw(st.booleans()))
        for one in (ONE, TWO, THREE)
    }
    return _in_order(places), ties, known


def _in_order(places: Sequence[Place], parent: str | None = None) -> list[Place]:
    found = []
    for place in places:
        if place.parent == parent:
            found += [place, *_in_order(places, place.key)]
    return found


def slow(
    places: Sequence[Place], ties: Sequence[Tie], known: dict[UUID, Item]
) -> set[tuple[str, UUID, frozenset[str]]]:
    """Say the same of every competency by asking everything of everything."""
    by_key = {place.key: place for place in places}

    def is_in(inner: str, outer: str) -> bool:
        parent = by_key[inner].parent
        return parent is not None and (parent == outer or is_in(parent, outer))

    def could(one: Tie) -> bool:
        if one.object_key not in by_key or one.kind in ("promise", "completion"):
            return False
        if one.kind == "problem_score":
            return by_key[one.object_key].is_scored
        inside = any(p.is_scored and is_in(p.key, one.object_key) for p in places)
        return by_key[one.object_key].level == "subsection" and inside

    def gives(one: Tie) -> bool:
        return could(one) and one.weight != 0

    found: set[tuple[str, UUID, frozenset[str]]] = set()
    for name, item in known.items():
        own = [one for one in ties if one.competency == name]
        good = [one for one in own if gives(one)]
        keys = frozenset(one.object_key for one in good)
        here = {one.object_key for one in own if one.object_key in by_key}
        wide = {
            one.object_key
            for one in own
            if one.kind == "promise"
            and one.object_key in by_key
            and by_key[one.object_key].level in ("course", "section", "subsection", "unit")
        }

        def add(code: str, objects: Iterable[str], of: UUID = name) -> None:
            if objects:
                found.add((code, of, frozenset(objects)))

        if not any(could(one) for one in own):
            add("promised_never_assessed", wide)
            add("evidence_only_unscored", here - wide)
        elif not good:
            add("weight_zero_only", {one.object_key for one in own if could(one)})
        if good and not any_scores_reach(good, item.rule):
            add("rule_unreachable", keys)
        for outer in good:
            inner = {one.object_key for one in good
                     if outer.kind == "subsection_grade" and one.kind == "problem_score"
                     and is_in(one.object_key, outer.object_key)}  # fmt: skip
            if inner:
                add("double_counting", inner | {outer.object_key})
        for other in item.above:
            add("double_counting", {
                one.object_key for one in good for two in ties
                if two.competency == other and gives(two)
                and (two.object_key, two.kind) == (one.object_key, one.kind)
            })  # fmt: skip
        if item.is_over:
            add("retired_linked", here)
        add("link_gone", {one.object_key for one in own} - set(by_key))
        if len(keys) == 1:
            add("single_activity", keys)
        if good and not wide:
            add("assessed_not_promised", keys)
    return found


def any_scores_reach(ties: Sequence[Tie], rule: Rule) -> bool:
    """Tell whether any scores 0, 1 or none, on these links in any order, demonstrate."""
    for order in permutations(ties):
        for shares in product((None, 0, 1), repeat=len(order)):
            pieces = [
                Piece(Fraction(share), Fraction(one.weight), one.object_key)
                for one, share in zip(order, shares, strict=True)
                if share is not None
            ]
            if demonstrated_point(pieces, rule) is not None:
                return True
    return False


@settings(max_examples=60, deadline=None)
@given(courses())
def test_the_lint_finds_exactly_what_a_slow_checker_finds(
    course: tuple[list[Place], list[Tie], dict[UUID, Item]],
) -> None:
    places, ties, known = course
    ties = [one for at, one in enumerate(ties) if at < 6]
    found = lint.lint(places, ties, known)
    told = {(one.code, one.competency, frozenset(one.objects)) for one in found}
    assert told == slow(places, ties, known)
    assert len(found) == len({(one.code, one.competency, one.objects, str(one.facts))
                              for one in found})  # fmt: skip
    assert [one.severity for one in found] == sorted(
        (one.severity for one in found), key=["error", "warning", "note"].index
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SCORED), SOME_WEIGHT), max_size=4, unique_by=lambda one: one[0]
    ),
    RULES,
)
def test_a_rule_is_unreachable_exactly_where_no_scores_reach_it(
    chosen: list[tuple[str, str]], rule: Rule
) -> None:
    ties = [tie(key, KINDS.get(key, "problem_score"), weight) for key, weight in chosen]
    assert lint.is_reachable(ties, rule) == any_scores_reach(ties, rule)


@settings(max_examples=40, deadline=None)
@given(courses())
def test_a_course_is_done_in_order_and_a_grade_after_what_is_inside(
    course: tuple[list[Place], list[Tie], dict[UUID, Item]],
) -> None:
    places, _, _ = course
    ground = lint.Ground(places)
    order = ground.done_in_order(place.key for place in places)
    assert sorted(order) == sorted(ground.places)
    at = {key: index for index, key in enumerate(order)}
    for place in places:
        assert all(at[place.key] < at[above] for above in ground.above(place))
    leaves = [place.key for place in places if place.level == "leaf"]
    assert [key for key in order if key in leaves] == leaves


def test_every_code_has_a_severity_and_a_question() -> None:
    assert list(lint.SEVERITIES) == sorted(
        lint.SEVERITIES, key=lambda code: ["error", "warning", "note"].index(lint.SEVERITIES[code])
    )
    assert Finding("single_activity", ONE, ()).severity == "warning"
