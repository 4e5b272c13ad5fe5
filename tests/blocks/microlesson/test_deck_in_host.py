"""A deck over HTTP: kept, sent twice or out of order, graded where its author says so."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from django.utils import translation

pytestmark = pytest.mark.django_db
RIGHT = {"id": "one", "card": "adresse", "picked": [1], "moment": 10}
SIGNS = {"id": "two", "card": "signes", "picked": [0, 2], "moment": 20}
LAST = {"card": "geste", "moment": 30}


def completions(reader) -> list[float]:
    from completion.models import BlockCompletion

    rows = BlockCompletion.objects.filter(user_id=reader.visitor.user.pk)
    return [row.completion for row in rows if str(row.block_key).endswith("deck-pieges")]


def test_the_page_is_whole_without_javascript(reader) -> None:
    """Every card is there, none hidden; buttons that need a script are."""
    page = reader().see()
    assert page.count('data-card="') == 5
    assert page.count("<form") == 2
    assert page.count('type="submit" class="agir-button" disabled') == 2
    assert 'data-part="moves" hidden' in page
    assert "<strong>une seule chose</strong>" in page
    assert "/asset-v1:" in page or "/static/adresse-a-la-loupe.svg" not in page.split("<img")[1]


def test_place_and_answers_are_one_s_own(reader) -> None:
    awa = reader()
    bea = awa.beside("bea")
    seen = {"card": "adresse", "moment": 9}
    told = awa.sync({**RIGHT, "user_id": bea.visitor.user.pk}, seen=seen)
    assert told["done"] == ["one"]
    assert told["told"]["adresse"] == {
        "verdict": "That is right.", "right": True,
        "feedback": ["Oui : le nom qui compte est le dernier avant la barre."],
    }  # fmt: skip
    assert (told["card"], told["is_done"]) == ("adresse", False)
    assert '"current": "adresse"' in awa.see()
    assert bea.block.progress == {}
    assert "That is right." not in bea.see().split("xblock-json-init-args")[0]


def test_twice_and_out_of_order_is_once(reader) -> None:
    awa = reader()
    later = {"id": "three", "card": "adresse", "picked": [0], "moment": 15}
    awa.sync(SIGNS, later, seen=LAST)
    before = awa.block.progress
    told = awa.sync(RIGHT, SIGNS, later, seen={"card": "presse", "moment": 1})
    assert sorted(told["done"]) == ["one", "three", "two"]
    assert awa.block.progress == before
    assert (told["card"], told["is_done"]) == ("geste", True)
    assert completions(awa) == [1.0]


def test_completion_waits_for_the_last_card_and_every_question(reader) -> None:
    awa = reader()
    awa.sync(seen=LAST)
    awa.sync(RIGHT)
    assert completions(awa) == []
    assert awa.sync({**SIGNS, "picked": [1]})["is_done"] is True
    assert completions(awa) == [1.0]


NEVER = [
    {"card": "gone", "picked": [0], "moment": 1}, {"card": "presse", "picked": [0], "moment": 1},
    {"card": "adresse", "picked": [0, 1], "moment": 1}, {"card": "adresse", "picked": []},
    {"card": "adresse", "picked": [7], "moment": 1}, {"card": ["adresse"], "picked": [1]},
    {"card": "adresse", "picked": [1], "moment": -1}, {"picked": True}, {},
    {"card": "adresse", "picked": [1], "moment": 2**60},
]  # fmt: skip


def test_news_that_can_never_be_taken_is_forgotten_by_the_phone(reader) -> None:
    awa = reader()
    for news in NEVER:
        told = awa.sync({**news, "id": "x"}, seen={"card": "gone", "moment": 3})
        assert (told["done"], told["told"], told["card"]) == (["x"], {}, ""), news
    assert awa.sync(*[None, 3, []])["done"] == []
    assert awa.block.progress == {}


def test_malformed_bodies_are_refused(reader) -> None:
    awa = reader()
    for body in ("", "{", "[]", "[" * 5000, {"answers": {}}, {"answers": 3},
                 {"answers": [{}] * 101}):  # fmt: skip
        answer = awa.post("sync", body)
        assert (answer.status_code, answer.json()["code"]) == (400, "request_malformed"), body
    assert awa.block.progress == {}


def test_graded_only_the_site_knows_and_the_first_answer_counts(author) -> None:
    """One of two questions right, of 3 points: 1.5."""
    from host.courseware.models import ProblemState

    assert author.save({"scored": True, "weight": "3"}).status_code == 200
    awa = author.beside("awa")
    page = awa.see() + json.dumps(awa.block.student_view_data())
    assert '"rights": {}' in page
    assert "Un code ne se donne jamais" not in page
    awa.sync({**RIGHT, "picked": [0]})
    awa.sync({**RIGHT, "moment": 99}, SIGNS)
    grade = ProblemState.objects.get(user_id=awa.visitor.user.pk)
    assert (grade.earned, grade.possible) == (Decimal("1.5"), Decimal(3))


def test_ungraded_it_gives_no_grade_and_tells_at_once(reader) -> None:
    from host.courseware.models import ProblemState

    awa = reader()
    assert "Un code ne se donne jamais" in awa.see()
    awa.sync(RIGHT, SIGNS)
    assert not ProblemState.objects.exists()
    assert "right" not in json.dumps(awa.block.student_view_data())
    assert "feedback" not in json.dumps(awa.block.student_view_data())


def test_the_queue_of_a_phone_has_its_learner_s_name(reader) -> None:
    """Two people on one phone: another key in its storage each."""
    awa = reader()
    both = (awa.see(), awa.beside("bea").see())
    owners = [re.search(r'"owner": "([0-9a-f]{24})"', page) for page in both]
    assert all(owners)
    assert owners[0][1] != owners[1][1]


def test_a_form_is_refused_at_its_field_and_nothing_is_kept(author) -> None:
    before = author.block.cards
    for change, code, field in [
        ({"minutes": "0"}, "number_malformed", "minutes"),
        ({"weight": "1.5"}, "number_malformed", "weight"),
        ({"cards": "["}, "rows_malformed", "cards"),
        ({"cards": [{"kind": "text", "text": "a"}] * 41}, "rows_malformed", "cards"),
        ({"cards": [{"kind": "text", "text": "a" * 10_000}]}, "text_malformed", "cards.0.text"),
        ({"cards": [before[0], {"kind": "image", "src": "javascript:x", "alt": "a"}]},
         "address_refused", "cards.1.src"),
        ({"display_name": " "}, "text_missing", "display_name"),
    ]:  # fmt: skip
        answer = author.save({"minutes": "9", **change})
        assert (answer.status_code, answer.json()["code"]) == (400, code), change
        assert answer.json()["field"] == field
        assert answer.json()["message"].endswith(".")
        assert "%(" not in answer.json()["message"]
    assert (author.block.cards, author.block.minutes) == (before, 5)
    assert author.save({"cards": json.dumps(before)}).status_code == 200
    assert author.block.cards == before


def test_a_deck_goes_out_as_text_and_comes_back(author) -> None:
    for form in ("text", "json"):
        out = author.post("export_rows", {"rows": author.block.cards, "format": form}, studio=True)
        assert out.status_code == 200
        back = author.post("import_rows", {"text": out.json()["text"]}, studio=True)
        assert back.status_code == 200
        assert back.json()["html"].count('data-row="question"') == 2
        assert "Un message qui presse" in back.json()["html"]
    refused = author.post("import_rows", {"text": "== text\nA\n== poem\nB"}, studio=True)
    assert refused.json()["message"].startswith("Line 3 is not understood.")
    refused = author.post("import_rows", {"text": "== text\nA\n== image\nsrc: x"}, studio=True)
    assert refused.json()["message"].startswith("Card 2: Give the address")
    assert author.beside("awa").post("import_rows", {"text": ""}).status_code == 403


def test_html_of_an_author_is_text(author) -> None:
    cards = [{"kind": "text", "title": "<i>a</i>", "text": "<script>1</script> **<b>**"},
             {"kind": "image", "src": "/static/a.png", "alt": '"><script>2</script>'}]  # fmt: skip
    assert author.save({"cards": cards}).status_code == 200
    awa = author.beside("awa")
    form = author.block.render("studio_view", {}).body_html()
    for page in (awa.see(), author.block.render("author_view", {}).body_html(), form):
        assert "<script>1" not in page
        assert "<script>2" not in page
        assert "<i>a" not in page


def test_nothing_of_another_site_is_loaded_before_it_is_asked_for(author) -> None:
    cards = [{"kind": "video", "src": "https://example.org/a.mp4", "text": "Words"},
             {"kind": "video", "src": "/static/a.mp4", "text": "Words"}]  # fmt: skip
    assert author.save({"cards": cards}).status_code == 200
    page = author.block.render("public_view", {}).body_html()
    assert re.findall(r'preload="(\w+)"', page) == ["none", "metadata"]


def test_who_looks_as_a_learner_sees_none_of_their_answers(reader) -> None:
    awa = reader()
    awa.sync(RIGHT, seen={"card": "adresse", "moment": 9})
    awa.visitor.user.real_user = reader("zoe", is_staff=True).visitor.user
    html, _, texts = awa.block.render("student_view", {}).body_html().partition("init-args")
    assert "That is right." not in html
    assert " checked" not in html
    assert '"current": ""' in texts
    assert '"keeps": false' in texts


def test_switched_off_signed_out_and_in_french(reader, settings) -> None:
    awa = reader()
    awa.visitor.client.cookies["django_language"] = "fr"
    assert awa.see().count("data-card=") == 5
    with translation.override("en"):
        public = awa.block.render("public_view", {}).body_html()
    assert "Sign in to keep your place" in public
    settings.AGIR_CONTEXTS = ["competencies"]
    assert "data-card" not in awa.see()
    assert awa.post("sync", {}).json()["code"] == "context_off"
