"""Prior learning: asked with a proof, taken by one reviewer, decided, forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from observations import AWA, BEN, IDA, ZOE, School

from agir_competencies import api
from agir_competencies.api import prior
from agir_competencies.api.prior import Proof, Sent
from agir_competencies.domain.attesting import AttestingRefused
from agir_competencies.domain.goal import NotEnrolled
from agir_competencies.models import Evidence, PriorLearning, PriorLearningStep
from agir_kernel.clock import FixedClock
from agir_platform import retirement
from agir_platform.storage import private_storage
from killing import told_by

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7 of a diploma"
LINK = Proof("Cinq ans de métier.", "https://example.org/cv")


def ask(school: School, user: int = AWA, proof: Proof = LINK, **more: Any) -> UUID:
    chosen = more.get("chosen", [one.identifier for one in school.skills[:2]])
    return prior.ask(user, more.get("course", school.course), chosen, proof)


def file(name: str = "Mon diplôme.PDF", content: bytes = PDF) -> Proof:
    return Proof("Mon diplôme", "", Sent(name, BytesIO(content)))


def kept() -> list[str]:
    """Return the names of the files in the private storage."""
    try:
        return private_storage().listdir("agir_prior")[1]
    except FileNotFoundError:
        return []


def test_asked_taken_and_accepted_is_evidence_of_what_was_accepted(school: School) -> None:
    first, second = (one.identifier for one in school.skills[:2])
    key = ask(school, proof=file())
    prior.take(ZOE, key)
    prior.ask_more(ZOE, key, "Quelle année ?")
    assert prior.own(AWA, key, language="fr").is_waiting
    prior.answer(AWA, key, Proof("2019", "https://example.org/2019"))
    prior.accept(ZOE, key, {first: "mostly", second: ""}, "Bravo")
    told = prior.own(AWA, key, language="fr")
    assert (told.status, told.reviewer, told.comment) == ("accepted", "Zoe", "Bravo")
    assert [one.action for one in told.steps] == [
        "asked", "taken", "asked_more", "answered", "accepted",
    ]  # fmt: skip
    (row,) = Evidence.objects.all()
    assert (row.kind, str(row.share), row.competency_id) == (
        "prior_learning", "0.800000", school.skills[0].pk,
    )  # fmt: skip
    (standing,) = api.standings(school.subject(AWA), language="en", user_id=AWA)
    (evidence,) = standing.evidence
    assert (standing.identifier, evidence.title) == (first, "Prior learning, accepted by Zoe")
    assert evidence.note == "Bravo"
    assert api.verify().differences == ()


def test_one_reviewer_has_it_and_the_others_are_told(school: School) -> None:
    key = ask(school)
    prior.take(ZOE, key)
    refusals = []
    for act in (
        lambda: prior.take(IDA, key),
        lambda: prior.accept(IDA, key, {school.skills[0].identifier: "full"}),
        lambda: prior.reject(IDA, key, "Non"),
        lambda: prior.ask_more(IDA, key, "Quoi ?"),
    ):
        with pytest.raises(AttestingRefused) as refused:
            act()
        refusals.append(refused.value.code)
    assert refusals == ["prior_taken"] * 4
    prior.give_back(IDA, key)
    prior.take(IDA, key)
    prior.reject(IDA, key, "Sans rapport")
    for late in (lambda: prior.withdraw(AWA, key), lambda: prior.take(ZOE, key)):
        with pytest.raises(AttestingRefused) as refused:
            late()
        assert refused.value.code == "prior_moved"
    assert not Evidence.objects.exists()


def test_nobody_reviews_their_own_nor_finds_another_s(school: School) -> None:
    school.memory.enrol(ZOE, school.course)
    own, other = ask(school, ZOE), ask(school, AWA)
    assert [one.id for one in prior.queued(ZOE, school.course, language="fr").rows] == [other]
    codes = set()
    for act in (
        lambda: prior.take(ZOE, own),
        lambda: prior.request(ZOE, own, language="fr"),
        lambda: prior.proof(ZOE, own),
        lambda: prior.own(BEN, other, language="fr"),
        lambda: prior.own_proof(BEN, other),
        lambda: prior.withdraw(BEN, other),
        lambda: prior.take(ZOE, uuid4()),
    ):
        with pytest.raises(AttestingRefused) as refused:
            act()
        codes.add(refused.value.code)
    assert codes == {"attesting_oneself", "prior_unknown"}
    with pytest.raises(NotEnrolled):
        ask(school, IDA)


def test_a_team_is_asked_only_of_what_its_course_works_on(school: School) -> None:
    """It could accept it otherwise, and decide on what another course teaches."""
    chosen = [school.skills[0].identifier, school.skills[2].identifier]
    with pytest.raises(AttestingRefused) as refused:
        ask(school, chosen=chosen, proof=file())
    assert (refused.value.code, kept()) == ("competency_not_of_course", [])
    assert ask(school, course="", chosen=chosen)


def test_what_was_taken_back_is_read_by_no_reviewer(school: School) -> None:
    key = ask(school, proof=Proof("Chez mon oncle", "https://example.org/oncle", file().file))
    prior.take(ZOE, key)
    prior.ask_more(ZOE, key, "Quand ?")
    prior.answer(AWA, key, Proof("L’été chez mon oncle"))
    prior.withdraw(AWA, key)
    seen = prior.request(ZOE, key, language="fr")
    (listed,) = prior.queued(ZOE, school.course, language="fr").rows
    assert "oncle" not in repr((seen, listed))
    assert "diplôme" not in repr((seen, listed))
    assert [one.comment for one in seen.steps] == ["", "", "Quand ?", "", ""]
    own = prior.own(AWA, key, language="fr")
    assert (own.note, own.url) == ("Chez mon oncle", "https://example.org/oncle")


BAD = [
    ("prior_proof_missing", {"proof": Proof("Je sais faire.")}),
    ("prior_nothing_chosen", {"chosen": []}),
    ("prior_nothing_chosen", {"chosen": [UUID(int=1)]}),
    ("attesting_address_unsafe", {"proof": Proof("", "ftp://example.org/")}),
    ("proof_empty", {"proof": file(content=b"")}),
    ("proof_too_large", {"proof": file(content=PDF + b"x" * 2_000_000)}),
    ("proof_kind_refused", {"proof": file("page.html", b"<html>")}),
    ("proof_kind_refused", {"proof": file("dessin.svg", b"<svg>")}),
    ("proof_kind_refused", {"proof": file("diplome.pdf", b"<script>alert(1)</script>")}),
    ("proof_kind_refused", {"proof": file("notes.txt", b"\xff\xfe\x00")}),
    ("proof_kind_refused", {"proof": file("macro.docm", b"PK\x03\x04")}),
]


@pytest.mark.parametrize(("code", "wrong"), BAD, ids=[f"{n}-{c}" for n, (c, _) in enumerate(BAD)])
def test_what_cannot_be_asked_keeps_no_row_and_no_file(
    school: School, settings: Any, code: str, wrong: dict[str, Any]
) -> None:
    settings.AGIR_COMPETENCIES_PRIOR_MAX_BYTES = 1024 * 1024
    with pytest.raises(AttestingRefused) as refused:
        ask(school, **wrong)
    assert refused.value.code == code
    assert not PriorLearning.objects.exists()
    assert kept() == []


def test_too_many_wait_and_the_file_of_the_one_too_many_is_not_kept(school: School) -> None:
    for _ in range(10):
        ask(school)
    with pytest.raises(AttestingRefused) as refused:
        ask(school, proof=file())
    assert refused.value.code == "prior_too_many"
    assert kept() == []


def test_a_file_is_kept_under_no_name_of_a_person_and_goes(school: School, settings: Any) -> None:
    """With the withdrawal, another file, the days after the decision, or its learner."""
    keys = [ask(school, proof=file("../../Awa\r\nX: y.pdf")) for _ in range(3)]
    assert len(kept()) == 3
    assert not any("Awa" in name for name in kept())
    found = prior.own_proof(AWA, keys[0])
    assert (found.media, found.content) == ("application/pdf", PDF)
    assert not set(found.name) & set('\r\n/"\\')
    prior.withdraw(AWA, keys[0])
    assert len(kept()) == 2
    prior.take(ZOE, keys[1])
    prior.ask_more(ZOE, keys[1], "Plus net ?")
    prior.answer(AWA, keys[1], file("net.png", b"\x89PNG\r\n\x1a\n..."))
    assert len(kept()) == 2
    prior.reject(ZOE, keys[1], "Illisible")
    later = datetime.now(UTC) + timedelta(days=settings.AGIR_COMPETENCIES_PRIOR_KEEP_DAYS)
    assert prior.purge() == 0
    assert prior.purge(clock=FixedClock(later + timedelta(minutes=1))) == 1
    assert len(kept()) == 1
    told = retirement.export(AWA)["contexts"]["competencies"]
    assert [one["media"] for one in told["prior_learning_files"]] == ["application/pdf"]
    assert len(told["prior_learning"]) == 3
    assert retirement.retire(AWA)
    assert kept() == []
    assert not PriorLearning.objects.exists()
    assert not PriorLearningStep.objects.exists()


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["take", "give_back", "ask_more", "answer", "accept", "reject", "withdraw"]
        ),
        st.sampled_from([ZOE, IDA]),
    ),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DEEDS)
def test_any_deeds_leave_one_history_and_one_decision(school: School, deeds: list[Any]) -> None:
    """A step a move, one decision at the most, evidence exactly where it was accepted."""
    PriorLearning.objects.all().delete()
    Evidence.objects.all().delete()
    key, moved = ask(school), 1
    acts: dict[str, Any] = {
        "take": lambda by: prior.take(by, key),
        "give_back": lambda by: prior.give_back(by, key),
        "ask_more": lambda by: prior.ask_more(by, key, "?"),
        "answer": lambda _: prior.answer(AWA, key, Proof("!")),
        "accept": lambda by: prior.accept(by, key, {school.skills[0].identifier: "full"}),
        "reject": lambda by: prior.reject(by, key, "Non"),
        "withdraw": lambda _: prior.withdraw(AWA, key),
    }
    for deed, by in deeds:
        try:
            acts[deed](by)
        except AttestingRefused:
            continue
        moved += 1
    row = PriorLearning.objects.get()
    steps = list(row.steps.values_list("action", flat=True))
    assert len(steps) == moved
    ends = [one for one in steps if one in ("accepted", "rejected", "withdrawn")]
    assert ends == ([row.status] if row.decided_at else [])
    assert Evidence.objects.count() == ends.count("accepted")
    assert (row.reviewer is not None) is (
        row.status in ("in_review", "accepted", "rejected")
        or (row.status == "withdrawn" and steps[-2] not in ("asked", "given_back"))
    )


@pytest.mark.processes
def test_of_two_processes_one_has_each_request(tmp_path: Path) -> None:
    told = told_by(Path(__file__).with_name("claimed.py"), tmp_path)
    assert told["statuses"] == [0, 0]
    assert all(status == "in_review" for status, _ in told["stored"].values())
    for name, taken in told["said"].items():
        assert {key for key, (_, who) in told["stored"].items() if who == name} == set(taken)
    assert told["steps"] == len(told["stored"]) == 20
