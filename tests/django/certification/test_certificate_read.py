"""A learner who looks at their certificate hands nothing out: who reads writes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from test_certification_desk import _rooms, world

from agir_certification.api import proofs, registrations
from agir_certification.domain.hours import paris_day
from agir_certification.models import Proof
from agir_kernel.clock import SystemClock

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db


def test_who_reads_their_own_notes_nothing_and_who_hands_out_does(world: Any) -> None:
    planned = [
        registrations.Planned("course-v1:A+B+C", "block-v1:A+B+C+type@html+block@a", "A", 60)
    ]
    today = paris_day(SystemClock().now())
    registrations.sign_contract(world.registration, "Action", planned, minutes=60)
    registrations.declare_entry(world.registration, today)
    registrations.declare_exit(world.registration, today)
    answer = world.learner.get(f"/agir/certification/places/{world.registration}/realisation/")
    assert answer.status_code == 200
    assert not Proof.objects.exists()
    stated, _ = proofs.certificate(world.registration, by=world.subject)
    assert stated.action == "Action"
    assert Proof.objects.count() == 1
    stranger = Client()
    stranger.force_login(get_user_model().objects.create(username="noemi"))
    address = f"/agir/certification/places/{world.registration}/realisation/"
    assert stranger.get(address).status_code == 404
