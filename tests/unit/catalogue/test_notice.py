"""Rules of a notice: nothing of the platform's is lost, an undo restores, misfits are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain import language, licence, notice
from agir_catalogue.domain.notice import (
    FIELDS,
    NothingToUndo,
    NoticeFieldUnfit,
    NoticeFieldUnknown,
    applied,
    checked,
    differing,
    is_free,
    of_platform,
    told,
    undone,
)
from agir_catalogue.domain.notice_findings import found
from agir_platform.ports import CourseFacts, Mode

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
FACTS = CourseFacts(
    "course-v1:Agir+T+2026",
    "Side by side",
    summary="Help somebody close to you with what has to be done online, and leave them the mouse.",
    languages=("fr",),
    licence="creative-commons: ver=4.0 BY SA",
    modes=(Mode("audit", 0, ""), Mode("verified", 4900, "EUR")),
    is_listed=True,
)
FIT: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["A title", "Another"]),
    "summary": st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=20),
    "languages": st.lists(st.sampled_from(["fr", "EN", "pt_br", "zh-hans"]), max_size=4),
    "level": st.integers(1, 8),
    "duration_hours": st.decimals("0.01", "5000", places=2),
    "licence_spdx": st.sampled_from(licence.CHOICES),
    "certification_price_minor": st.integers(0, 100_000),
    "currency": st.sampled_from(["eur", "CHF"]),
    "access_modes": st.lists(st.sampled_from(notice.ACCESS_MODES), max_size=4),
    "access_modes_sufficient": st.lists(
        st.lists(st.sampled_from(notice.ACCESS_MODES), min_size=1, max_size=3), max_size=2
    ),
    "features": st.lists(st.sampled_from(notice.FEATURES), max_size=4),
    "hazards": st.lists(st.sampled_from(notice.HAZARDS), max_size=2),
    "accessibility_summary": st.sampled_from(["", "Every video has a transcript."]),
    "same_as": st.lists(st.sampled_from(["https://elsewhere.example/c/1"]), max_size=1),
    "is_withheld": st.booleans(),
}
CHANGES = st.lists(st.sampled_from(FIELDS), unique=True, max_size=6).flatmap(
    lambda names: st.fixed_dictionaries({name: FIT[name] | st.none() for name in names})
)
PRICED = CHANGES.map(
    lambda changes: (
        {**changes, "currency": "EUR"}
        if "certification_price_minor" in changes or "currency" in changes
        else changes
    )
)


def test_every_field_has_a_strategy() -> None:
    assert set(FIT) == set(FIELDS)


@settings(max_examples=60)
@given(st.lists(PRICED, max_size=4))
def test_completing_never_loses_what_the_platform_says(several: list[dict[str, Any]]) -> None:
    completed: notice.Said = {}
    platform = of_platform(FACTS, NOW)
    for changes in several:
        completed = applied(completed, checked(changes))
        said = told(FACTS, completed, NOW)
        assert {name for name in platform if name != "currency"} <= said.keys()
        for name, value in said.items():
            assert value == completed.get(name, platform.get(name))
    assert told(FACTS, applied(completed, dict.fromkeys(FIELDS)), NOW) == platform


@settings(max_examples=60)
@given(PRICED, PRICED)
def test_an_undo_restores_what_stood_there(first: dict[str, Any], second: dict[str, Any]) -> None:
    before = applied({}, checked(first))
    after = applied(before, checked(second))
    names = differing(before, after)
    if not names:
        return
    was = {name: before[name] for name in names if name in before}
    now = {name: after[name] for name in names if name in after}
    assert undone(after, was, now, 2) == before


def test_an_undo_of_what_moved_since_is_refused() -> None:
    with pytest.raises(NothingToUndo):
        undone({"title": "Third"}, {"title": "First"}, {"title": "Second"}, 2)
    with pytest.raises(NothingToUndo):
        undone({"title": "Third"}, {}, {}, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("languages", ["français"]),
        ("languages", ["french"]),
        ("languages", "fr"),
        ("level", 0),
        ("level", 9),
        ("level", True),
        ("duration_hours", "0"),
        ("duration_hours", "1.234"),
        ("duration_hours", "NaN"),
        ("duration_hours", "many"),
        ("licence_spdx", "all rights reserved"),
        ("certification_price_minor", -1),
        ("certification_price_minor", 1.5),
        ("currency", "euros"),
        ("access_modes", ["smell"]),
        ("access_modes_sufficient", [[]]),
        ("same_as", ["javascript:alert(1)"]),
        ("same_as", ["https://who@elsewhere.example/"]),
        ("same_as", ["https://elsewhere.example/a b"]),
        ("title", "x" * 256),
        ("title", 7),
        ("is_withheld", "yes"),
    ],
)
def test_what_cannot_stand_there_is_refused(name: str, value: object) -> None:
    with pytest.raises(NoticeFieldUnfit) as refused:
        checked({name: value})
    assert refused.value.facts["field"] == name


def test_a_field_that_is_none_is_refused() -> None:
    with pytest.raises(NoticeFieldUnknown):
        checked({"course_key": "course-v1:Other+T+2026"})


def test_a_price_needs_a_currency_and_never_borrows_one() -> None:
    with pytest.raises(NoticeFieldUnfit):
        applied({}, {"certification_price_minor": 100})
    said = told(FACTS, applied({}, checked({"certification_price_minor": 0})), NOW)
    assert said["certification_price_minor"] == 0
    assert "currency" not in said


def test_free_is_what_costs_nothing_now() -> None:
    gone = Mode("audit", 0, "", NOW - timedelta(seconds=1))
    assert is_free((), NOW) is None
    assert is_free((Mode("verified", 1, "EUR"),), NOW) is False
    assert is_free((gone, Mode("verified", 1, "EUR")), NOW) is False
    assert is_free((gone, Mode("honor", 0, "")), NOW) is True


def test_hours_are_exact() -> None:
    assert checked({"duration_hours": "2,50"}) == {"duration_hours": "2.5"}
    assert checked({"duration_hours": Decimal(100)}) == {"duration_hours": "100"}


@pytest.mark.parametrize(
    ("said", "spdx"),
    [
        ("all-rights-reserved", "LicenseRef-all-rights-reserved"),
        ("creative-commons: ver=4.0 BY NC SA", "CC-BY-NC-SA-4.0"),
        ("creative-commons: ver=3.0 BY", "CC-BY-3.0"),
        ("creative-commons: BY ND", "CC-BY-ND-4.0"),
        ("creative-commons: ver=4.0 BY SA ND", ""),  # a contradiction
        ("creative-commons: ver=9.9 BY", ""),
        ("creative-commons", ""),
        ("", ""),
        ("mine", ""),
    ],
)
def test_the_platforms_licence_becomes_spdx(said: str, spdx: str) -> None:
    assert licence.of_platform(said) == spdx


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("pt_br", "pt-BR"),
        ("zh_HANS", "zh-Hans"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de-de", "de-DE"),
        ("français", ""),
        ("french", ""),
        ("f", ""),
        ("fr-", ""),
        ("", ""),
    ],
)
def test_languages_are_bcp_47(said: str, tag: str) -> None:
    assert language.tag(said) == tag


def test_findings_name_what_others_would_miss() -> None:
    bare = CourseFacts("course-v1:Agir+T+2026", "Side by side", languages=("klingon",))
    codes = [one.code for one in found(bare, told(bare, {}, NOW), is_free=None,
                                       teaches=0, assesses=0)]  # fmt: skip
    assert codes[:4] == ["summary_missing", "language_unknown", "licence_unknown", "free_unknown"]
    whole = told(
        FACTS,
        checked({"level": 4, "duration_hours": 6, "features": ["transcript"]}),
        NOW,
    )
    assert found(FACTS, whole, is_free=True, teaches=2, assesses=1) == ()
    contrary = {**whole, "hazards": ["flashing", "noFlashingHazard"]}
    assert [one.code for one in found(FACTS, contrary, is_free=False, teaches=2, assesses=0)] == [
        "free_missing",
        "hazards_contradict",
        "nothing_assessed",
    ]
