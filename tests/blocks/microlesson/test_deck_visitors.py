"""The deck without an account: its place on the device, and judged by the site where graded."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from agir_competencies.api import claims
from blocks.competency.conftest import frameworks, link
from host.courseware.models import Course, FieldValue

pytestmark = pytest.mark.django_db
RIGHT = {"card": "adresse", "picked": [1]}
HALF = {"card": "signes", "picked": [0]}


def visit(reader, *answers: dict[str, Any]) -> Any:
    usage = reader.visitor.usage("deck-pieges", "agir-microlesson")
    url = f"/courses/{reader.visitor.course_key}/xblock/{usage}/handler_noauth/visit"
    return Client().post(url, json.dumps({"answers": answers}), content_type="application/json")


@pytest.fixture
def graded(author, french) -> Any:
    """Return the deck as a grade of one competency, in a course that is open to everybody."""
    known = frameworks(french)
    assert author.save({"scored": True}).status_code == 200
    usage = author.visitor.usage("deck-pieges", "agir-microlesson")
    link(usage, [next(view for (_, code), view in known.items() if code == "4.2")])
    Course.objects.update(visibility="public")
    return author


def test_half_of_it_right_is_a_receipt_of_a_half(graded) -> None:
    rows = set(FieldValue.objects.values_list("pk", "value"))
    first = visit(graded, RIGHT).json()
    assert (first["told"]["adresse"]["right"], first["receipt"]) == (True, "")
    told = visit(graded, RIGHT, HALF).json()
    assert told["told"]["signes"]["right"] is False
    (view,) = claims.preview(graded.visitor.user.pk, [told["receipt"]])
    assert [line.share for line in view.lines] == [Decimal("0.5")]
    assert set(FieldValue.objects.values_list("pk", "value")) == rows


def test_of_two_answers_to_one_question_the_first_holds(graded) -> None:
    told = visit(graded, {"card": "adresse", "picked": [0]}, RIGHT).json()["told"]
    assert told["adresse"]["right"] is False


def test_a_deck_that_shows_nothing_gives_no_receipt(reader) -> None:
    somebody = reader()
    Course.objects.update(visibility="public")
    told = visit(somebody, RIGHT, {"card": "signes", "picked": [0, 2]}).json()
    assert (sorted(told["told"]), told["receipt"]) == (["adresse", "signes"], "")


def test_elsewhere_a_visitor_is_refused(graded) -> None:
    Course.objects.update(visibility="private")
    assert visit(graded, RIGHT).status_code == 403
    Course.objects.update(visibility="public")
    for body in ("all", [{}] * 101):
        assert visit(graded, *body).status_code in {200, 400}
    usage = graded.visitor.usage("deck-pieges", "agir-microlesson")
    page = Client().get(f"/xblock/{usage}").content.decode()
    assert "Your place and your answers lie on this device alone" in page
    assert '"keeps": true' in page
