"""Who opens the proof of an absence, by role: it is written down, and its learner sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from certified_world import BY, NOW, PDF
from test_certification_desk import CODE, DESK, _rooms, upload, world

from agir_certification.api import civil_status, own_data, passages
from agir_certification.models import AbsenceReading
from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
DATA = "/agir/certification/my-data/"


@pytest.fixture
def excused(world: Any) -> UUID:
    """Let the manager say that the learner had a legitimate reason, with its proof."""
    world.manager.post(f"{DESK}/sessions/{world.session}/", {"act": "hold"})
    (view,) = passages.of_session(world.session)
    told = {"act": "attend", "attendance": "excused", "proof": upload(PDF)}
    assert world.manager.post(f"{DESK}/passages/{view.id}/", told).status_code == 302
    return view.id


def test_who_may_opens_it_and_is_written_down(world: Any, excused: UUID) -> None:
    address = f"{DESK}/passages/{excused}/absence/"
    assert b"".join(world.manager.get(address)) == PDF
    assert world.operator.get(address).status_code == 200
    readers = [learners.subject_of(one.user.pk) for one in (world.operator, world.manager)]
    found = passages.absence_readings(world.subject)
    assert [(one.code, one.passage, one.by) for one in found] == [
        (CODE, excused, reader) for reader in readers
    ]


def test_who_may_not_opens_nothing_and_leaves_no_reading(world: Any, excused: UUID) -> None:
    address = f"{DESK}/passages/{excused}/absence/"
    assert world.stranger.get(address).status_code == 404
    assert world.learner.get(address).status_code == 403
    assert not AbsenceReading.objects.exists()


def test_its_learner_sees_when_and_for_what_and_never_whom(world: Any, excused: UUID) -> None:
    page = world.learner.get(DATA).content.decode()
    assert 'id="absences"' not in page, "nobody opened it"
    world.manager.get(f"{DESK}/passages/{excused}/absence/")
    page = world.learner.get(DATA).content.decode()
    assert 'id="absences"' in page
    assert CODE in page
    assert "mona" not in page.casefold()
    taken = own_data.export(world.subject)["absence_proofs_opened"]
    assert [one["certification"] for one in taken] == [CODE]
    assert 'id="absences"' not in world.stranger.get(DATA).content.decode()


def test_a_reading_is_kept_a_year(world: Any, excused: UUID) -> None:
    passages.absence_proof(excused, by=BY, clock=FixedClock(NOW))
    civil_status.purge(clock=FixedClock(NOW + timedelta(days=364)))
    assert AbsenceReading.objects.count() == 1
    civil_status.purge(clock=FixedClock(NOW + timedelta(days=366)))
    assert not AbsenceReading.objects.exists()
