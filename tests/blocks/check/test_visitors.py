"""The test without an account: asked, judged, and kept nowhere but in the visitor's browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from agir_competencies.api import claims
from host.courseware.models import Course, FieldValue

pytestmark = pytest.mark.django_db
HANDS, TRAP = "418e6ec0-9150-50c7-b31a-7b52f51473fb", "f77bb1d7-15a5-545c-87e2-2b38c62602f1"
SEED = "0123456789abcdef" * 2


@dataclass
class Guest:
    """A browser without an account in front of the test, and what it holds."""

    taker: Any
    client: Client = field(default_factory=Client)
    given: list[dict[str, Any]] = field(default_factory=list)

    @property
    def usage(self) -> str:
        return str(self.taker.visitor.usage(self.taker.name, "agir-check"))

    def see(self) -> Any:
        return self.client.get(f"/xblock/{self.usage}")

    def visit(self, **more: Any) -> Any:
        room = f"/courses/{self.taker.visitor.course_key}/xblock/{self.usage}/handler_noauth/visit"
        body = {"seed": SEED, "given": self.given, **more}
        return self.client.post(room, json.dumps(body), content_type="application/json")

    def walk(self, can: Callable[[str], bool]) -> dict[str, Any]:
        told = self.visit().json()
        while not told["ended"]:
            found = re.search(r'data-item="([^"]+)"', told["html"])
            assert found is not None
            item = next(one for one in self.taker.block._items() if one.name == found[1])
            right = item.question.right
            wrong = [one for one in range(len(item.question.choices)) if one not in right]
            picked = sorted(right) if can(found[1]) else wrong[:1]
            self.given.append({"item": found[1], "choices": picked})
            told = self.visit().json()
        return told


@pytest.fixture
def guest(taker) -> Guest:
    found = Guest(taker())
    Course.objects.filter(key=found.taker.visitor.course_key).update(visibility="public")
    return found


def test_a_visitor_takes_it_and_may_keep_it_after_sign_up(guest: Guest) -> None:
    assert "the site keeps nothing of this" in guest.see().content.decode()
    rows = set(FieldValue.objects.values_list("pk", "value"))
    told = guest.walk(lambda name: name.startswith("main"))
    assert "Where you stand" in told["html"]
    assert 'href="/agir/skills/"' not in told["html"], "a visitor has no such page"
    assert set(FieldValue.objects.values_list("pk", "value")) == rows, "nothing is kept of a visit"
    user = guest.taker.visitor.user.pk
    (view,) = claims.preview(user, [told["receipt"]])
    shares = {str(line.competency): line.share for line in view.lines}
    assert (shares[HANDS], shares[TRAP]) == (Decimal(1), Decimal(0))
    assert view.object_key == guest.usage
    assert claims.claim(user, [told["receipt"]]).recorded == len(shares)


def test_what_is_right_is_told_neither_by_the_page_nor_by_an_answer(guest: Guest) -> None:
    pages = [guest.see().content.decode(), guest.visit().content.decode()]
    assert '"right"' not in "".join(pages).replace("&quot;", '"')


def test_questions_are_not_picked_by_who_answers(guest: Guest) -> None:
    first = re.search(r'data-item="([^"]+)"', guest.visit().json()["html"])
    assert first is not None
    other = next(one.name for one in guest.taker.block._items() if one.name != first[1])
    guest.given = [{"item": other, "choices": [0]}]
    answer = guest.visit()
    assert (answer.status_code, answer.json()["code"]) == (409, "not_asked")
    guest.given = [{"item": first[1], "choices": [99]}]
    assert guest.visit().json()["code"] == "choice_unknown"


def test_whoever_stops_gets_what_was_found_so_far(guest: Guest) -> None:
    assert guest.visit(stop=True).json()["ended"] is False, "nothing was answered yet"
    told = guest.visit().json()
    found = re.search(r'data-item="([^"]+)"', told["html"])
    assert found is not None
    guest.given = [{"item": found[1], "choices": [0]}]
    told = guest.visit(stop=True).json()
    assert (told["ended"], bool(told["receipt"])) == (True, True)


@pytest.mark.parametrize(
    "wrong", [{"seed": "x"}, {"seed": None}, {"given": "all"}, {"given": [{}] * 99}]
)
def test_what_no_page_sends_is_refused(guest: Guest, wrong: dict[str, Any]) -> None:
    assert guest.visit(**wrong).status_code == 400


def test_a_course_that_is_not_open_to_everybody_shows_nothing(guest: Guest) -> None:
    """Neither by the host's own gate nor by the block's, which asks for itself."""
    Course.objects.update(visibility="public_outline")
    assert guest.see().status_code == 302
    assert guest.visit().status_code == 403
    from opaque_keys.edx.keys import UsageKey
    from webob import Request

    from host.courseware.runtime import HostRuntime

    key = UsageKey.from_string(guest.usage)
    block = HostRuntime(key.context_key, None).block(key)
    asked = Request.blank("/", method="POST", json={"seed": SEED, "given": []})
    refused = block.visit(asked)
    assert (refused.status_code, refused.json["code"]) == (403, "not_public")


def test_who_is_signed_in_answers_as_themselves(guest: Guest) -> None:
    assert guest.taker.post("visit", {"seed": SEED, "given": []}).status_code == 403
    assert guest.client.post(
        f"/courses/{guest.taker.visitor.course_key}/xblock/{guest.usage}/handler/begin", "{}",
        content_type="application/json",
    ).status_code == 403  # fmt: skip


def test_a_site_that_takes_none_gives_none(guest: Guest, settings) -> None:
    settings.AGIR_COMPETENCIES_UNSUPERVISED_WEIGHT = "0"
    assert guest.walk(lambda _: True)["receipt"] == ""
