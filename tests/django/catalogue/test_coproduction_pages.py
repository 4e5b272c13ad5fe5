"""Pages of institutions, of makers, of work on calls: who sees and does what."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_catalogue.api import coproduction, initiatives, notices
from agir_catalogue.api.coproduction import Line, Told
from agir_catalogue.models import Call
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import Mode
from agir_platform.select import platform
from host.gallery.rows import competencies

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, tzinfo=UTC)
MAKERS = f"/agir/courses/{COURSE}/makers/"


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    found.say_of(COURSE, is_listed=True, modes=(Mode("audit", 0, ""),), title="Le <climat>")
    return found


def enters(memory: MemoryPlatform, name: str) -> Client:
    user = get_user_model().objects.create_user(name)
    memory.add_person(user.pk, username=name)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def stranger(memory: MemoryPlatform) -> Client:
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def ada(memory: MemoryPlatform) -> Client:
    return enters(memory, "ada")


@pytest.fixture
def bob(memory: MemoryPlatform) -> Client:
    return enters(memory, "bob")


@pytest.fixture
def team(memory: MemoryPlatform) -> Client:
    client = enters(memory, "team")
    memory.make_staff(client.user.pk)  # type: ignore[attr-defined]
    return client


@pytest.fixture
def boss(memory: MemoryPlatform) -> Client:
    client = enters(memory, "boss")
    memory.make_operator(client.user.pk)  # type: ignore[attr-defined]
    return client


@pytest.fixture
def lyon(ada: Client) -> UUID:
    return coproduction.add(Told("Lyon <1>"), steward="ada").id


@pytest.fixture
def call() -> UUID:
    return Call.objects.create(theme_id="agir:health", opened_at=AT, changed_at=AT).pk


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def house(key: UUID) -> str:
    return f"/agir/institutions/{key}/"


def test_an_operator_adds_an_institution_and_says_who_answers_for_it(
    boss: Client, ada: Client
) -> None:
    told = {"name": "CNRS", "url": "https://cnrs.example", "ror": "02feahw73", "steward": "ada"}
    answer = boss.post("/agir/institutions/", told)
    assert answer.status_code == 302
    page = text(ada.get(answer["Location"]))
    assert "You act for this institution: Steward." in page
    wrong = boss.post("/agir/institutions/", {"name": "X", "ror": "02feahw74"})
    assert wrong.status_code == 422
    assert "numbers are checked by their last digits" in text(wrong)
    assert 'value="02feahw74"' in wrong.content.decode()  # what was typed is kept
    assert boss.post("/agir/institutions/", told).status_code == 409


def test_the_team_writes_and_the_institution_agrees(
    team: Client, ada: Client, bob: Client, stranger: Client, lyon: UUID
) -> None:
    notices.refresh([COURSE])
    lines = {"institution": [str(lyon), ""], "role": ["lead", "lead"], "share": ["1/3", ""]}
    assert team.post(MAKERS, {"read": "0", **lines}).status_code == 302
    assert "nobody yet" in text(team.get(MAKERS))
    assert "Le &lt;climat&gt;" not in stranger.get(house(lyon)).content.decode()
    page = ada.get(house(lyon)).content.decode()
    assert "Le &lt;climat&gt;" in page
    assert "1/3" in page
    terms = re.search(r'name="terms" value="([^"]+)"', page)
    assert terms is not None
    said = {"act": "accept", "course": COURSE, "terms": terms[1]}
    assert bob.post(f"{house(lyon)}act/", said).status_code == 403
    assert ada.post(f"{house(lyon)}act/", said).status_code == 302
    assert "Led by Lyon &lt;1&gt;." in team.get(MAKERS).content.decode()
    assert "Le &lt;climat&gt;" in stranger.get(house(lyon)).content.decode()
    assert "Agreed" not in text(stranger.get(house(lyon)))  # answers are for those inside
    assert team.post(MAKERS, {"read": "1", "act": "undo"}).status_code == 302
    assert "nobody yet" in text(team.get(MAKERS))


def test_a_record_that_moved_or_is_unfit_keeps_what_was_typed(team: Client, lyon: UUID) -> None:
    line = {"institution": str(lyon), "role": "lead", "share": "120"}
    answer = team.post(MAKERS, {"read": "0", **line})
    assert answer.status_code == 422
    assert 'value="120"' in answer.content.decode()
    assert team.post(MAKERS, {"read": "0", **line, "share": "50"}).status_code == 302
    assert team.post(MAKERS, {"read": "0", **line, "share": "60"}).status_code == 409
    assert team.post(MAKERS, {"read": "1", **line, "institution": "x"}).status_code == 404


def test_members_see_people_and_tasks_strangers_do_not(
    ada: Client, stranger: Client, lyon: UUID, call: UUID
) -> None:
    by = ada.user.pk  # type: ignore[attr-defined]
    initiatives.add_task(call, lyon, initiatives.Errand("Filmer"), by=by)
    assert "Filmer" in text(ada.get(house(lyon)))
    outside = text(stranger.get(house(lyon)))
    assert "Filmer" not in outside
    assert "Ada" not in outside
    assert "Filmer" not in text(stranger.get(f"/agir/calls/{call}/work/"))


def linked(answer: Any) -> str:
    found = re.search(r"http://testserver(/agir/institutions/join/[^<]+/)", answer.content.decode())
    assert found is not None
    return found[1]


def test_a_steward_invites_by_a_link_and_nobody_else_does(
    ada: Client, bob: Client, stranger: Client, lyon: UUID
) -> None:
    address, asked = f"{house(lyon)}act/", {"act": "invite", "role": "contributor"}
    assert bob.post(address, asked).status_code == 403
    link = linked(ada.post(address, asked))
    assert link not in ada.get(house(lyon)).content.decode()  # shown once
    assert stranger.get(link).status_code == 302
    page = bob.get(link)
    assert page["Referrer-Policy"] == "no-referrer"
    assert "You are invited to act for Lyon &lt;1&gt;." in page.content.decode()
    assert bob.post(link)["Location"] == house(lyon)
    assert "You act for this institution: Contributor." in text(bob.get(house(lyon)))
    used = bob.get(link)
    assert used.status_code == 404
    assert "Ask the institution for another one." in text(used)
    assert bob.post(address, {"act": "change", "name": "Mine"}).status_code == 403
    assert bob.post(address, asked).status_code == 403  # a contributor lets nobody in


def test_no_steward_learns_who_has_an_account(
    ada: Client, bob: Client, boss: Client, lyon: UUID
) -> None:
    address = f"{house(lyon)}act/"
    told = [
        ada.post(address, {"act": "let-in", "name": name, "role": "contributor"})
        for name in ("bob", "nobody-at-all", "bob@example.org", "nobody@example.org")
    ]
    assert {(one.status_code, text(one)) for one in told} == {(403, text(told[0]))}
    assert bob.get(house(lyon)).content.decode().count("Bob") == 0
    assert 'value="let-in"' not in ada.get(house(lyon)).content.decode()
    # Who runs the site reads accounts anyway.
    assert boss.post(address, {"act": "let-in", "name": "nobody-at-all"}).status_code == 422
    assert boss.post(address, {"act": "let-in", "name": "bob"}).status_code == 302
    assert coproduction.role_of(lyon, bob.user.pk) == "contributor"  # type: ignore[attr-defined]


def test_a_link_is_taken_back_and_the_last_steward_stays(
    ada: Client, bob: Client, lyon: UUID
) -> None:
    address = f"{house(lyon)}act/"
    link = linked(ada.post(address, {"act": "invite", "role": "steward"}))
    (waiting,) = coproduction.invitations_of(lyon)
    assert ada.post(address, {"act": "withdraw", "invitation": "x"}).status_code == 302
    assert ada.post(address, {"act": "withdraw", "invitation": waiting.id}).status_code == 302
    assert bob.post(link).status_code == 404
    own = str(learners.subject_of(ada.user.pk))  # type: ignore[attr-defined]
    answer = ada.post(address, {"act": "role", "member": own, "role": "contributor"})
    assert answer.status_code == 409
    assert "Make somebody else a steward first" in text(answer)
    bob.post(linked(ada.post(address, {"act": "invite", "role": "steward"})))
    assert ada.post(address, {"act": "let-go", "member": own}).status_code == 302
    assert "You act for" not in text(ada.get(house(lyon)))


def test_a_proposal_is_written_handed_in_and_decided(
    ada: Client, bob: Client, boss: Client, stranger: Client, lyon: UUID, call: UUID
) -> None:
    page, act = f"/agir/calls/{call}/work/", f"/agir/calls/{call}/work/act/"
    skill = competencies(1)[0]
    plan = {
        "act": "write", "institution": str(lyon), "title": "Soigner <loin>", "text": "Un cours.",
        "competencies": skill.uri, "theme": "agir:health", "starts": "2026-09-01",
    }  # fmt: skip
    assert bob.post(act, plan).status_code == 403
    assert ada.post(act, plan).status_code == 302
    assert "Soigner" not in text(stranger.get(page))
    (draft,) = initiatives.proposals(call, ada.user.pk)  # type: ignore[attr-defined]
    hand = {"act": "submit", "proposal": str(draft.id)}
    assert bob.post(act, hand).status_code == 404
    assert ada.post(act, hand).status_code == 302
    shown = stranger.get(page).content.decode()
    assert "Soigner &lt;loin&gt;" in shown
    decision = {"act": "accept", "proposal": str(draft.id), "reason": "Le seul."}
    assert ada.post(act, decision).status_code == 403
    assert boss.post(act, decision | {"reason": " "}).status_code == 422
    assert boss.post(act, decision).status_code == 302
    assert "Accepted · Boss · Le seul." in text(stranger.get(page))


def test_a_plan_that_does_not_fit_is_kept_in_the_form(ada: Client, lyon: UUID, call: UUID) -> None:
    plan = {
        "act": "write", "institution": str(lyon), "title": "T", "text": "Gardé.",
        "competencies": "https://stranger.example/1",
    }  # fmt: skip
    answer = ada.post(f"/agir/calls/{call}/work/act/", plan)
    assert answer.status_code == 422
    assert "Gardé." in answer.content.decode()


def test_each_form_keeps_what_was_refused_and_no_other_does(
    ada: Client, boss: Client, lyon: UUID, call: UUID
) -> None:
    act, by = f"/agir/calls/{call}/work/act/", ada.user.pk  # type: ignore[attr-defined]
    key = initiatives.write(call, lyon, initiatives.Plan("Avant", "Un cours."), by=by)
    plan = {"act": "rewrite", "proposal": str(key), "title": "Après", "text": "Autre."}
    page = ada.post(act, plan | {"competencies": "https://stranger.example/1"})
    assert page.status_code == 422
    assert page.content.decode().count('value="Après"') == 1  # not in the form of a new one
    assert "<details open>" in page.content.decode()
    task = {"act": "task", "institution": str(lyon), "title": "Filmer", "due": "someday"}
    page = ada.post(act, task)
    assert page.status_code == 422
    assert page.content.decode().count('value="Filmer"') == 1
    initiatives.act(key, "submit", by=by)
    said = {"act": "accept", "proposal": str(key), "reason": "Trop. " * 200}
    page = boss.post(act, said)
    assert page.status_code == 422
    assert "Trop. Trop." in page.content.decode()
    page = ada.post(f"{house(lyon)}act/", {"act": "change", "name": "Lyon 2", "ror": "1"})
    assert page.status_code == 422
    assert 'value="Lyon 2"' in page.content.decode()


def test_anybody_signed_in_proposes_a_theme_and_nobody_is_named(
    ada: Client, boss: Client, stranger: Client
) -> None:
    page = "/agir/calls/themes/"
    told = {"act": "suggest", "title": "Sobriété", "text": "Moins."}
    assert stranger.post(page, told).status_code == 302
    assert not initiatives.waiting()
    assert ada.post(page, told).status_code == 302
    assert "Sobriété" not in text(stranger.get(page))
    key = str(initiatives.waiting()[0].id)
    publish = {"act": "publish", "suggestion": key, "reason": "Manque.", "theme": "agir:health"}
    assert ada.post(page, publish).status_code == 403
    assert boss.post(page, publish | {"theme": "agir:none"}).status_code == 422
    assert boss.post(page, publish).status_code == 302
    read = text(stranger.get(page))
    assert "Sobriété" in read
    assert "Ada" not in read


def test_who_proposed_a_theme_takes_it_back_or_reads_the_answer(
    ada: Client, bob: Client, boss: Client, stranger: Client
) -> None:
    page = "/agir/calls/themes/"
    for title in ("Sobriété", "Couture"):
        ada.post(page, {"act": "suggest", "title": title, "text": "Moins."})
    first, second = initiatives.waiting()
    take = {"act": "take-back", "suggestion": str(first.id)}
    assert bob.post(page, take).status_code == 409
    assert ada.post(page, take).status_code == 302
    no = {"act": "decline", "suggestion": str(second.id), "reason": "C’est du loisir."}
    assert boss.post(page, no | {"reason": " "}).status_code == 422
    assert boss.post(page, no).status_code == 302
    assert boss.post(page, no).status_code == 409  # answered once
    own = text(ada.get(page))
    assert "Not taken up · Couture · C’est du loisir." in own
    assert "Sobriété" not in own
    for other in (bob, stranger):
        assert "Couture" not in text(other.get(page))
    long = {"act": "suggest", "title": "x" * 300, "text": "Gardé."}
    refused = ada.post(page, long)
    assert refused.status_code == 422
    assert "Gardé." in refused.content.decode()


def test_nothing_is_found_where_nothing_is(ada: Client, stranger: Client, call: UUID) -> None:
    for path in (house(uuid4()), f"/agir/calls/{uuid4()}/work/"):
        assert stranger.get(path).status_code == 404
    act = f"/agir/calls/{call}/work/act/"
    assert ada.post(act, {"act": "done", "task": "7"}).status_code == 404
    assert ada.post(act, {"act": "submit", "proposal": "x"}).status_code == 404


def test_forms_are_held_to_their_token(memory: MemoryPlatform, lyon: UUID, call: UUID) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username="ada"))
    for path in (f"{house(lyon)}act/", f"/agir/calls/{call}/work/act/", "/agir/calls/themes/"):
        assert client.post(path, {"act": "x"}).status_code == 403


def test_a_page_of_many_costs_what_one_costs(
    ada: Client, lyon: UUID, call: UUID, django_assert_max_num_queries: Any
) -> None:
    by = ada.user.pk  # type: ignore[attr-defined]
    for number in range(6):
        key = initiatives.write(call, lyon, initiatives.Plan(f"P{number}", "x"), by=by)
        initiatives.act(key, "submit", by=by)
        initiatives.add_task(call, lyon, initiatives.Errand(f"T{number}"), by=by)
    line = Line(lyon, "lead")
    coproduction.save(COURSE, [line], read=0, by=by)
    with django_assert_max_num_queries(14):
        ada.get(f"/agir/calls/{call}/work/")
    with django_assert_max_num_queries(26):
        ada.get(house(lyon))
