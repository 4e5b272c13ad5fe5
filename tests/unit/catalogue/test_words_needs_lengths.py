"""Words that are found however written, needs that are met, lengths that are named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain.folding import folded, says, words
from agir_catalogue.domain.lengths import length
from agir_catalogue.domain.needs import NEEDS, met


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’Œuvre d’Éric : 3 ÉTÉS", ("l", "oeuvre", "d", "eric", "3", "etes")),
        ("straße_STRASSE", ("strasse", "strasse")),
        ("数学 course", ("数", "学", "course")),
        ("Ｗｉｄｅ %_\\", ("wide",)),
        ("", ()),
    ],
)
def test_words_are_what_a_reader_sees(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_what_is_kept_is_found_by_itself(text: str) -> None:
    kept = folded([text])
    assert says(kept, text)
    assert says(kept, text.upper())
    assert words(kept) == tuple(dict.fromkeys(words(text)))
    assert "%" not in kept
    assert "_" not in kept


def test_a_word_is_found_by_its_beginning_only() -> None:
    kept = folded(["Numérique responsable"])
    assert says(kept, "num RESP")
    assert not says(kept, "rique")
    assert not says(kept, "num absent")


@pytest.mark.parametrize(
    ("hours", "name"),
    [(None, ""), (0, ""), (-1, ""), ("0.5", "h5"), (5, "h5"), ("5.01", "h20"), (20, "h20"),
     (50, "h50"), (51, "more")],
)  # fmt: skip
def test_a_length_ends_with_its_hours(hours: str | None, name: str) -> None:
    assert length(None if hours is None else Decimal(hours)) == name


def test_nothing_said_meets_no_need() -> None:
    assert met(sufficient=[], features=[], hazards=[]) == ()
    assert met(sufficient=[[]], features=[""], hazards=["unknown"]) == ()


def test_needs_are_met_by_what_is_said() -> None:
    assert met(
        sufficient=[["textual"]],
        features=["fullKeyboardControl", "displayTransformability", "readingOrder"],
        hazards=["noFlashingHazard"],
    ) == tuple(NEEDS)
    assert met(sufficient=[["auditory", "visual"]], features=["captions"], hazards=[]) == (
        "without_hearing",
    )
    assert met(sufficient=[["auditory"]], features=[], hazards=["flashing", "none"]) == (
        "without_sight",
    )
