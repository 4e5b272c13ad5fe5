"""Inferred evidence through the tables: never alone, told as such, true to its replay."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from observations import AWA, School, at, observed

from agir_competencies import api
from agir_competencies.api.recording import record
from agir_competencies.models import CurrentEvidence, Evidence, State
from agir_platform.learners import api as learners

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = st.sampled_from(["inferred", "xblock_attestation"])
SHOWN = st.lists(st.tuples(KINDS, st.integers(1, 3), st.integers(0, 4)), min_size=1, max_size=6)


def inferred(subject, skill, block: int, **fields):
    return observed(
        subject, skill, object_key=f"check:{block}", kind="inferred", weight=Decimal("0.5"),
        occurred_at=at(block), **fields,
    )  # fmt: skip


def test_any_number_of_inferences_is_no_demonstration(school: School) -> None:
    """Six perfect ones of weight ½: far above 0.7, and of no object at all."""
    subject, skill = learners.subject_of(AWA), school.skills[0]
    record([inferred(subject, skill, block) for block in range(1, 7)])
    state = State.objects.get(subject=subject)
    assert (state.status, state.evidence_count, state.object_count) == ("not_yet", 6, 0)
    assert state.estimate > Decimal("0.7")
    assert api.verify().differences == ()
    record([observed(subject, skill, object_key=f"check:{n}", kind="xblock_attestation",
                     occurred_at=at(10 + n)) for n in (1, 2)])  # fmt: skip
    assert State.objects.get(subject=subject).status == "demonstrated"
    assert api.verify().differences == ()


def test_it_is_told_as_inferred_in_both_languages(school: School) -> None:
    subject, skill = learners.subject_of(AWA), school.skills[0]
    record([inferred(subject, skill, 1), observed(subject, skill, share=Decimal("0.5"),
                                                  occurred_at=at(5))])  # fmt: skip
    english = api.explain(subject, skill.identifier, language="en")
    assert english.lines[0].startswith("2 pieces of evidence from 2 activities: (0.9 × 0.5 × 1 + ")
    assert english.lines[1].startswith("1 of them was inferred from a success on something harder")
    (standing,) = api.standings(subject, language="en")
    assert [one.kind for one in standing.evidence] == ["attestation", "inferred"]
    assert sum(one.percent for one in standing.evidence) == 100


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(SHOWN)
def test_states_are_those_of_the_replay(school: School, shown) -> None:
    for model in (Evidence, CurrentEvidence, State):
        model.objects.all().delete()
    subject, skill = learners.subject_of(AWA), school.skills[0]
    record([
        observed(subject, skill, object_key=f"check:{block}", kind=kind, occurred_at=at(number),
                 share=Decimal(quarters) / 4)
        for number, (kind, block, quarters) in enumerate(shown)
    ])  # fmt: skip
    assert api.verify().differences == ()
    own = {block for kind, block, _ in shown if kind != "inferred"}
    state = State.objects.get(subject=subject)
    assert state.object_count == len(own)
    assert len(own) >= 2 or state.status == "not_yet"
