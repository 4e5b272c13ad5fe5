"""Themes of a course: who said them, changed together, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_catalogue.api import themes
from agir_catalogue.api.themes import Tag
from agir_catalogue.domain.themes.scheme import ThemeUnknown
from agir_catalogue.domain.themes.shares import WeightOutOfBounds
from agir_catalogue.models import ThemeChange, ThemeTag
from agir_catalogue.themes import tagging
from agir_catalogue.themes.tagging import NothingToUndo, ThemesMoved
from agir_platform.learners import api as learners

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Themes+2026"


def said() -> list[tuple[str, int, str]]:
    found = themes.said_of([COURSE]).get(COURSE, ())
    return [(one.theme_id, one.weight, one.source) for one in found]


def test_a_tag_is_added_weighed_and_taken_off() -> None:
    assert themes.tag(COURSE, "sdg:13", 1, None, "machine") == 1
    assert themes.tag(COURSE, "sdg:4", 3, None, "author") == 2
    assert said() == [("sdg:13", 1, "machine"), ("sdg:4", 3, "author")]
    shares = {one.theme_id: str(one.share) for one in themes.themes_of([COURSE])[COURSE]}
    assert shares == {"sdg:4": "3/4", "sdg:13": "1/4"}
    assert themes.tag(COURSE, "sdg:13", 0, None, "reviewer") == 3
    assert said() == [("sdg:4", 3, "author")]


def test_what_stays_keeps_who_said_it() -> None:
    themes.save(COURSE, [Tag("sdg:1", 1), Tag("sdg:2", 1)], by=None, source="machine")
    themes.save(COURSE, [Tag("sdg:1", 1), Tag("sdg:2", 5)], by=None, source="reviewer")
    assert said() == [("sdg:1", 1, "machine"), ("sdg:2", 5, "reviewer")]


def test_saving_the_same_writes_nothing() -> None:
    themes.save(COURSE, [Tag("sdg:1", 1)], by=None, source="author")
    assert themes.save(COURSE, [Tag("sdg:1", 1)], by=None, source="reviewer", read=1) == 1
    assert ThemeChange.objects.count() == 1
    assert said() == [("sdg:1", 1, "author")]


def test_two_who_read_the_same_do_not_overwrite_each_other() -> None:
    themes.save(COURSE, [Tag("sdg:1", 1)], by=None, source="author", read=0)
    with pytest.raises(ThemesMoved):
        themes.save(COURSE, [Tag("sdg:2", 1)], by=None, source="author", read=0)
    with pytest.raises(ThemesMoved):
        themes.undo(COURSE, read=0, by=None, source="author")
    assert said() == [("sdg:1", 1, "author")]


def test_nothing_is_written_of_a_refused_save() -> None:
    for tags, refusal in (
        ([Tag("sdg:1", 1), Tag("sdg:99", 1)], ThemeUnknown),
        ([Tag("sdg:1", 1), Tag("sdg:2", 0)], WeightOutOfBounds),
    ):
        with pytest.raises(refusal):
            themes.save(COURSE, tags, by=None, source="author")
    with pytest.raises(NothingToUndo):
        themes.undo(COURSE, read=0, by=None, source="author")
    assert not ThemeTag.objects.exists()
    assert not ThemeChange.objects.exists()


def test_who_leaves_is_named_nowhere() -> None:
    user = get_user_model().objects.create_user("editor")
    themes.save(COURSE, [Tag("sdg:1", 1)], by=user.pk, source="author")
    subject = learners.known_subject(user.pk)
    assert themes.history(COURSE)[0].by == subject
    assert tagging.exported(subject)[0]["course_key"] == COURSE
    tagging.forget(subject)
    assert themes.history(COURSE)[0].by is None
    assert said() == [("sdg:1", 1, "author")]


SETS = st.lists(
    st.dictionaries(
        st.sampled_from(["sdg:1", "sdg:2", "agir:health", "iscedf:0613"]),
        st.integers(1, 100),
        max_size=4,
    ),
    min_size=1,
    max_size=4,
)


@given(SETS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undo_restores_and_numbers_only_rise(db: Any, several: list[dict[str, int]]) -> None:
    ThemeTag.objects.all().delete()
    ThemeChange.objects.all().delete()
    before, number = said(), 0
    for one in several:
        earlier = number
        stood = said()
        tags = [Tag(key, weight) for key, weight in one.items()]
        number = themes.save(COURSE, tags, by=None, source="author", read=number)
        assert number >= earlier
        before = stood if number > earlier else before
    if number:
        assert themes.undo(COURSE, read=number, by=None, source="author") == number + 1
        assert said() == before
