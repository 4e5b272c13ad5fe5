"""Institutions propose, named people decide and say why, tasks have an institution and a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from agir_catalogue.api import coproduction, initiatives, leaving
from agir_catalogue.api.coproduction import NotOfInstitution, Told
from agir_catalogue.api.initiatives import (
    Errand,
    Plan,
    ProposalMoved,
    ProposalState,
    ProposalUnfit,
    ProposalUnknown,
    SuggestionsTooMany,
    SuggestionUnknown,
)
from agir_catalogue.domain.call import CallNotOpen, CallUnknown, ReasonMissing
from agir_catalogue.models import Call, ThemeSuggestion
from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform
from host.gallery.rows import competencies

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, tzinfo=UTC)
NOW = FixedClock(AT)
ADA, BOB, OLA = 71, 72, 73
PLAN = Plan("Soigner à distance", "Un cours de huit semaines.", starts="2026-09-01")


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    for number, name in ((ADA, "ada"), (BOB, "bob"), (OLA, "ola")):
        found.add_person(number, username=name)
    return found


@pytest.fixture
def lyon(memory: MemoryPlatform) -> UUID:
    return coproduction.add(Told("Lyon"), steward="ada", clock=NOW).id


@pytest.fixture
def ghent(memory: MemoryPlatform) -> UUID:
    return coproduction.add(Told("Gand"), steward="bob", clock=NOW).id


@pytest.fixture
def call() -> UUID:
    return Call.objects.create(theme_id="agir:health", opened_at=AT, changed_at=AT).pk


def seen(call: UUID, user_id: int | None) -> list[ProposalState]:
    return [one.state for one in initiatives.proposals(call, user_id)]


def test_a_draft_is_its_institutions_alone(lyon: UUID, ghent: UUID, call: UUID) -> None:
    key = initiatives.write(call, lyon, PLAN, by=ADA, clock=NOW)
    assert seen(call, ADA) == ["draft"]
    assert seen(call, BOB) == seen(call, None) == []
    assert initiatives.proposals_of(lyon, BOB) == []
    with pytest.raises(ProposalUnknown):  # not "you may not": a draft of others is not told of
        initiatives.act(key, "submit", by=BOB, clock=NOW)
    with pytest.raises(ProposalUnknown):
        initiatives.rewrite(key, PLAN, by=BOB, clock=NOW)
    with pytest.raises(ProposalMoved):  # nobody decides on what was not handed in
        initiatives.decide(key, "accept", "Oui.", by=OLA, clock=NOW)
    initiatives.act(key, "submit", by=ADA, clock=NOW)
    assert seen(call, BOB) == seen(call, None) == ["submitted"]


def test_a_decision_has_a_name_and_a_reason(lyon: UUID, call: UUID) -> None:
    key = initiatives.write(call, lyon, PLAN, by=ADA, clock=NOW)
    initiatives.act(key, "submit", by=ADA, clock=NOW)
    with pytest.raises(ReasonMissing):
        initiatives.decide(key, "accept", "  ", by=OLA, clock=NOW)
    with pytest.raises(ProposalMoved):  # its own members do not decide
        initiatives.act(key, "accept", by=ADA, clock=NOW)
    initiatives.decide(key, "accept", "Le seul sur ce thème.", by=OLA, clock=NOW)
    (found,) = initiatives.proposals(call, None)
    assert found.state is ProposalState.ACCEPTED
    assert [(one.act, one.reason, one.name) for one in found.steps] == [
        ("written", "", ""), ("submit", "", ""), ("accept", "Le seul sur ce thème.", "Ola"),
    ]  # fmt: skip
    with pytest.raises(ProposalMoved):  # what was decided on is not another thing since
        initiatives.rewrite(key, PLAN, by=ADA, clock=NOW)
    initiatives.decide(key, "decline", "Retiré du budget.", by=OLA, clock=NOW)
    assert seen(call, None) == ["declined"]


def test_withdrawing_is_undone_by_a_draft(lyon: UUID, call: UUID) -> None:
    key = initiatives.write(call, lyon, PLAN, by=ADA, clock=NOW)
    initiatives.act(key, "submit", by=ADA, clock=NOW)
    initiatives.act(key, "withdraw", by=ADA, clock=NOW)
    initiatives.act(key, "reopen", by=ADA, clock=NOW)
    assert seen(call, ADA) == ["draft"]
    assert seen(call, None) == []


def test_a_plan_is_refused_whole(lyon: UUID, call: UUID) -> None:
    wrong = (
        Plan("", "x"),
        Plan("x", ""),
        Plan("x", "y" * 4001),
        Plan("x", "y", themes=("agir:none",)),
        Plan("x", "y", starts="2026-09-01", ready="2026-08-31"),
        Plan("x", "y", starts="soon"),
    )
    for plan in wrong:
        with pytest.raises(ProposalUnfit):
            initiatives.write(call, lyon, plan, by=ADA, clock=NOW)
    assert initiatives.proposals(call, ADA) == []
    with pytest.raises(NotOfInstitution):
        initiatives.write(call, lyon, PLAN, by=BOB, clock=NOW)
    with pytest.raises(CallUnknown):
        initiatives.write(uuid4(), lyon, PLAN, by=ADA, clock=NOW)
    Call.objects.update(state="closed")
    with pytest.raises(CallNotOpen):
        initiatives.write(call, lyon, PLAN, by=ADA, clock=NOW)


def test_planned_competencies_are_named_by_address(lyon: UUID, call: UUID) -> None:
    one, two = competencies(2)
    named = initiatives.competencies_named([two.uri, " ", one.uri])
    assert named == [two.identifier, one.identifier]
    with pytest.raises(ProposalUnfit):
        initiatives.competencies_named(["https://stranger.example/c/1"])
    plan = Plan("x", "y", competencies=named, themes=("agir:health",))
    initiatives.write(call, lyon, plan, by=ADA, clock=NOW)
    assert initiatives.proposals(call, ADA)[0].competencies == tuple(named)


def test_tasks_are_an_institutions(lyon: UUID, ghent: UUID, call: UUID) -> None:
    late = initiatives.add_task(call, lyon, Errand("Filmer", "2026-05-02"), by=ADA, clock=NOW)
    soon = initiatives.add_task(call, lyon, Errand("Écrire", "2026-04-02"), by=ADA, clock=NOW)
    with pytest.raises(NotOfInstitution):
        initiatives.add_task(call, lyon, Errand("Payer", ""), by=BOB, clock=NOW)
    other = initiatives.add_task(
        call, ghent, Errand("Traduire", ""), by=OLA, is_operator=True, clock=NOW
    )
    assert [one.id for one in initiatives.tasks(institution=lyon)] == [soon, late]
    assert initiatives.tasks(institution=lyon)[0].due_on == date(2026, 4, 2)
    with pytest.raises(NotOfInstitution):
        initiatives.set_task(soon, "done", by=BOB, clock=NOW)
    initiatives.set_task(soon, "done", by=ADA, clock=NOW)
    initiatives.set_task(soon, "done", by=ADA, clock=NOW)
    assert [one.id for one in initiatives.tasks(call=call)] == [late, other, soon]
    initiatives.set_task(soon, "open", by=ADA, clock=NOW)
    assert initiatives.tasks(call=call)[0].id == soon


def test_a_suggested_theme_is_read_once_it_was_moderated(memory: MemoryPlatform) -> None:
    key = initiatives.suggest("Sobriété", "Apprendre à faire avec moins.", by=ADA, clock=NOW)
    assert initiatives.published() == []
    assert [one.id for one in initiatives.waiting()] == [key]
    initiatives.moderate(
        key, publish=True, reason="Manque.", theme_id="agir:environment", by=OLA, clock=NOW
    )
    (found,) = initiatives.published()
    assert (found.title, found.theme_id) == ("Sobriété", "agir:environment")
    assert not hasattr(found, "by")
    with pytest.raises(SuggestionUnknown):  # answered once
        initiatives.moderate(key, publish=False, reason="Non.", by=OLA, clock=NOW)


def test_nobody_fills_the_desk_of_the_moderator(memory: MemoryPlatform) -> None:
    keys = [initiatives.suggest(f"T{one}", "x", by=ADA, clock=NOW) for one in range(5)]
    with pytest.raises(SuggestionsTooMany):
        initiatives.suggest("T6", "x", by=ADA, clock=NOW)
    with pytest.raises(SuggestionUnknown):
        initiatives.take_back(keys[0], by=BOB)
    initiatives.take_back(keys[0], by=ADA)
    initiatives.suggest("T6", "x", by=ADA, clock=NOW)


def test_who_leaves_signs_nothing_any_more(lyon: UUID, call: UUID) -> None:
    key = initiatives.write(call, lyon, PLAN, by=ADA, clock=NOW)
    initiatives.act(key, "submit", by=ADA, clock=NOW)
    initiatives.decide(key, "accept", "Oui.", by=OLA, clock=NOW)
    initiatives.suggest("Sobriété", "x", by=OLA, clock=NOW)
    subject = learners.subject_of(OLA)
    assert leaving.export(subject)["coproduction"]["steps"][0]["name"] == "Ola"
    leaving.forget(subject)
    assert initiatives.proposals(call, None)[0].steps[-1].name == ""
    assert not ThemeSuggestion.objects.exists()
