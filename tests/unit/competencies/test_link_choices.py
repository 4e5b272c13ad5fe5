"""What a link is, of what was chosen for it, and what a line of a file asks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.link import (
    COMPLETION,
    LINK_KINDS,
    NOTHING,
    PART_KINDS,
    PROMISE,
    Choice,
    KindImpossible,
    PartMisplaced,
    PartTooLong,
    Place,
    PresenceWeighsNothing,
    WeightOutOfBounds,
    checked,
    checked_weight,
    in_force,
)
from agir_competencies.domain.link_line import (
    COLUMNS,
    CompetencyUnnamed,
    IdentifierMalformed,
    ObjectUnnamed,
    cells_of,
    line_of,
    weight_text,
)
from agir_competencies.upkeep.link_file import LinksUnreadable, lines_of

PLACES = st.builds(
    Place,
    st.sampled_from(["course", "section", "subsection", "unit", "leaf"]),
    st.sampled_from(["problem", "html", "openassessment", "lti_consumer", "agir-check"]),
    st.booleans(),
)
WEIGHTS = st.decimals(0, 10, places=2)
CHOICES = st.builds(Choice, st.sampled_from(["", *LINK_KINDS]), st.one_of(st.none(), WEIGHTS))


@pytest.mark.parametrize(
    ("place", "kind", "possible"),
    [
        (Place("leaf", "problem", True), "problem_score",
         ("problem_score", "completion", "promise")),
        (Place("leaf", "html", False), "promise", ("completion", "promise")),
        (Place("leaf", "agir-check", True), "problem_score",
         ("problem_score", "completion", "xblock_attestation", "promise")),
        (Place("leaf", "openassessment", True), "problem_score",
         ("problem_score", "completion", "xblock_attestation", "ora_criterion", "promise")),
        (Place("leaf", "lti_consumer", True), "problem_score",
         ("problem_score", "completion", "lti_lineitem", "promise")),
        (Place("subsection", "sequential", False), "subsection_grade",
         ("subsection_grade", "promise")),
        (Place("unit", "vertical", False), "promise", ("promise",)),
        (Place("course", "course", False), "promise", ("promise",)),
    ],
)  # fmt: skip
def test_a_place_has_its_kinds(place: Place, kind: str, possible: tuple[str, ...]) -> None:
    assert (place.kind, place.possible) == (kind, possible)


@given(PLACES, CHOICES, CHOICES, CHOICES)
def test_the_narrowest_choice_goes_first(
    place: Place, own: Choice, course: Choice, framework: Choice
) -> None:
    """Kind and weight apart; an impossible kind waits; presence weighs nothing."""
    kind, weight = in_force(place, (own, course, framework))
    assert kind in place.possible
    wanted = [one.kind for one in (own, course, framework) if one.kind in place.possible]
    assert kind == (wanted[0] if wanted else place.kind)
    given_weights = [one.weight for one in (own, course, framework) if one.weight is not None]
    expected = Decimal(0) if kind == COMPLETION else (given_weights or [Decimal(1)])[0]
    assert weight == expected
    assert in_force(place, (NOTHING, own, course, framework)) == (kind, weight)


@given(PLACES, CHOICES, st.sampled_from(["", "Clarity"]))
def test_what_is_checked_is_in_force(place: Place, choice: Choice, part: str) -> None:
    """What passes is exactly what then holds; what does not pass says why."""
    choice = Choice(choice.kind, choice.weight, part)
    try:
        found = checked(choice, place)
    except KindImpossible:
        assert choice.kind not in place.possible
    except PartMisplaced:
        assert bool(part) != (choice.kind in PART_KINDS)
    except PresenceWeighsNothing:
        assert choice.kind == COMPLETION
    else:
        kind, weight = in_force(place, (found,))
        assert kind == (choice.kind or place.kind or PROMISE)
        assert weight == (choice.weight if choice.weight is not None else weight)


@given(st.one_of(st.decimals(), st.floats(), st.integers(), st.text(max_size=6), st.booleans()))
def test_a_weight_is_exact_or_refused(value: Any) -> None:
    """0 to 10 with two decimals, whatever comes; a boolean is no weight."""
    try:
        found = checked_weight(value)
    except WeightOutOfBounds:
        return
    assert not isinstance(value, bool)
    assert 0 <= found <= 10
    assert found.as_tuple().exponent == -2
    assert Fraction(found) == Fraction(str(value).strip().replace("_", ""))
    assert checked_weight(weight_text(found)) == found


def test_a_part_has_bounds() -> None:
    place = Place("leaf", "openassessment", True)
    assert checked(Choice("ora_criterion", None, " Clarity\x00 "), place).part == "Clarity"
    with pytest.raises(PartTooLong):
        checked(Choice("ora_criterion", None, "x" * 256), place)


def test_a_line_says_object_competency_and_choice() -> None:
    cells = {"object_key": " b1 ", "competency": str(UUID(int=7)), "weight": "2,50", "kind": ""}
    found = line_of(3, cells)
    assert (found.object_key, found.competency, found.number) == ("b1", UUID(int=7), 3)
    assert found.choice == Choice("", Decimal("2.50"))
    assert line_of(2, {"object_key": "*"}).is_default
    for bad, refusal in (
        ({"label": "Lire"}, ObjectUnnamed),
        ({"object_key": "b1"}, CompetencyUnnamed),
        ({"object_key": "b1", "competency": "7"}, IdentifierMalformed),
        ({"object_key": "b1", "label": "x", "weight": "2_0"}, WeightOutOfBounds),
        ({"object_key": "b1", "label": "x", "weight": "deux"}, WeightOutOfBounds),
    ):
        with pytest.raises(refusal):
            line_of(2, bad)


def test_a_short_row_has_empty_cells_and_a_long_one_loses_the_rest() -> None:
    assert cells_of(["a", "b"], ["1"]) == {"a": "1", "b": ""}
    assert cells_of(["a"], ["1", "2"]) == {"a": "1"}
    assert len(set(COLUMNS)) == len(COLUMNS)


@given(st.binary(max_size=200))
def test_any_bytes_are_lines_or_refused(content: bytes) -> None:
    """Never another exception; every line is told once."""
    heading = b"object_key,label,weight\n"
    for whole in (content, heading + content):
        try:
            lines, refusals = lines_of(whole)
        except LinksUnreadable as refusal:
            assert refusal.facts["reason"]  # noqa: PT017  a code is always told
            continue
        numbers = [one.number for one in (*lines, *refusals)]
        assert len(set(numbers)) == len(numbers)
