"""A report as its sponsor reads it: themes, reach, and the evidence of milestones."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from campaign_world import a_pledge, a_sponsor, an_open_campaign, paid
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from seat_world import pool

from agir_catalogue.api import themes as catalogued
from agir_platform import themes
from agir_sponsorship.api import impact, seats
from agir_sponsorship.models import Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def told_themes() -> Iterator[None]:
    held = list(themes._answering)
    themes.register(catalogued.Themes())
    yield
    themes._answering[:] = held


@pytest.fixture
def report(told_themes: None) -> UUID:
    """Return a report of who paid for a milestone with evidence, and for seats on climate."""
    organisation = a_sponsor()
    pledge = a_pledge(an_open_campaign(goal=1_000_00), organisation=organisation)
    paid(pledge)
    Milestone.objects.update(evidence_url="https://example.org/preuve", evidence_note="Vu")
    pool(organisation=organisation, scope=seats.Scope(themes=("sdg:13", "iscedf:0613")))
    return impact.make(organisation).id


def read(name: str, report: UUID) -> str:
    visitor = Client(headers={"accept-language": "en"})
    operator, _ = get_user_model().objects.get_or_create(
        username="operator", defaults={"is_staff": True, "is_superuser": True}
    )
    visitor.force_login(operator)
    answer = visitor.get(reverse(f"agir_sponsorship:{name}", args=[report]))
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode()


def test_the_page_names_themes_and_leads_to_the_evidence(report: UUID) -> None:
    page = read("impact", report)
    assert "<li>Climate action</li>" in page
    assert "iscedf:0613" not in page, "what has no name here is no word for a reader"
    assert 'href="https://example.org/preuve"' in page


def test_the_sheet_says_what_the_page_says(report: UUID) -> None:
    sheet = read("impact-csv", report)
    assert "Theme,Climate action" in sheet
    assert "Milestone," in sheet


def test_the_data_keeps_the_codes(report: UUID) -> None:
    assert '"themes": ["iscedf:0613", "sdg:13"]' in read("impact-json", report)
