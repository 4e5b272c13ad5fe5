"""Themes: what the schemes hold, and how a course is shared among them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain.themes.registry import BY_ID, SCHEMES, lineage, scheme, theme
from agir_catalogue.domain.themes.scheme import SchemeUnknown, ThemeUnknown
from agir_catalogue.domain.themes.shares import (
    Tag,
    TooManyThemes,
    WeightOutOfBounds,
    checked,
    shares,
    spread,
)

TAGS = st.lists(
    st.builds(Tag, st.sampled_from(sorted(BY_ID)), st.integers(1, 100)),
    max_size=10,
    unique_by=lambda tag: tag.theme_id,
)


def test_isced_has_as_many_fields_as_unesco_names() -> None:
    lengths = [len(one.code) for one in scheme("iscedf").themes]
    assert [lengths.count(digits) for digits in (2, 3, 4)] == [11, 29, 80]


def test_there_are_seventeen_goals_and_ten_themes() -> None:
    assert [one.code for one in scheme("sdg").themes] == [str(n) for n in range(1, 18)]
    assert len(scheme("agir").counted) == 10


@pytest.mark.parametrize("one", BY_ID.values(), ids=lambda one: one.id)
def test_a_theme_is_whole(one: object) -> None:
    found = theme(one.id)
    assert found.name("fr-CA").strip()
    assert found.name("en").strip()
    assert not found.parent or found.parent in BY_ID
    assert all(
        other in BY_ID and BY_ID[other].scheme != found.scheme for other in found.equivalents
    )


def test_every_goal_and_the_themes_of_the_manifesto_meet() -> None:
    """No goal of the United Nations is lost on the way to the manifesto's themes."""
    assert all(spread([Tag(one.id, 1)], scheme("agir")) for one in scheme("sdg").themes)


def test_a_narrow_field_counts_for_its_broad_one() -> None:
    assert [one.code for one in lineage("iscedf:0613")] == ["0613", "061", "06"]
    tags = [Tag("iscedf:0613", 3), Tag("iscedf:0111", 1)]
    assert spread(tags, scheme("iscedf")) == {
        "iscedf:01": Fraction(1, 4),
        "iscedf:06": Fraction(3, 4),
    }


def test_a_course_without_a_theme_of_ours_counts_by_what_is_equivalent() -> None:
    tags = [Tag("iscedf:0611", 1), Tag("sdg:13", 1)]
    half = Fraction(1, 2)
    assert spread(tags, scheme("agir")) == {
        "agir:environment": half,
        "agir:digital-inclusion": half,
    }
    own = [*tags, Tag("agir:health", 1)]
    assert spread(own, scheme("agir")) == {"agir:health": Fraction(1)}


def test_what_is_equivalent_to_nothing_is_left_aside() -> None:
    assert spread([Tag("iscedf:0612", 1)], scheme("agir")) == {}
    assert spread([Tag("formacode:31094", 1)], scheme("agir")) == {}


@given(TAGS)
@settings(max_examples=60)
def test_a_course_counts_once_in_each_scheme(tags: list[Tag]) -> None:
    for one in SCHEMES:
        found = spread(tags, one)
        assert sum(found.values(), Fraction()) == (1 if found else 0)
        assert set(found) <= {theme.id for theme in one.counted}
    said = shares(tags)
    for slug in {BY_ID[share.theme_id].scheme for share in said}:
        own = [share.share for share in said if BY_ID[share.theme_id].scheme == slug]
        assert sum(own) == 1
        assert all(own)


@given(TAGS, st.integers(1, 9))
@settings(max_examples=40)
def test_only_the_proportion_of_weights_counts(tags: list[Tag], times: int) -> None:
    heavier = [Tag(tag.theme_id, tag.weight * times) for tag in tags]
    assert shares(tags) == shares(heavier)
    assert spread(tags, scheme("agir")) == spread(heavier, scheme("agir"))


@pytest.mark.parametrize("weight", [0, -1, 101])
def test_a_weight_has_bounds(weight: int) -> None:
    with pytest.raises(WeightOutOfBounds):
        checked([Tag("sdg:1", weight)])


def test_a_course_on_everything_is_refused() -> None:
    goals = [Tag(one.id, 1) for one in scheme("sdg").themes]
    assert checked(goals[:12])
    with pytest.raises(TooManyThemes):
        checked(goals[:13])


def test_a_stranger_is_no_theme() -> None:
    with pytest.raises(ThemeUnknown):
        theme("sdg:18")
    with pytest.raises(SchemeUnknown):
        scheme("rameau")
