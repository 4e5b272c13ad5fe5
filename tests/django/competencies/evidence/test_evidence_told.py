"""What a learner reads: why, with the arithmetic, and what next."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from classroom import AWA, Classroom
from django.utils import translation

from agir_competencies import api
from agir_competencies.api.standings import CompetencyUnknown
from agir_platform.learners import api as learners

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_sum_of_two_right_answers_in_french(classroom: Classroom) -> None:
    classroom.link_all()
    classroom.answer(0)
    classroom.answer(1)
    (told,) = api.standings(learners.subject_of(AWA), language="fr")
    assert told.explanation == (
        "2 preuves sur 2 activités\u00a0: (0,9 × 1 + 1 + 1) / (1,90 + 2) = 0,74\u00a0; "
        "le seuil est 0,70."
    )
    assert (
        told.next == "Rien de plus n’est nécessaire\u00a0; la pratique garde l’estimation à jour."
    )
    assert [(one.title, one.counted) for one in told.evidence] == [
        ("The problem-2", True),
        ("The problem-1", True),
    ]
    assert told.framework == "Cadre"


def test_one_right_answer_says_what_next_in_both_languages(classroom: Classroom) -> None:
    classroom.link_all()
    classroom.answer(0)
    subject = learners.subject_of(AWA)
    (french,) = api.standings(subject, language="fr")
    (english,) = api.standings(subject, language="en")
    assert french.explanation == (
        "1 preuve sur 1 activité\u00a0: (1 + 1) / (1,00 + 2) = 0,67\u00a0; le seuil est 0,70."
    )
    assert french.next == (
        "Une activité de plus réussie à 85 % ou plus démontrerait cette compétence."
    )
    assert english.next == ("One more activity at 85% or more would demonstrate this competency.")


def test_kept_in_spite_of_later_weak_work(classroom: Classroom) -> None:
    classroom.link_all()
    for number, earned in enumerate((1, 1, 0, 0)):
        classroom.answer(number, earned)
    (told,) = api.standings(learners.subject_of(AWA), language="en")
    assert told.status == "demonstrated"
    assert "never the competency" in told.explanation


def test_not_measured_is_explained_too(classroom: Classroom) -> None:
    explanation = api.explain(uuid4(), classroom.skill.identifier, language="fr")
    assert explanation.text == "Rien ne compte encore\u00a0: non mesuré, ce qui n’est pas zéro."
    with pytest.raises(CompetencyUnknown):
        api.explain(uuid4(), uuid4(), language="fr")


def test_the_language_of_the_page_is_left_alone(classroom: Classroom) -> None:
    classroom.link_all()
    classroom.answer(0)
    with translation.override("en"):
        api.standings(learners.subject_of(AWA), language="fr")
        assert translation.get_language() == "en"


def test_dates_are_those_of_the_work(classroom: Classroom) -> None:
    classroom.link_all()
    first, second = classroom.answer(0), classroom.answer(1)
    classroom.answer(2, 0)
    (told,) = api.standings(learners.subject_of(AWA), language="fr")
    assert told.demonstrated_at == second.occurred_at
    assert told.last_evidence_at is not None
    assert told.last_evidence_at > second.occurred_at > first.occurred_at
    assert told.last_evidence_at.tzinfo is not None
    assert told.last_evidence_at < datetime.now(UTC)
