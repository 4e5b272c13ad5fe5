"""The positioning test over HTTP: asked, judged, recorded, and never told in advance."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from agir_competencies import api

pytestmark = pytest.mark.django_db
LISTEN, HANDS = "cdbaa0da-2654-50ed-a8f4-d5f4d1ce8660", "418e6ec0-9150-50c7-b31a-7b52f51473fb"
TRAP, REACT = "f77bb1d7-15a5-545c-87e2-2b38c62602f1", "89e1d9d9-0d65-595f-ab1d-32a44c2dd186"


def recorded(taker) -> dict[tuple[str, str], Decimal | None]:
    from agir_competencies.models import CurrentEvidence
    from agir_platform.learners.api import known_subject

    rows = CurrentEvidence.objects.filter(subject=known_subject(taker.visitor.user.pk))
    return {
        (str(row.competency.identifier), row.kind): row.share
        for row in rows.select_related("competency")
    }


def shorter(taker):
    """Let an author leave one question a step."""
    author = taker("auteur", is_staff=True, is_superuser=True)
    items = [one for one in author.block.items if one["name"] != "piege-2-bis"]
    assert author.save({"items": items}).status_code == 200
    return author


def test_whoever_knows_it_all_is_asked_little(taker) -> None:
    """Two ladders of three steps: the middle, then the hardest; the rest is inferred."""
    awa = shorter(taker).beside("awa")
    awa.link("faire-avec", "vertical", "2.2")
    names, page = awa.walk(lambda _: True)
    assert sorted(names) == ["main-1", "main-2", "piege-2", "reagir-1"]
    assert re.search(r"What you may skip.*href=[^>]*faire-avec", page, re.S)
    assert "What comes next" not in page
    assert re.search(r"Probably known\.</strong> Inferred: you succeeded at something", page)
    assert recorded(awa) == {
        (LISTEN, "inferred"): Decimal(1), (HANDS, "xblock_attestation"): Decimal(1),
        (TRAP, "xblock_attestation"): Decimal(1), (REACT, "xblock_attestation"): Decimal(1),
    }  # fmt: skip
    assert api.verify().differences == ()
    from agir_competencies.models import State

    assert set(State.objects.values_list("status", flat=True)) == {"not_yet"}


def test_a_failure_below_tells_of_what_is_above_and_records_nothing_of_it(taker) -> None:
    awa = taker()
    awa.link("faire-avec", "vertical", "2.2")
    _, page = awa.walk(lambda _: False)
    assert "Inferred: something that it builds on comes first. Nothing is recorded." in page
    assert re.search(r"What comes next.*href=[^>]*faire-avec", page, re.S)
    assert "What you may skip" not in page
    found = recorded(awa)
    assert {kind for _, kind in found} == {"xblock_attestation"}
    assert set(found.values()) == {Decimal(0)}
    assert (HANDS, "inferred") not in found


def test_right_answers_never_reach_the_browser(taker) -> None:
    awa = taker()
    pages = [awa.see(), json.dumps(awa.block.student_view_data())]
    html = awa.post("begin", {}).json()["html"]
    while awa.asked(html) is not None:
        pages += [html, awa.see()]
        answer = awa.answer(html, right=False)
        pages.append(answer.content.decode())
        html = answer.json()["html"]
    pages.append(awa.block.render("public_view", {}).body_html())
    assert not any('"right"' in page or "data-right" in page for page in pages)
    assert not any("piege-2-bis" in page and "piege-1" in page for page in pages)


def test_one_may_leave_resume_stop_and_go_on(taker) -> None:
    awa = taker()
    first = awa.post("begin", {}).json()["html"]
    second = awa.answer(first, right=True).json()["html"]
    assert awa.asked(awa.see()) == awa.asked(second)
    assert awa.asked(awa.post("begin", {}).json()["html"]) == awa.asked(second)
    stopped = awa.post("stop", {}).json()["html"]
    assert "1 question was asked." in stopped
    assert "Not looked at" in stopped
    assert "Go on with the test" in stopped
    went_on = awa.post("begin", {}).json()["html"]
    assert awa.asked(went_on) == awa.asked(second)


def test_twice_and_out_of_order_change_nothing(taker) -> None:
    awa = taker()
    first = awa.post("begin", {}).json()["html"]
    sitting, item = awa.asked(first)
    assert awa.answer(first, right=True).status_code == 200
    state = awa.block.sitting
    again = awa.answer(first, right=False)
    assert (again.status_code, awa.block.sitting) == (200, state)
    for body in ({"sitting": sitting, "item": "reagir-9", "choices": [0]},
                 {"sitting": 7, "item": item, "choices": [0]}):  # fmt: skip
        refused = awa.post("answer", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "not_asked")
        assert awa.asked(refused.json()["html"]) is not None
    assert awa.block.sitting == state


def test_no_answer_is_no_answer(taker) -> None:
    awa = taker()
    sitting, item = awa.asked(awa.post("begin", {}).json()["html"])
    for choices in (None, [], ["0"], [True], [9], [-1], [0, 0], [0, 1], {"0": 1}):
        answer = awa.post("answer", {"sitting": sitting, "item": item, "choices": choices})
        assert (answer.status_code, answer.json()["code"]) == (400, "choice_unknown"), choices
    assert awa.block.sitting["answers"] == []


def test_one_answers_for_oneself_and_in_json(taker) -> None:
    awa = taker()
    bea = awa.beside("bea")
    sitting, item = awa.asked(awa.post("begin", {"user_id": bea.visitor.user.pk}).json()["html"])
    said = {"sitting": sitting, "item": item, "choices": [0], "user_id": bea.visitor.user.pk}
    assert awa.post("answer", said).status_code == 200
    assert (len(awa.block.sitting["answers"]), bea.block.sitting) == (1, {})
    for body in ("", "{", "[]", "[" * 5000, '{"item": 3}'):
        assert awa.post("answer", body).status_code == 400
    assert bea.post("answer", said).status_code == 400


def test_a_new_sitting_comes_after_the_author_s_delay(taker) -> None:
    awa = shorter(taker).beside("awa")
    _first, page = awa.walk(lambda _: True)
    assert "You may take this test again from" in page
    early = awa.post("begin", {})
    assert (early.status_code, early.json()["code"]) == (409, "too_early")
    block = awa.block
    ended = datetime.now(UTC) - timedelta(days=1)
    block.sitting = {**block.sitting, "ended_at": ended.isoformat()}
    block.save()
    assert "Take the test again" in awa.see()
    awa.walk(lambda name: name.startswith(("ecouter", "piege")))
    assert awa.block.sitting["number"] == 2
    found = recorded(awa)
    assert (found[LISTEN, "xblock_attestation"], found[LISTEN, "inferred"]) == (Decimal(1), None)
    assert found[HANDS, "xblock_attestation"] == Decimal(1), "the best sitting counts"
    assert api.verify().differences == ()


@pytest.mark.parametrize("scored", [False, True])
def test_it_is_a_grade_only_where_the_author_says_so(taker, scored: bool) -> None:
    from host.courseware.models import ProblemState

    author = taker("auteur", is_staff=True, is_superuser=True)
    assert author.save({"scored": scored, "weight": 4}).status_code == 200
    awa = author.beside("awa")
    awa.walk(lambda name: name.startswith("ecouter"))
    grades = ProblemState.objects.filter(user_id=awa.visitor.user.pk)
    assert [(one.earned, one.possible) for one in grades] == (
        [(Decimal("0.666667"), Decimal(4))] if scored else []
    )
    from completion.models import BlockCompletion

    assert BlockCompletion.objects.filter(user_id=awa.visitor.user.pk, completion=1).count() == 1


FORM = [
    ({"most_asked": "2"}, "number_malformed", "most_asked"),
    ({"most_asked": "٣"}, "number_malformed", "most_asked"),
    ({"retake_days": "366"}, "number_malformed", "retake_days"),
    ({"items": "{"}, "rows_malformed", "items"),
    ({"items": "[" * 9000}, "rows_malformed", "items"),
    ({"items": [3]}, "rows_malformed", "items"),
    ({"items": [{"text": "  "}]}, "question_missing", "items.0.text"),
    ({"items": [{"text": "a" * 601}]}, "text_malformed", "items.0.text"),
    ({"items": [{"text": "A", "choices": [{"text": "B"}]}]}, "choices_few", "items.0.text"),
    ({"items": [{"text": "A", "choices": [{"text": "B"}, {"text": "C"}]}]}, "right_missing",
     "items.0.choices.0.right"),
    ({"items": [{"text": "A", "multiple": [], "choices": [{"text": "B", "right": True}] * 2}]},
     "right_missing", "items.0.choices.0.right"),
    ({"items": [{"text": "A", "step": "1", "competency": "deleted",
                 "choices": [{"text": "B", "right": True}, {"text": "C"}]}]},
     "competency_missing", "items.0.competency"),
    ({"items": [{"text": "A", "step": "6", "competency": LISTEN,
                 "choices": [{"text": "B", "right": True}, {"text": "C"}]}]},
     "option_unknown", "items.0.step"),
    ({"competencies": ["0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11"], "items": []}, "choice_unknown",
     "competencies"),
]  # fmt: skip


def test_a_form_is_refused_at_its_field_and_nothing_is_kept(taker) -> None:
    author = taker("auteur", is_staff=True, is_superuser=True)
    before = author.block.items
    for change, code, field in FORM:
        answer = author.save({"display_name": "Changed", **change})
        assert (answer.status_code, answer.json()["code"]) == (400, code), change
        assert answer.json()["field"] == field
        assert answer.json()["message"].endswith(".")
        assert "%(" not in answer.json()["message"]
    assert (author.block.items, author.block.display_name) == (before, "Où en êtes-vous ?")
    assert author.save({"items": json.dumps(before)}).status_code == 200
    assert author.block.items == before


def test_html_of_an_author_is_text_and_a_learner_may_not_write(taker) -> None:
    author = taker("auteur", is_staff=True, is_superuser=True)
    bold = [{**author.block.items[0], "text": "<script>1</script>"}]
    assert author.save({"items": bold, "intro": "<b>x</b>" * 200}).status_code == 200
    awa = author.beside("awa")
    pages = awa.see() + awa.post("begin", {}).json()["html"]
    pages += author.block.render("author_view", {}).body_html()
    assert "<script>1" not in pages
    assert "<b>x" not in pages
    assert "&lt;script&gt;1" in pages
    refused = awa.post("save_settings", {"display_name": "Mine"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_an_author")


def test_switched_off_it_says_so(taker, settings) -> None:
    awa = taker()
    settings.AGIR_CONTEXTS = ["xblocks"]
    assert "Not available here." in awa.see()
    for handler in ("begin", "answer", "stop"):
        assert awa.post(handler, {}).json()["code"] == "context_off"


def test_a_bank_whose_competencies_left_still_asks(taker) -> None:
    """Deleted tags and unknown competencies: the test goes on, and records what it may."""
    from datetime import UTC, datetime

    from agir_competencies.models import Competency

    author = taker("auteur", is_staff=True, is_superuser=True)
    Competency.objects.filter(code="2.1").update(retired_at=datetime.now(UTC))
    block = author.block
    block.items = [*block.items, {"competency": "x"}, 3, {**block.items[0], "name": "", "step": 9},
                   {**block.items[0], "name": "lost",
                    "competency": "0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11"}]  # fmt: skip
    block.save()
    _names, page = author.walk(lambda _: True)
    assert "A competency of another site" in page
    assert ("0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11", "xblock_attestation") not in recorded(author)


def test_advice_is_read_in_a_constant_number_of_statements(
    taker, django_assert_num_queries
) -> None:
    """One SELECT for the links; the outline is the platform’s own two."""
    from agir_xblocks import doors

    awa = taker()
    for name, kind, code in (("faire-avec", "vertical", "2.2"), ("reformuler", "problem", "2.1"),
                             ("mots-de-passe", "vertical", "4.1")):  # fmt: skip
        awa.link(name, kind, code)
        with django_assert_num_queries(3):
            assert doors.units(awa.visitor.course_key)


def test_an_author_may_change_the_bank_in_the_middle_of_a_sitting(taker) -> None:
    """What was left to ask is gone: the sitting ends with what it found, and is not stuck."""
    author = taker("auteur", is_staff=True, is_superuser=True)
    awa = author.beside("awa")
    first = awa.post("begin", {}).json()["html"]
    awa.answer(first, right=True)
    kept = [one for one in author.block.items if one["name"] == awa.asked(first)[1]]
    assert author.save({"items": kept}).status_code == 200
    assert "Where you stand" in awa.see()
    assert awa.post("begin", {}).json()["code"] == "too_early"
    assert recorded(awa) == {(kept[0]["competency"], "xblock_attestation"): Decimal(1)}


def test_another_question_on_the_same_step_takes_its_turn(taker) -> None:
    """Two questions on one step: a new sitting asks the one that was not seen."""
    author = taker("auteur", is_staff=True, is_superuser=True)
    author.save({"retake_days": "0"})
    awa = author.beside("awa")
    asked = [set(awa.walk(lambda _: True)[0]) & {"piege-2", "piege-2-bis"} for _ in range(2)]
    assert sorted(map(sorted, asked)) == [["piege-2"], ["piege-2-bis"]]
