"""What was learnt before sign-up, on its page and for programs: one's own device, once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_competencies.api import claims
from agir_competencies.models import ClaimedReceipt, Evidence
from host.gallery.rows import competencies

pytestmark = pytest.mark.django_db
PAGE, API = "/agir/skills/before/", "/api/agir/dashboard/v1/me/before/"


@pytest.fixture
def skill(settings) -> Any:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    return competencies(1)[0]


@pytest.fixture
def awa() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create(username="awa"))
    return client


def receipt(skill: Any, block: str = "block:1") -> str:
    now = datetime.now(UTC) - timedelta(minutes=5)
    return claims.give(block, "course-v1:A+B+C", {skill.identifier: Decimal("0.5")}, now)


def look(client: Client, tokens: list[str], **more: Any) -> Any:
    return client.post(PAGE, {"receipts": json.dumps(tokens), "act": "look", **more})


def test_it_is_listed_then_kept_as_ticked(awa, skill) -> None:
    tokens = [receipt(skill), "forged", receipt(skill, "block:2")]
    page = look(awa, tokens).content.decode()
    assert 'data-gone="[1]"' in page
    assert (page.count('name="keep"'), page.count("50%")) == (2, 2)
    assert not Evidence.objects.exists(), "nothing is written before its owner says so"
    kept = look(awa, tokens, act="keep", keep=["2"])
    assert (kept.status_code, kept["Location"]) == (302, f"{PAGE}?kept=1")
    assert list(Evidence.objects.values_list("object_key", "kind")) == [("block:2", "unsupervised")]
    assert "1 activity was kept" in awa.get(kept["Location"]).content.decode()
    assert 'data-gone="[1, 2]"' in look(awa, tokens).content.decode()
    proof = awa.get("/agir/skills/").content.decode()
    assert "shown before you signed up, unsupervised" in proof


@pytest.mark.parametrize("text", ["", "[", "{}", "[]", "[" * 9999, json.dumps(["x"] * 51), "1"])
def test_what_is_no_list_of_receipts_is_refused_in_words(awa, skill, text: str) -> None:
    answer = awa.post(PAGE, {"receipts": text, "act": "look"})
    assert answer.status_code == 422
    assert "at most 50 at once" in answer.content.decode()


def test_a_limit_a_day_is_told(awa, skill, settings) -> None:
    settings.AGIR_COMPETENCIES_CLAIMS_A_DAY = 0
    answer = look(awa, [receipt(skill)], act="keep", keep=["0"])
    assert (answer.status_code, ClaimedReceipt.objects.count()) == (429, 0)
    refused = awa.post(API, {"receipts": [receipt(skill)]}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (429, "claim_too_many")


@pytest.mark.parametrize("kept", ["0", "x", "9999", "٣", "-1", "<b>"])
def test_a_count_that_nobody_wrote_says_nothing(awa, skill, kept: str) -> None:
    assert "was kept" not in awa.get(PAGE, {"kept": kept}).content.decode()


def test_programs_ask_first_and_then_claim(awa, skill) -> None:
    body = {"receipts": [receipt(skill)], "dry_run": True}
    told = awa.post(API, body, content_type="application/json").json()
    assert (told["claimed"], told["receipts"][0]["refusal"]) == (0, "")
    assert told["receipts"][0]["competencies"][0]["share"] == 0.5
    done = awa.post(API, {**body, "dry_run": False}, content_type="application/json").json()
    again = awa.post(API, {**body, "dry_run": False}, content_type="application/json").json()
    assert (done["claimed"], again["claimed"]) == (1, 0)
    assert again["receipts"][0]["refusal"] == "receipt_claimed"


def test_a_claim_needs_the_page_s_own_token(skill, awa) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(get_user_model().objects.get())
    assert look(strict, [receipt(skill)], act="keep", keep=["0"]).status_code == 403
    assert strict.post(API, {"receipts": []}, content_type="application/json").status_code == 403
