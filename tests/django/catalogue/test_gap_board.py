"""Diversity counted over real tables, and calls that open, are answered and close."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from agir_catalogue.api import diversity, themes
from agir_catalogue.api.diversity import CallState, CallThere, CallUnknown
from agir_catalogue.diversity import figures
from agir_catalogue.diversity.counting import count
from agir_catalogue.diversity.gathering import Seen
from agir_catalogue.domain.call import ReasonMissing
from agir_catalogue.models import Call, CallStep
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Link
from agir_events.signals import CALL_CHANGED
from agir_kernel.clock import FixedClock
from agir_platform.memory import MemoryPlatform
from agir_platform.ports import Mode
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies

pytestmark = pytest.mark.django_db
NOW = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
FREE = (Mode("audit", 0, ""),)
KEY = "course-v1:Agir+{}+2026"


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    return found


def course(memory: MemoryPlatform, name: str, theme_id: str = "", **told: Any) -> str:
    """Return a course that may be joined for free unless told, about a theme if told."""
    key = KEY.format(name)
    memory.add_course(key)
    memory.say_of(key, **{"is_listed": True, "modes": FREE, **told})
    if theme_id:
        themes.tag(key, theme_id, 1, None, "author")
    return key


def assess(course_key: str) -> None:
    one = competencies(1)[0]
    Link.objects.create(
        id=link_id(course_key, one.identifier), course_key=course_key, object_key=course_key,
        competency=one, kind="problem_score", created_at=WHEN,
    )  # fmt: skip


def states() -> dict[str, str]:
    return {one.theme.id: one.state.value for one in diversity.calls()}


def line(theme_id: str) -> diversity.Line:
    found = diversity.counted(theme_id.partition(":")[0])
    assert found is not None
    return next(one for one in found.lines if one.theme_id == theme_id)


def test_nothing_counted_is_not_nothing() -> None:
    assert diversity.counted("agir") is None


def test_offered_open_and_untagged_are_counted_apart(memory: MemoryPlatform) -> None:
    course(memory, "a", "agir:health")
    course(memory, "b", "agir:health", modes=(Mode("verified", 100, "EUR"),))
    course(memory, "c", "sdg:13")
    course(memory, "d", "agir:work", modes=())
    course(memory, "e")
    course(memory, "hidden", "agir:culture", is_listed=False)
    diversity.refresh(clock=NOW)
    found = diversity.counted("agir")
    assert found is not None
    assert (found.courses, found.offered.n, found.untagged, found.untagged_open) == (5, 4, 1, 1)
    assert (found.open.n, found.unknown_open, found.unpublished) == (2, 1, 5)
    assert found.used.effective is None
    assert (line("agir:health").offered, line("agir:health").open) == (2, 1)
    assert line("agir:environment").offered == Decimal("1.00")
    assert line("agir:culture").offered == 0
    assert not found.offered.is_comparable
    assert found.counted_at == NOW.now()


def test_learners_count_where_their_number_is_published() -> None:
    health, work = (themes.Tag("agir:health", 1),), (themes.Tag("agir:work", 1),)
    seen = [
        Seen("a", health, joinable=True, assesses=False, learners=30),
        Seen("b", health, joinable=True, assesses=False, learners=None),
        Seen("c", work, joinable=True, assesses=False, learners=None),
        Seen("d", (themes.Tag("agir:culture", 1),), joinable=True, assesses=False, learners=0),
    ]
    found = count(themes.scheme("agir"), seen, NOW.now())
    used = {one.theme_id: one.used for one in found.lines}
    assert (used["agir:health"], used["agir:work"], used["agir:culture"]) == (30, None, 0)
    assert used["agir:learning"] == 0
    assert (found.used.n, found.unpublished) == (1, 2)
    kept = figures.read("agir", NOW.now(), json.loads(json.dumps(figures.written(found))))
    assert kept == found


def test_a_call_opens_is_answered_and_opens_again(memory: MemoryPlatform) -> None:
    key = course(memory, "a", "agir:health")
    diversity.refresh(clock=NOW)
    assert states()["agir:health"] == "open"
    assert len(states()) == 10
    assess(key)
    moved = diversity.refresh(clock=NOW).calls
    assert [(one.theme.id, one.state.value) for one in moved] == [("agir:health", "answered")]
    call = diversity.calls()[-1]
    assert (call.theme.id, call.course_key) == ("agir:health", key)
    memory.say_of(key, is_listed=True, modes=(Mode("verified", 100, "EUR"),))
    diversity.refresh(clock=NOW)
    assert states()["agir:health"] == "open"
    assert [one.state.value for one in diversity.call(call.id).steps] == [
        "open", "answered", "open",
    ]  # fmt: skip


def test_a_second_run_moves_nothing(memory: MemoryPlatform) -> None:
    course(memory, "a", "agir:health")
    diversity.refresh(clock=NOW)
    before = CallStep.objects.count()
    assert diversity.refresh(clock=NOW).calls == []
    assert CallStep.objects.count() == before


def test_unknown_neither_opens_nor_answers(memory: MemoryPlatform) -> None:
    key = course(memory, "a", "agir:health", modes=())
    assess(key)
    diversity.refresh(clock=NOW)
    assert line("agir:health").covered == "unknown"
    assert "agir:health" not in states()
    assert states()["agir:work"] == "open"


def test_a_promise_covers_no_theme(memory: MemoryPlatform) -> None:
    key = course(memory, "a", "agir:health")
    assess(key)
    Link.objects.update(kind="promise")
    diversity.refresh(clock=NOW)
    assert line("agir:health").covered == "no"


def test_an_operator_closes_with_a_reason_and_it_stays(memory: MemoryPlatform) -> None:
    boss = get_user_model().objects.create_user("boss")
    diversity.refresh(clock=NOW)
    call = diversity.calls()[0]
    with pytest.raises(ReasonMissing):
        diversity.decide(call.id, CallState.CLOSED, "  ", by=boss.pk, clock=NOW)
    closed = diversity.decide(call.id, CallState.CLOSED, "Taught next door.", by=boss.pk)
    assert (closed.state, closed.reason) == (CallState.CLOSED, "Taught next door.")
    with pytest.raises(CallThere):
        diversity.decide(call.id, CallState.CLOSED, "Again.", by=boss.pk, clock=NOW)
    with pytest.raises(CallUnknown):
        diversity.decide(uuid4(), CallState.CLOSED, "Why not?", by=boss.pk, clock=NOW)
    diversity.refresh(clock=NOW)
    assert Call.objects.get(pk=call.id).state == "closed"
    diversity.decide(call.id, CallState.OPEN, "Wanted after all.", by=boss.pk, clock=NOW)
    assert Call.objects.get(pk=call.id).state == "open"


def test_others_hear_of_a_call(
    memory: MemoryPlatform, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[Any] = []

    def receiver(call: Any, **_: Any) -> None:
        heard.append((call.theme, call.state))

    CALL_CHANGED.connect(receiver)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            diversity.refresh(clock=NOW)
    finally:
        CALL_CHANGED.disconnect(receiver)
    assert ("agir:security", "open") in heard
    assert len(heard) == 10


def test_the_command_says_what_it_counted(memory: MemoryPlatform, capsys: Any) -> None:
    course(memory, "a", "agir:health")
    call_command("agir_refresh_calls")
    told = capsys.readouterr().out
    assert "agir: 1 course counted, 0 of 10 themes covered." in told
    assert "Call agir:health: open." in told
