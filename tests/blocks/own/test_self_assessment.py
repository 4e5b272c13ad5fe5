"""What learners say of themselves in a course: theirs, beside what they showed, no grade."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from agir_competencies.models import SelfAssessment
from blocks.own.conftest import WORDS, looking_as

pytestmark = pytest.mark.django_db(transaction=True)


def steps(own, **said: int) -> dict[str, int]:
    codes = {"first": "2.1", "second": "2.2"}
    return {str(own.known[codes[name]].identifier): value for name, value in said.items()}


def test_before_and_after_lie_beside_what_was_shown(own, visitor) -> None:
    from completion.models import BlockCompletion

    awa = visitor(own.course)
    page = own.see(awa, WORDS)
    assert "Before you begin" in page
    assert "Beside what you showed" not in page
    said = own.ask(awa, WORDS, "say", {"moment": "before", "steps": steps(own, first=1, second=2)})
    assert said.status_code == 200
    assert "Before, you said “Not yet”." in said.json()["html"]
    done = BlockCompletion.objects.get(block_key=awa.usage("paroles", WORDS))
    assert done.completion == 0.5
    own.show(awa, "2.1")
    own.ask(awa, WORDS, "say", {"moment": "after", "steps": steps(own, first=2)})
    page = own.see(awa, WORDS)
    assert "You judged yourself lower than what you showed" in page
    assert "Your estimate is 74 out of 100." in page
    assert "Nothing has been measured yet" in page
    done.refresh_from_db()
    assert done.completion == 1.0


def test_it_is_nobody_else_s_and_moves_no_grade(own, visitor) -> None:
    from agir_competencies.models import Evidence

    awa, ben = visitor(own.course), visitor(own.course, "ben")
    body = {"moment": "before", "steps": steps(own, first=4), "user_id": ben.user.pk}
    assert own.ask(awa, WORDS, "say", body).status_code == 200
    assert "you said" not in own.see(ben, WORDS)
    assert not Evidence.objects.exists()
    assert "said" not in json.dumps(own.block(awa, WORDS).student_view_data())


def test_twice_and_out_of_order(own, visitor) -> None:
    awa = visitor(own.course)
    for moment, value in (("after", 3), ("after", 3), ("before", 1), ("before", 2)):
        body = {"moment": moment, "steps": steps(own, first=value)}
        assert own.ask(awa, WORDS, "say", body).status_code == 200
    rows = SelfAssessment.objects.values_list("moment", "value")
    assert list(rows) == [("after", 3), ("before", 1), ("before", 2)]
    assert "You said “With help” before, and “On my own” after." in own.see(awa, WORDS)


def test_malformed_bodies_are_refused_and_keep_nothing(own, visitor) -> None:
    awa, known = visitor(own.course), str(own.known["2.1"].identifier)
    bodies: list[object] = ["", "{", "[]", {}, "[" * 5000]
    bodies += [{"moment": "during", "steps": {}}, {"moment": ["before"], "steps": {known: 1}}]
    bodies += [
        {"moment": "before", "steps": steps}
        for steps in ([], {}, {"x": 1}, {str(uuid4()): 1}, {known: 1, str(uuid4()): 1})
    ]
    bodies += [
        {"moment": "before", "steps": {known: value}} for value in (0, 5, True, 2.5, "3", None)
    ]
    for body in bodies:
        answer = own.ask(awa, WORDS, "say", body)
        assert (answer.status_code, body) == (400, body)
        assert answer.json()["message"].endswith(".")
    assert not SelfAssessment.objects.exists()


def test_the_team_that_looks_as_a_learner_sees_and_writes_nothing(own, visitor) -> None:
    from webob import Request

    awa, staff = visitor(own.course), visitor(own.course, "staff", is_staff=True)
    own.ask(awa, WORDS, "say", {"moment": "before", "steps": steps(own, first=4)})
    block = looking_as(own, awa, staff, WORDS)
    page = block.render("student_view", {}).body_html()
    assert "What the learner says here is theirs alone." in page
    assert "you said" not in page
    assert " checked" not in page
    body = json.dumps({"moment": "before", "steps": steps(own, first=1)}).encode()
    answer = block.handle("say", Request.blank("/", method="POST", body=body))
    assert answer.status_code == 403
    assert [row.value for row in SelfAssessment.objects.all()] == [4]


def test_an_author_writes_it_safely(own, visitor) -> None:
    author = visitor(own.course, "auteur", is_staff=True, is_superuser=True)
    known = str(own.known["2.1"].identifier)
    said = {"display_name": "<b>Ours</b>", "intro": "<script>1</script>", "moments": "after",
            "competencies": [known]}  # fmt: skip
    assert own.author(author, WORDS, "save_settings", said).status_code == 200
    page = own.see(author, WORDS)
    assert "&lt;b&gt;Ours&lt;/b&gt;" in page
    assert "<script>1" not in page
    assert "Before you begin" not in page
    for change, code in (
        ({"intro": "a" * 10_000}, "text_malformed"),
        ({"moments": "never"}, "option_unknown"),
        ({"competencies": [str(uuid4())]}, "choice_unknown"),
        ({"display_name": ""}, "text_missing"),
    ):
        answer = own.author(author, WORDS, "save_settings", {**said, **change})
        assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert own.block(author, WORDS).moments == "after"
    learner = visitor(own.course)
    assert own.author(learner, WORDS, "save_settings", said).status_code == 403


def test_a_competency_that_left_its_framework_is_still_asked_kindly(own, visitor) -> None:
    from datetime import UTC, datetime

    from agir_competencies.models import Competency

    Competency.objects.filter(code="2.1").update(retired_at=datetime.now(UTC))
    awa = visitor(own.course)
    assert own.see(awa, WORDS).count("<fieldset") == 4
    body = {"moment": "before", "steps": steps(own, first=1)}
    assert own.ask(awa, WORDS, "say", body).status_code == 200


def test_few_statements_for_two_and_for_eight(own, visitor, django_assert_max_num_queries) -> None:
    awa = visitor(own.course)
    own.ask(awa, WORDS, "say", {"moment": "before", "steps": steps(own, first=4)})
    block = own.block(awa, WORDS)
    with django_assert_max_num_queries(7):
        block._body(awa.user.pk)
