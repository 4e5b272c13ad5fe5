"""Four processes fold scores of one learner: the same state as one after the other."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any

import pytest
from classroom import Classroom, score, tables
from django.db import connection, connections, transaction

from agir_competencies import api
from agir_competencies.models import CurrentEvidence, Evidence, State
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
PROCESSES = 4


def a_day(classroom: Classroom) -> list[Any]:
    """Return 60 scores on six problems: attempts, re-grades and resets, some at one instant."""
    causes = [ScoreCause.ATTEMPT] * 4 + [ScoreCause.REGRADE, ScoreCause.RESET]
    return [
        score(
            classroom.problems[number % 6],
            Decimal(number * 7 % 11) / 10,
            number % 50,
            cause=causes[number % 5 if number % 9 else 5],
        )
        for number in range(60)
    ]


def hear(day: list[Any]) -> None:
    """Hear scores, each in a transaction of its own."""
    for one in day:
        with transaction.atomic():
            api.receive(one)


def in_processes(parts: list[list[Any]]) -> list[int]:
    """Hear each part in a process of its own, all at once; return their statuses."""
    connections.close_all()
    children = []
    for part in parts:
        child = os.fork()
        if child == 0:
            try:
                hear(part)
            except BaseException:  # noqa: BLE001  a child ends here
                os._exit(1)
            os._exit(0)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_four_processes_are_as_one(classroom: Classroom) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("needs a database server: make test-services")
    classroom.link_all()
    day = [one for one in a_day(classroom) if one.earned <= 1]
    learners.subject_of(day[0].user_id)
    hear(day)
    serial = tables()
    for table in (Evidence, CurrentEvidence, State):
        table.objects.all().delete()
    statuses = in_processes([day[start::PROCESSES] for start in range(PROCESSES)])
    assert statuses == [0] * PROCESSES
    api.sweep(older_than=api_grace())
    assert tables() == serial
    assert api.verify().differences == ()


def test_four_processes_meet_a_new_learner(classroom: Classroom) -> None:
    """Nobody knew the learner: one subject is made, and nothing is lost."""
    if connection.vendor == "sqlite":
        pytest.skip("needs a database server: make test-services")
    classroom.link_all()
    day = [score(classroom.problems[number], 1, number) for number in range(PROCESSES)]
    assert in_processes([[one] for one in day]) == [0] * PROCESSES
    api.sweep(older_than=api_grace())
    found = classroom.state()
    assert found is not None
    assert (found.status, found.evidence_count) == ("demonstrated", PROCESSES)
    assert api.verify().differences == ()


def api_grace() -> Any:
    """Return an age that every row of the inbox has."""
    from datetime import timedelta

    return timedelta(seconds=-60)
