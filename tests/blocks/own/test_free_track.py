"""Free is never gated: sponsorship on, off, misconfigured or crashing changes nothing.

A learner in ``honor`` reads, answers, earns the free badge, leaves and enrols again. What they get
is compared step by step: statuses, whole pages, the badge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection

from agir_platform import sponsors
from blocks.own.conftest import BADGES

pytestmark = pytest.mark.django_db(transaction=True)


class Crash:
    """Sponsorship whose every answer is a fault."""

    def of(self, course_key: str) -> Any:
        raise RuntimeError


@contextmanager
def off(settings: Any) -> Iterator[None]:
    settings.AGIR_CONTEXTS = [
        "competencies", "badges", "catalogue", "certification", "dashboard", "xblocks",
    ]  # fmt: skip
    yield


@contextmanager
def misconfigured(settings: Any) -> Iterator[None]:
    settings.AGIR_SPONSORSHIP_SMALLEST_CELL = 1
    settings.AGIR_SPONSORSHIP_SOLIDARITY_SHARE = "half"
    settings.AGIR_SPONSORSHIP_AID_SMALL = None
    settings.AGIR_SPONSORSHIP_VOUCHER_KEY = None
    settings.AGIR_PRIVATE_STORAGE = None
    yield


@contextmanager
def crashing(settings: Any) -> Iterator[None]:
    """Let each statement on a table of sponsorship fail, and who answers for sponsors."""

    def broken(execute: Any, sql: str, *told: Any) -> Any:
        if "agir_sponsorship_" in sql:
            raise OperationalError(sql)
        return execute(sql, *told)

    before = list(sponsors._answering)
    sponsors.register(Crash())  # type: ignore[arg-type]
    try:
        with connection.execute_wrapper(broken):
            yield
    finally:
        sponsors._answering[:] = before


@contextmanager
def on(settings: Any) -> Iterator[None]:
    yield


def journey(own: Any, visit: Any, course: Any) -> list[Any]:
    """Return what a learner gets, step by step, without what differs between any two learners."""
    from agir_badges.models import Award
    from agir_platform.learners import api as learners
    from host.courseware import enrolment
    from host.courseware.models import Enrolment

    key, told = course.key, []
    row = Enrolment.objects.get(user=visit.user)
    enrolment.change_mode(row, "honor")
    told.append(("mode", row.mode))
    for path in (f"/courses/{key}/about", f"/courses/{key}/", "/dashboard", "/agir/skills/"):
        answer = visit.client.get(path)
        told.append((path, answer.status_code, plain(answer.content.decode(), visit)))
    own.show(visit, "2.1")
    own.show(visit, "2.2")
    told.append(("badge", "You hold 1 badge of this course" in own.see(visit, BADGES)))
    subject = learners.known_subject(visit.user.pk)
    told.append(("awards", Award.objects.filter(subject=subject).count()))
    for act in ("unenrol", "enrol"):
        answer = visit.client.post(f"/courses/{key}/{act}")
        told.append((act, answer.status_code))
    answer = visit.client.get(f"/courses/{key}/")
    told.append(("again", answer.status_code))
    return told


def plain(page: str, visit: Any) -> str:
    """Return a page without tokens, names and identifiers."""
    page = re.sub(r'value="[A-Za-z0-9]{64}"', "", page)
    page = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page)
    return page.replace(visit.user.username, "").replace(visit.user.username.title(), "")


@pytest.mark.parametrize("state", [off, misconfigured, crashing], ids=lambda one: one.__name__)
def test_what_a_free_learner_gets_is_identical(
    state: Any, own: Any, visitor: Any, settings: Any
) -> None:
    own.badge()
    first = visitor(own.course, "awa")
    with on(settings):
        whole = journey(own, first, own.course)
    assert ("mode", "honor") in whole
    assert ("badge", True) in whole
    assert ("awards", 1) in whole
    assert {step[1] for step in whole if str(step[0]).startswith("/")} == {200}
    with state(settings):
        second = visitor(own.course, "ben")
        assert journey(own, second, own.course) == whole


def test_no_path_of_sponsorship_makes_a_paid_mode_or_keeps_anybody_out() -> None:
    """I10, statically: none of these words is in its code."""
    from pathlib import Path

    import agir_sponsorship

    forbidden = (
        "PreventEnrollment", "PreventCoursewareAccess", "CourseMode", "openedx_filters",
        "PreventUnenrollment", "enterprise",
    )  # fmt: skip
    room = Path(agir_sponsorship.__file__).parent
    found = [
        f"{path.name}: {word}"
        for path in room.rglob("*.py")
        for word in forbidden
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []
