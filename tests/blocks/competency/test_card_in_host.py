"""The competency card on a learner's page and in an author's form, over HTTP."""

from __future__ import annotations

import json
import re

import pytest

from blocks.competency.conftest import bring, frameworks, link

pytestmark = pytest.mark.django_db(transaction=True)
CARD = "carte-accompagner"


@pytest.fixture
def course(french):
    frameworks(french)
    return bring(french.folder)


def kept(visit, field: str = "confidence") -> object:
    from opaque_keys.edx.keys import UsageKey

    from host.courseware.runtime import HostRuntime

    usage = UsageKey.from_string(visit.usage(CARD, "agir-competency"))
    return getattr(HostRuntime(usage.context_key, visit.user).block(usage), field)


def test_not_measured_is_said_and_is_not_zero(course, visitor) -> None:
    page = visitor(course).see(CARD, "agir-competency")
    assert "Listening to a need" in page
    assert "Not measured yet" in page
    assert "Your estimate is" not in page


def test_own_state_moves_with_the_answers(course, french, visitor) -> None:
    """Two perfect answers: (0.9 + 1 + 1) / (1.9 + 2) = 0.744, shown as 74."""
    known = frameworks(french)
    local = french.manifest["badges"][0]["framework"]
    awa, bea = visitor(course), visitor(course, "bea")
    for name in ("premier-pas-marta", "questions-utiles"):
        link(awa.usage(name), [known[local, "2.1"]])
        awa.submit(name, french.answers[name]["right"])
    page = awa.see(CARD, "agir-competency")
    assert "Your estimate is 74 out of 100; it is demonstrated from 70." in page
    assert "Demonstrated" in page
    assert "Your estimate is" not in bea.see(CARD, "agir-competency")


def test_one_answer_names_what_would_help_most_beside_one_s_own_words(
    course, french, visitor
) -> None:
    from agir_competencies.api import self_assessments

    known = frameworks(french)
    local = french.manifest["badges"][0]["framework"]
    awa = visitor(course)
    for name in ("premier-pas-marta", "questions-utiles"):
        link(awa.usage(name), [known[local, "2.1"]])
    awa.submit("premier-pas-marta", french.answers["premier-pas-marta"]["right"])
    said = {known[local, "2.1"].identifier: 2}
    self_assessments.say(awa.user.pk, awa.course_key, "before", said)
    page = awa.see(CARD, "agir-competency")
    assert "Before, you said “With help”." in page
    (address,) = re.findall(r'<a href="([^"]+)" target="_top">Go to “', page)
    assert awa.client.get(address, follow=True).status_code == 200


def test_the_team_that_looks_as_a_learner_does_not_see_the_self_check(course, visitor) -> None:
    from opaque_keys.edx.keys import UsageKey

    from host.courseware.runtime import HostRuntime

    awa, staff = visitor(course), visitor(course, "staff", is_staff=True)
    awa.ask(CARD, "save_check", {"confidence": 3})
    awa.user.real_user = staff.user
    usage = UsageKey.from_string(awa.usage(CARD, "agir-competency"))
    block = HostRuntime(usage.context_key, awa.user).block(usage)
    assert "<form" not in block.render("student_view", {}).body_html()


def test_eight_competencies_are_read_in_as_many_statements_as_one(
    course, french, visitor, django_assert_num_queries
) -> None:
    """1 learner, 6 standings, 1 for courses and 1 for titles, 2 for what was not measured."""
    from agir_xblocks import doors

    known = frameworks(french)
    local = french.manifest["badges"][0]["framework"]
    awa = visitor(course)
    name = "premier-pas-marta"
    link(awa.usage(name), [known[local, "2.1"]])
    awa.submit(name, french.answers[name]["right"])
    measured = known[local, "2.1"].identifier
    others = sorted({one.identifier for one in known.values()} - {measured})
    for count in (2, 8):
        wanted = [measured, *others[: count - 1]]
        with django_assert_num_queries(10):
            states = doors.own_states(awa.user.pk, wanted, language="fr")
        assert [states[one].level > 0 for one in wanted] == [True] + [False] * (count - 1)


def test_the_self_check_is_one_s_own_and_completes(course, visitor) -> None:
    from completion.models import BlockCompletion

    awa, bea = visitor(course), visitor(course, "bea")
    answer = awa.ask(CARD, "save_check", {"confidence": 3, "user_id": bea.user.pk})
    assert (answer.status_code, answer.json()["confidence"]) == (200, 3)
    assert (kept(awa), kept(bea)) == (3, None)
    done = BlockCompletion.objects.filter(block_key=awa.usage(CARD, "agir-competency"))
    assert [(one.user_id, one.completion) for one in done] == [(awa.user.pk, 1.0)]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", {}, {"confidence": True},
                                  {"confidence": 0}, {"confidence": 2.0}, "[" * 5000])  # fmt: skip
def test_malformed_bodies_are_refused_and_change_nothing(course, visitor, body) -> None:
    awa = visitor(course)
    answer = awa.ask(CARD, "save_check", body)
    assert answer.status_code == 400
    assert answer.json()["code"] in {"request_malformed", "step_unknown"}
    assert answer.json()["message"].endswith(".")
    assert kept(awa) is None


def test_a_learner_may_not_write_the_card(course, visitor) -> None:
    said = {"display_name": "Mine", "intro": "", "question": "", "competencies": []}
    awa = visitor(course)
    for handler, body in (("save_settings", said), ("search", {"words": ""})):
        answer = awa.ask(CARD, handler, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_an_author")
    assert kept(awa, "display_name") != "Mine"


def test_an_author_searches_and_saves(course, visitor) -> None:
    author = visitor(course, "auteur", is_staff=True, is_superuser=True)
    found = author.ask(CARD, "search", {"words": "trap"}, studio=True).json()["found"]
    assert [one["code"] for one in found] == ["4.2"]
    said = {"display_name": "<i>Ours</i>", "intro": "A", "question": "",
            "competencies": [found[0]["identifier"]]}  # fmt: skip
    assert author.ask(CARD, "save_settings", said, studio=True).status_code == 200
    assert [one["label"] for one in kept(author, "competencies")] == ["Telling a trap"]
    page = author.see(CARD, "agir-competency")
    assert "&lt;i&gt;Ours&lt;/i&gt;" in page
    assert "<i>Ours" not in page
    refused = author.ask(CARD, "save_settings", {**said, "display_name": ""}, studio=True)
    assert refused.json() == {
        "code": "text_missing",
        "message": "Give the card a title.",
        "field": "display_name",
    }
    assert kept(author, "display_name") == "<i>Ours</i>"


@pytest.mark.parametrize("off", ["xblocks", "competencies"])
def test_switched_off_it_says_so(course, visitor, settings, off) -> None:
    awa = visitor(course)
    settings.AGIR_CONTEXTS = [one for one in ("xblocks", "competencies") if one != off]
    page = awa.see(CARD, "agir-competency")
    assert "Not available here." in page
    assert "Listening" not in page
    answer = awa.ask(CARD, "save_check", {"confidence": 3})
    assert (answer.status_code, answer.json()["code"]) == (404, "context_off")


def test_it_speaks_french(course, visitor) -> None:
    awa = visitor(course)
    awa.client.cookies["django_language"] = "fr"
    page = awa.see(CARD, "agir-competency")
    assert "Pas encore mesurée" in page
    assert "Garder ma réponse" in page


def test_unknown_and_retired_competencies_are_told_kindly(french, visitor) -> None:
    """Before the framework is there the card still says its aim; once retired, it says so."""
    from datetime import UTC, datetime

    from agir_competencies.models import Competency

    awa = visitor(bring(french.folder))
    assert "This site does not know this competency" in awa.see(CARD, "agir-competency")
    assert "Écouter et reformuler un besoin" in awa.see(CARD, "agir-competency")
    frameworks(french)
    Competency.objects.filter(code="2.1").update(retired_at=datetime.now(UTC))
    assert "no longer holds this competency" in awa.see(CARD, "agir-competency")


def test_views_for_others_hold_nothing_of_a_learner(course, visitor) -> None:
    from opaque_keys.edx.keys import UsageKey

    from host.courseware.runtime import HostRuntime

    awa = visitor(course)
    awa.ask(CARD, "save_check", {"confidence": 3})
    usage = UsageKey.from_string(awa.usage(CARD, "agir-competency"))
    block = HostRuntime(usage.context_key, awa.user).block(usage)
    for view in ("public_view", "author_view"):
        body = block.render(view, {}).body_html()
        assert " checked" not in body
        assert "Listening to a need" in body
    assert "confidence" not in json.dumps(block.student_view_data())
