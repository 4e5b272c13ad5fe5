"""A call for initiatives leads to the campaigns that pay for it, and a campaign to its call."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from campaign_world import an_open_campaign
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from agir_catalogue.models import Call
from agir_kernel.clock import SystemClock
from agir_platform import calls
from agir_platform.ports import CallFacts
from agir_sponsorship.models import Campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> UUID:
    now = SystemClock().now()
    made = Call.objects.create(theme_id="agir:environment", opened_at=now, changed_at=now)
    return made.id


@pytest.fixture
def operator() -> Client:
    made = Client()
    made.force_login(
        get_user_model().objects.create(username="operator", is_staff=True, is_superuser=True)
    )
    return made


def campaign_for(call: UUID) -> UUID:
    now = SystemClock().now()
    return an_open_campaign(
        call=call, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30)
    )


def page(client: Client, name: str, key: UUID) -> str:
    return client.get(reverse(name, args=[key])).content.decode()


def test_each_leads_to_the_other(call: UUID) -> None:
    campaign = campaign_for(call)
    told = page(Client(), "agir_catalogue:call", call)
    assert reverse("agir_sponsorship:campaign", args=[campaign]) in told
    told = page(Client(), "agir_sponsorship:campaign", campaign)
    assert reverse("agir_catalogue:call", args=[call]) in told


def test_a_draft_and_a_campaign_for_another_call_are_not_shown(call: UUID) -> None:
    draft, other = campaign_for(call), campaign_for(uuid4())
    Campaign.objects.filter(id=draft).update(state="draft")
    told = page(Client(), "agir_catalogue:call", call)
    assert str(draft) not in told
    assert str(other) not in told


def test_an_operator_begins_at_the_call(call: UUID, operator: Client) -> None:
    """The form knows the call that it was reached from; a visitor is not led there."""
    begin = calls.begin_url(str(call))
    assert begin in page(operator, "agir_catalogue:call", call)
    assert begin not in page(Client(), "agir_catalogue:call", call)
    assert f'value="{call}" selected' in operator.get(begin).content.decode()


def test_a_call_that_is_not_open_is_not_paid_for(call: UUID, operator: Client) -> None:
    Call.objects.filter(id=call).update(state="closed")
    asked = {
        "kind": "create",
        "mode": "keep_it_all",
        "currency": "EUR",
        "goal": "10",
        "minimum": "10",
        "opens": "2026-12-01",
        "closes": "2026-12-31",
        "call": str(call),
    }
    assert operator.post(reverse("agir_sponsorship:console-new"), asked).status_code == 422
    assert not Campaign.objects.exists()


def test_nobody_answers_and_nothing_is_lost(call: UUID, monkeypatch: Any) -> None:
    """A context that fails, or is off, costs the other its list and no more."""
    campaign = campaign_for(call)

    class Broken:
        def every(self) -> tuple[CallFacts, ...]:
            raise OSError

    monkeypatch.setattr(calls, "_calls", [Broken()])
    monkeypatch.setattr(calls, "_funding", [])
    assert calls.one(str(call)) is None
    assert Client().get(reverse("agir_catalogue:call", args=[call])).status_code == 200
    assert Client().get(reverse("agir_sponsorship:campaign", args=[campaign])).status_code == 200
