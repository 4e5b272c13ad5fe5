"""Evidence without a link: once, in any order, withdrawn by cause, true to its replay."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from observations import AWA, BEN, School, at, observed, tables

from agir_competencies import api
from agir_competencies.api.recording import ObservationUnusable, record
from agir_competencies.models import CurrentEvidence, Evidence, State
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told() -> Any:
    """Collect which standings were announced."""
    words: list[str] = []

    def gained(**_: Any) -> None:
        words.append("demonstrated")

    def lost(**_: Any) -> None:
        words.append("withdrawn")

    COMPETENCY_DEMONSTRATED.connect(gained)
    COMPETENCY_WITHDRAWN.connect(lost)
    yield words
    COMPETENCY_DEMONSTRATED.disconnect(gained)
    COMPETENCY_WITHDRAWN.disconnect(lost)


def test_two_observations_demonstrate_and_a_withdrawal_takes_one_away(
    school: School, told: list[str]
) -> None:
    """1 and 1 give 2.9 / 3.9 = 0.743590; one of them taken away leaves 2 / 3."""
    subject, skill = learners.subject_of(AWA), school.skills[0]
    both = [observed(subject, skill, object_key=f"attestation:{n}") for n in (1, 2)]
    assert (record(both), record(both)) == (2, 0)
    found = api.states(subject, [skill.identifier])[skill.identifier]
    assert (found.status, found.estimate) == ("demonstrated", Decimal("0.743590"))
    taken = observed(
        subject, skill, object_key="attestation:2", share=None, cause=ScoreCause.DELETION,
        occurred_at=at(9),
    )  # fmt: skip
    assert record([taken]) == 1
    found = api.states(subject, [skill.identifier])[skill.identifier]
    assert (found.status, found.estimate) == ("not_yet", Decimal("0.666667"))
    assert told == ["demonstrated", "withdrawn"]
    assert api.verify().differences == ()


def test_it_is_listed_with_its_kind_and_no_link_is_missed(school: School) -> None:
    subject, skill = learners.subject_of(AWA), school.skills[0]
    record([observed(subject, skill, kind="prior_learning", course_key="")])
    (standing,) = api.standings(subject, language="en", user_id=AWA)
    assert [(one.kind, one.link_removed, one.percent) for one in standing.evidence] == [
        ("prior_learning", False, 100)
    ]
    assert "1 piece of evidence" in standing.explanation


WRONG = [
    ("kind", {"kind": "problem_score"}),
    ("share", {"share": None}),
    ("share", {"share": Decimal("1.1")}),
    ("share", {"share": Decimal("NaN")}),
    ("share", {"share": 1.0}),
    ("share", {"cause": ScoreCause.RESET}),
    ("weight", {"weight": Decimal(0)}),
    ("weight", {"weight": Decimal("0.001")}),
    ("object_key", {"object_key": ""}),
    ("course_key", {"course_key": "c" * 256}),
    ("occurred_at", {"occurred_at": at(1).replace(tzinfo=None)}),
]


@pytest.mark.parametrize(
    ("reason", "wrong"), WRONG, ids=[f"{r}-{n}" for n, (r, _) in enumerate(WRONG)]
)
def test_what_nobody_can_have_observed_writes_nothing(
    school: School, reason: str, wrong: dict[str, Any]
) -> None:
    subject, skill = learners.subject_of(AWA), school.skills[0]
    good = observed(subject, skill)
    with pytest.raises(ObservationUnusable) as refused:
        record([good, observed(subject, skill, **wrong)])
    assert refused.value.facts["reason"] == reason
    assert not Evidence.objects.exists()


def test_whoever_left_is_left_out(school: School) -> None:
    gone, here = learners.subject_of(AWA), learners.subject_of(BEN)
    learners.forget(AWA)
    skill = school.skills[0]
    assert record([observed(gone, skill), observed(here, skill)]) == 1
    assert set(Evidence.objects.values_list("subject", flat=True)) == {here}


FACTS = st.lists(
    st.tuples(
        st.sampled_from([AWA, BEN]),
        st.integers(0, 1),  # skill
        st.integers(1, 3),  # object
        st.sampled_from(["attestation", "inferred"]),
        st.sampled_from(["0", "0.5", "1"]),
        st.sampled_from([ScoreCause.ATTEMPT] * 3 + list(ScoreCause)),
        st.integers(0, 4),  # second: ties are frequent
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(FACTS, st.data())
def test_any_order_and_any_split_writes_the_same_rows(
    school: School, facts: list[Any], data: st.DataObject
) -> None:
    day = [
        observed(
            learners.subject_of(user), school.skills[skill], object_key=f"of:{number}", kind=kind,
            share=None if cause in (ScoreCause.RESET, ScoreCause.DELETION) else Decimal(share),
            cause=cause, occurred_at=at(second),
        )
        for user, skill, number, kind, share, cause, second in facts
    ]  # fmt: skip
    outcomes = []
    for order in (day, data.draw(st.permutations(day + day))):
        for table in (Evidence, CurrentEvidence, State):
            table.objects.all().delete()
        left, size = order, data.draw(st.integers(1, 6))
        while left:
            record(left[:size])
            left = left[size:]
        outcomes.append(tables())
    assert outcomes[0] == outcomes[1]
    assert api.verify().differences == ()
    assert api.recompute(dry_run=True).changed == 0
