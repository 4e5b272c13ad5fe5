"""Long lists of the desk come by pages, and what was done leads back to the page it was done on."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from certified_world import NOW, civil
from test_certification_desk import BEFORE, CODE, DESK, TODAY, _rooms, text, world

from agir_certification.api import passages, proofs, registrations
from agir_certification.models import Complaint, Session
from agir_kernel.clock import FixedClock

__all__ = ["_rooms", "world"]
pytestmark = pytest.mark.django_db
PEOPLE = 53


@pytest.fixture
def crowd(world: Any) -> Any:
    """Let 53 people have a place, one a minute: two pages of at most 50."""
    Session.objects.filter(pk=world.session).update(capacity=PEOPLE)
    for number in range(1, PEOPLE):
        subject, moment = uuid4(), NOW - timedelta(days=40) + timedelta(minutes=number)
        asked = registrations.Request(
            session=world.session, subject=subject, funding=registrations.Funding.CPF,
            key=uuid4().hex, is_paid=True,
        )  # fmt: skip
        registrations.register(asked, clock=FixedClock(moment))
        civil(subject, clock=BEFORE)
    return world


def shown(page: str) -> list[str]:
    return re.findall(r'id="p-([0-9a-f-]{36})"', page)


def test_each_person_of_an_exam_is_on_one_page(crowd: Any) -> None:
    crowd.manager.post(f"{DESK}/sessions/{crowd.session}/", {"act": "hold"})
    exam = f"{DESK}/sessions/{crowd.session}/exam/"
    first, second = shown(text(crowd.manager.get(exam))), text(crowd.manager.get(f"{exam}?page=2"))
    assert (len(first), len(shown(second))) == (50, 3)
    every = passages.of_session(crowd.session)
    assert {*first, *shown(second)} == {str(one.id) for one in every}
    assert "Page 2 of 2" in second

    last = shown(second)[-1]
    action = f"{DESK}/passages/{last}/"
    assert f'action="{action}?page=2"' in second
    answer = crowd.manager.post(f"{action}?page=2", {"act": "attend", "attendance": "present"})
    assert answer["Location"] == f"{exam}?done=attend&page=2"
    assert shown(text(crowd.manager.get(f"{exam}?page=2")))[-1] == last, "nobody moved"
    wrong = crowd.manager.post(f"{action}?page=2", {"act": "decide"})
    assert last in shown(text(wrong)), "a refusal shows the form that was sent"


def test_registrations_come_by_pages(crowd: Any) -> None:
    place = f"{DESK}/sessions/{crowd.session}/"
    first, second = text(crowd.manager.get(place)), text(crowd.manager.get(f"{place}?page=2"))
    counts = [page.count('value="cancel"') for page in (first, second)]
    assert counts == [51, 4], "one more on each: the session itself"
    key = registrations.page_of_session(crowd.session, start=52, most=1)[0][0].id
    sent = crowd.manager.post(f"{DESK}/registrations/{key}/?page=2", {"act": "cancel"})
    assert sent["Location"] == f"{place}?done=registration-cancel&page=2"


def test_complaints_come_by_pages(world: Any) -> None:
    Complaint.objects.bulk_create(
        Complaint(certification_code=CODE, text=f"No {number}.", received_on=TODAY, recorded_at=NOW)
        for number in range(51)
    )
    pages = [text(world.manager.get(f"{DESK}/quality/?page={number}")) for number in (1, 2)]
    counts = [page.count("agir-card") for page in pages]
    assert counts[0] - counts[1] == 49, "50 and 1, beside what is no complaint"
    listed = [
        one.id
        for start in (0, 50)
        for one in proofs.page_of_complaints(frozenset({CODE}), start=start, most=50)[0]
    ]
    assert len(set(listed)) == 51
