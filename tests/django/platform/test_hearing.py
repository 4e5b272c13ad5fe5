"""A receiver of the suite never hurts what it hears."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

import pytest
from completion.models import BlockCompletion
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection
from django.dispatch import Signal
from opaque_keys.edx.keys import UsageKey

from agir_platform import completions, hearing
from agir_platform.models import Learner

pytestmark = pytest.mark.django_db


def _is_itself(carried: Any) -> Any:
    return carried["event"]


def test_a_receiver_that_raises_is_logged_and_the_sender_goes_on(caplog: Any) -> None:
    signal = Signal()

    def broken(event: Any) -> None:
        raise ValueError("out of order")

    hearing.connect(signal, "a test", _is_itself, broken)
    with caplog.at_level(logging.ERROR):
        signal.send(sender=None, event=1)
    assert "Agir lost one a test" in caplog.text


def test_a_database_error_spoils_no_transaction_but_its_own() -> None:
    signal = Signal()

    def clumsy(event: Any) -> None:
        Learner.objects.create(user_id=1)
        Learner.objects.create(user_id=1)

    hearing.connect(signal, "a test", _is_itself, clumsy)
    Learner.objects.create(user_id=2)
    signal.send(sender=None, event=1)
    assert list(Learner.objects.values_list("user_id", flat=True)) == [2]
    assert connection.needs_rollback is False


def test_what_does_not_concern_the_suite_is_not_heard() -> None:
    signal, heard = Signal(), []
    hearing.connect(signal, "a test", lambda carried: None, heard.append)
    signal.send(sender=None, event=1)
    assert heard == []


def test_a_translation_that_fails_is_no_fault_of_the_sender() -> None:
    signal, heard = Signal(), []
    hearing.connect(signal, "a test", _is_itself, heard.append)
    signal.send(sender=None, something_else=1)
    assert heard == []


def test_connecting_twice_is_once() -> None:
    signal, heard = Signal(), []

    def hear(event: Any) -> None:
        heard.append(event)

    for _ in range(2):
        hearing.connect(signal, "a test", _is_itself, hear)
    signal.send(sender=None, event=1)
    assert heard == [1]


def test_methods_of_two_objects_are_two_receivers() -> None:
    signal = Signal()
    one, other = [], []
    for heard in (one, other, one):
        hearing.connect(signal, "a test", _is_itself, heard.append)
    signal.send(sender=None, event=1)
    assert (one, other) == ([1], [1])


def test_a_signal_that_is_gone_is_logged_and_the_site_starts(caplog: Any) -> None:
    with caplog.at_level(logging.ERROR):
        assert hearing.connect_if_there("no.such.SIGNAL", _is_itself, print) is False
    assert "no.such.SIGNAL" in caplog.text


def test_a_completion_of_the_real_package_is_heard() -> None:
    heard: list[Any] = []

    def hear(event: Any) -> None:
        heard.append(event)

    completions.subscribe(hear)
    user = get_user_model().objects.create(username="awa")
    usage = UsageKey.from_string("block-v1:Agir+T+2026+type@problem+block@p1")
    row = BlockCompletion.objects.create(
        user=user,
        context_key=usage.context_key,
        block_key=usage,
        block_type="problem",
        completion=0.3,
    )
    (told,) = heard
    assert (told.user_id, told.course_key) == (user.pk, "course-v1:Agir+T+2026")
    assert (told.usage_key, told.share) == (str(usage), Decimal("0.3"))
    assert told.occurred_at == row.modified


def test_an_integrity_error_still_shows_to_who_makes_it() -> None:
    """The guard is around receivers, not around the database."""
    Learner.objects.create(user_id=1)
    with pytest.raises(IntegrityError):
        Learner.objects.create(user_id=1)
