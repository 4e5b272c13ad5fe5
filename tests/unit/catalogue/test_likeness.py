"""Courses that look alike are proposed to a person; nothing is ever folded by it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_catalogue.domain import likeness
from agir_catalogue.domain.same_course import Listed, Rule, pairs

SKILLS = ("https://a.example/s/1", "https://a.example/s/2", "https://a.example/s/3")


def course(number: int, title: str, *skills: str, host: str = "") -> Listed:
    place = host or f"h{number}.example"
    return Listed(number, place, place, f"https://{place}/{number}", title, outcomes=skills)


def rule(one: Listed, other: Listed) -> str:
    return "".join(pair.rule for pair in pairs([one, other], {}))


def test_the_figure_of_two_titles() -> None:
    """Triples of "water": "  w", " wa", "wat", "ate", "ter", "er "; "waters" ends in "ers", "rs ".

    Five of six and of seven are shared: 2·5 / 13.
    """
    assert likeness.titles("water", "Waters!") == Fraction(10, 13)
    assert likeness.titles("Éducation à l’eau", "education a l eau") == 1
    assert likeness.titles("", "") == likeness.titles("…", "water") == 0


def test_the_figure_of_two_sets_of_skills() -> None:
    assert likeness.shared(SKILLS[:2], SKILLS[1:]) == Fraction(1, 3)
    assert likeness.shared((), ()) == likeness.shared(SKILLS, ()) == 0


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (("Protéger ses données",), ("Proteger ses donnees",), "title"),
        (("Protéger ses données en ligne",), ("Protéger ses données, en lignes",), "likeness"),
        (("Protéger ses données", *SKILLS), ("Protéger vos données", *SKILLS[:2]), "likeness"),
        (("Protéger ses données", *SKILLS), ("Protéger vos photos",), ""),
        (("Protéger ses données", *SKILLS), ("Cuisiner", *SKILLS), ""),
        (("Introduction",), ("Introductions",), ""),  # no whole word in common: too little to ask
        (("Algorithms 1",), ("Biology 1",), ""),
    ],
)
def test_who_is_proposed(one, other, wanted: str) -> None:
    assert rule(course(1, *one), course(2, *other)) == wanted


def test_one_operator_knows_its_own_courses_apart() -> None:
    ours = [course(n, f"Protéger ses données {n}", *SKILLS, host="a.example") for n in (1, 2)]
    assert pairs(ours, {}) == ()


def test_a_word_that_all_have_compares_nobody() -> None:
    """Of 51 courses called "Module n" none is proposed by the word alone; an exact title is."""
    many = [course(n, f"Module {n:03}") for n in range(51)]
    assert pairs(many, {}) == ()
    assert pairs([*many, course(99, "Module 007")], {})[0].rule == Rule.TITLE


TITLES = st.sampled_from(["Water for all", "Water for us all", "Air", "Fire and water", ""])
COURSES = st.lists(
    st.builds(
        lambda number, title, skills, host: course(number, title, *skills, host=f"{host}.example"),
        st.integers(1, 99), TITLES, st.lists(st.sampled_from(SKILLS), unique=True),
        st.sampled_from("abc"),
    ),
    max_size=8, unique_by=lambda one: one.id,
)  # fmt: skip


@given(COURSES, st.randoms())
def test_the_order_changes_nothing_and_it_is_never_sure(courses: list[Listed], chance) -> None:
    found = pairs(courses, {})
    mixed = list(courses)
    chance.shuffle(mixed)
    assert pairs(mixed, {}) == found
    assert all(not pair.is_sure for pair in found if pair.rule is Rule.LIKENESS)
    assert len({pair.course for pair in found}) == len(found)
