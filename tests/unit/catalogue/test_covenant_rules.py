"""Is a course free for everybody? The rules, and that nothing unknown is ever taken for good."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain import covenant as rules
from agir_catalogue.domain.covenant import CourseState, Track

NOW = datetime(2026, 11, 27, 4, tzinfo=UTC)
DAY = timedelta(days=1)
FREE, PAID = Track("honor", 0), Track("verified", 6000)
ALL = frozenset({"text", "problem", "exam"})

GOOD = CourseState(
    now=NOW,
    tracks=(FREE, PAID),
    gates_content=False,
    limits_duration=False,
    free_sees=ALL,
    paid_sees=ALL,
    proofs={"water": frozenset({"problem"})},
    recognises=True,
    visibility="public",
    units=4,
    public_units=3,
    licence="creative-commons: ver=4.0 BY",
    videos=2,
    videos_with_transcript=2,
    languages=("fr",),
    asked_at_sign_up=(),
)


def found(state: CourseState) -> dict[str, tuple[str, str]]:
    return {one.criterion: (one.verdict, one.code) for one in rules.findings(state)}


def test_a_course_that_stays_free_keeps_the_covenant() -> None:
    assert list(found(GOOD)) == list(rules.CRITERIA)
    assert rules.standing(rules.findings(GOOD)) == "kept"
    assert rules.failing(rules.findings(GOOD)) == ()


@pytest.mark.parametrize(
    ("change", "criterion", "verdict", "code"),
    [
        ({"tracks": (PAID,)}, "O1", "fail", "no_free_track"),
        ({"tracks": ()}, "O1", "unknown", "tracks_unknown"),
        ({"tracks": (Track("audit", 0, NOW - DAY), PAID)}, "O1", "fail", "only_paid_open"),
        ({"tracks": (Track("audit", 0, NOW), PAID)}, "O1", "fail", "only_paid_open"),
        ({"tracks": (Track("audit", 0, NOW + DAY), PAID)}, "O1", "pass", "free_track_open"),
        (
            {"tracks": (Track("audit", 0, NOW - DAY), Track("verified", 1, NOW - DAY))},
            "O1",
            "pass",
            "closed_to_everybody",
        ),
        ({"closes_at": NOW}, "O1", "pass", "closed_to_everybody"),
        ({"opens_at": NOW + DAY}, "O1", "pass", "closed_to_everybody"),
        ({"closes_at": NOW, "tracks": (PAID,)}, "O1", "fail", "no_free_track"),
        ({"free_sees": ALL - {"problem"}}, "O2", "fail", "content_withheld"),
        ({"free_sees": ALL - {"exam"}}, "O2", "fail", "content_withheld"),
        (
            {"free_sees": ALL - {"exam"}, "exams": frozenset({"exam"})},
            "O2",
            "pass",
            "only_exams_withheld",
        ),
        ({"free_sees": ALL | {"more"}}, "O2", "pass", "same_content"),
        ({"gates_content": True}, "O2", "fail", "gating_on"),
        ({"free_sees": None}, "O2", "unknown", "content_not_compared"),
        ({"free_sees": None, "gates_content": True}, "O2", "fail", "gating_on"),
        ({"tracks": (FREE,), "paid_sees": None}, "O2", "pass", "no_paid_track"),
        ({"limits_duration": True}, "O3", "fail", "duration_limited"),
        ({"limits_duration": None}, "O3", "unknown", "duration_unknown"),
        ({"proofs": {}}, "O4", "fail", "nothing_assessed"),
        ({"recognises": False}, "O4", "fail", "recognition_off"),
        ({"free_sees": ALL - {"problem"}}, "O4", "fail", "proof_withheld"),
        ({"free_sees": None}, "O4", "unknown", "proofs_not_compared"),
        ({"visibility": "public_outline"}, "O5", "fail", "needs_account"),
        ({"public_units": 0}, "O5", "fail", "public_share"),
        ({"public_units": None}, "O5", "unknown", "public_share_unknown"),
        ({"licence": ""}, "O6", "fail", "licence_missing"),
        ({"licence": "all-rights-reserved"}, "O7", "fail", "reuse_reserved"),
        ({"videos_with_transcript": 1}, "O8", "fail", "transcripts"),
        ({"videos": 0, "videos_with_transcript": 0}, "O8", "pass", "no_video"),
        ({"asked_at_sign_up": ("city", "newsletter")}, "O12", "fail", "sign_up_asks"),
        ({"asked_at_sign_up": ("newsletter",)}, "O12", "pass", "sign_up_open"),
    ],
)
def test_each_criterion_by_itself(change, criterion, verdict, code) -> None:
    assert found(replace(GOOD, **change))[criterion] == (verdict, code)


def test_an_exam_is_no_excuse_to_withhold_what_proves_a_skill() -> None:
    state = replace(GOOD, free_sees=ALL - {"problem"}, exams=frozenset({"problem"}))
    assert found(state)["O2"][0] == "pass"
    assert found(state)["O4"] == ("fail", "proof_withheld")
    assert rules.standing(rules.findings(state)) == "not_kept"


def test_a_change_that_leaves_a_guard_unknown_breaks_it() -> None:
    before = rules.findings(GOOD)
    after = rules.findings(replace(GOOD, limits_duration=None))
    assert rules.breaks(before, after) == ("O3",)
    assert rules.breaks(after, rules.findings(replace(GOOD, limits_duration=True))) == ()
    assert rules.breaks(before, rules.findings(replace(GOOD, licence=""))) == ()


tracks = st.builds(
    Track,
    st.sampled_from(["audit", "honor", "verified", "professional"]),
    st.sampled_from([0, 1, 6000]),
    st.sampled_from([None, NOW - DAY, NOW, NOW + DAY]),
)
keys = st.frozensets(st.sampled_from(["a", "b", "c", "d"]))
maybe = st.sampled_from([None, True, False])
states = st.builds(
    CourseState,
    now=st.just(NOW),
    tracks=st.lists(tracks, max_size=4).map(tuple),
    opens_at=st.sampled_from([None, NOW - DAY, NOW + DAY]),
    closes_at=st.sampled_from([None, NOW - DAY, NOW + DAY]),
    gates_content=maybe,
    limits_duration=maybe,
    free_sees=st.none() | keys,
    paid_sees=st.none() | keys,
    exams=keys,
    proofs=st.none() | st.dictionaries(st.sampled_from(["s", "t"]), keys, max_size=2),
    recognises=maybe,
)


@settings(max_examples=60, deadline=None)
@given(states)
def test_a_kept_covenant_means_that_nobody_pays_to_learn(state: CourseState) -> None:
    verdicts = {one.criterion: one.verdict for one in rules.findings(state)}
    assert set(verdicts) == set(rules.CRITERIA)
    if rules.standing(rules.findings(state)) != "kept":
        return
    is_within = (state.opens_at or NOW) <= NOW < (state.closes_at or NOW + DAY)
    paid_open = [one for one in state.tracks if one.price_minor and one.is_open(NOW)]
    free_open = [one for one in state.tracks if not one.price_minor and one.is_open(NOW)]
    assert free_open or not (paid_open and is_within)
    assert state.limits_duration is False
    if any(one.price_minor for one in state.tracks):
        assert state.free_sees is not None
        assert state.paid_sees is not None
        assert state.paid_sees - state.exams <= state.free_sees
        assert all(blocks & state.free_sees for blocks in (state.proofs or {}).values())


UNKNOWABLE = {
    "tracks": (),
    "gates_content": None,
    "limits_duration": None,
    "free_sees": None,
    "paid_sees": None,
    "proofs": None,
    "recognises": None,
}


@settings(max_examples=60, deadline=None)
@given(states, st.sets(st.sampled_from(sorted(UNKNOWABLE)), min_size=1))
def test_knowing_less_never_turns_a_failing_guard_into_a_passing_one(
    state: CourseState, forgotten: set[str]
) -> None:
    before = {one.criterion: one.verdict for one in rules.findings(state)}
    less = replace(state, **{name: UNKNOWABLE[name] for name in forgotten})
    after = {one.criterion: one.verdict for one in rules.findings(less)}
    assert [one for one in rules.GUARDS if before[one] == "fail" and after[one] == "pass"] == []


def test_nothing_known_passes_no_guard() -> None:
    assert rules.standing(rules.findings(CourseState(now=NOW))) == "unknown"
    assert {one.name for one in fields(CourseState)} >= set(UNKNOWABLE)
