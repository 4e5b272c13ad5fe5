"""A platform user becomes a random subject, and can be forgotten."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from agir_platform.learners import api
from agir_platform.models import Learner

pytestmark = pytest.mark.django_db


def test_a_subject_is_drawn_once_and_leads_back() -> None:
    subject = api.subject_of(7)
    assert subject.version == 4
    assert api.subject_of(7) == subject
    assert api.known_subject(7) == subject
    assert api.user_of(subject) == 7
    assert api.subject_of(8) != subject


def test_looking_writes_nothing() -> None:
    assert api.known_subject(7) is None
    assert api.user_of(uuid4()) is None
    assert not Learner.objects.exists()


def test_a_forgotten_user_who_comes_back_is_somebody_else() -> None:
    before = api.subject_of(7)
    api.forget(7)
    api.forget(7)
    assert api.user_of(before) is None
    assert api.subject_of(7) != before


def test_a_user_id_beyond_32_bits_is_kept() -> None:
    large = 2**40
    assert api.user_of(api.subject_of(large)) == large


def test_many_subjects_are_read_in_one_statement() -> None:
    subjects = [api.subject_of(user_id) for user_id in range(1, 6)]
    with CaptureQueriesContext(connection) as queries:
        found = api.users_of([*subjects, uuid4(), subjects[0]])
    assert found == dict(zip(subjects, range(1, 6), strict=True))
    assert len(queries) == 1


def test_locking_a_known_learner_is_one_select_that_carries_what_is_asked() -> None:
    subject = api.subject_of(7)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        learner = api.locked(7, link_version=Value(3))
    assert learner.subject == subject
    assert learner.link_version == 3
    statements = [query["sql"] for query in queries]
    assert len(statements) == 1
    assert ("FOR UPDATE" in statements[0]) is connection.features.has_select_for_update


def test_locking_an_unknown_learner_makes_them() -> None:
    with transaction.atomic():
        learner = api.locked(9, link_version=Value(3))
    assert isinstance(learner.subject, UUID)
    assert learner.link_version == 3
    assert api.known_subject(9) == learner.subject


def test_a_learner_prints_as_a_subject_and_never_as_a_user() -> None:
    subject = api.subject_of(123456)
    assert str(Learner.objects.get()) == str(subject)


def test_locking_only_who_is_known_makes_nobody() -> None:
    subject = api.subject_of(7)
    with transaction.atomic():
        assert api.locked_if_known(7) == subject
        assert api.locked_if_known(8) is None
    assert Learner.objects.count() == 1
