"""Work is shown to peers: who may answer, what they conclude, what nobody learns, what is left."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from observations import AWA, BEN, ZOE, School, at, observed

from agir_competencies import api
from agir_competencies.api import attesting, peers, prior, recording
from agir_competencies.api.attesting import AttestingRefused
from agir_competencies.api.peers import Answer, Policy, Status
from agir_competencies.api.prior import Proof, Sent
from agir_competencies.domain.goal import NotEnrolled
from agir_competencies.domain.identity import link_id
from agir_competencies.models import (
    Attestation,
    Competency,
    CurrentEvidence,
    Evidence,
    Link,
    PeerAnswer,
    PeerWork,
    State,
)
from agir_kernel.clock import FixedClock
from agir_platform import retirement
from agir_platform.memory.platform import COURSE
from killing import told_by

pytestmark = pytest.mark.django_db(transaction=True)

LINK = Proof("Ma carte des risques", "https://example.org/carte")
PEERS = (31, 32, 33, 34)


def demonstrate(school: School, user_id: int, skill: int = 0) -> None:
    """Let somebody demonstrate a skill: two full attestations, 2.9 / 3.9."""
    subject = school.subject(user_id)
    recording.record(
        [
            observed(subject, school.skills[skill], object_key=f"attestation:{n}{user_id}")
            for n in range(2)
        ]
    )
    assert school.status(user_id, skill) == "demonstrated"


@pytest.fixture
def peer_school(school: School) -> School:
    """Return the school with reviews by three peers open and four peers who have the skill."""
    for user_id in PEERS:
        school.memory.add_person(user_id, username=f"peer{user_id}")
        school.memory.enrol(user_id, COURSE)
        demonstrate(school, user_id)
    peers.choose(COURSE, Policy(is_open=True))
    return school


def shown(school: School, user_id: int = AWA, proof: Proof = LINK, **more: Any) -> UUID:
    return peers.show(user_id, COURSE, school.skills[0].identifier, proof, **more)


def yes(school: School) -> Answer:
    return Answer(True, frozenset({school.skills[0].identifier}), "Clair et complet.")


NO = Answer(False, comment="Il manque les sources.")


def refused(act: Any) -> str:
    with pytest.raises(AttestingRefused) as caught:
        act()
    return str(caught.value.code)


@pytest.mark.parametrize(
    ("says", "status", "share"),
    [
        ("yyy", Status.ACCEPTED, Decimal(1)),
        ("yyn", Status.ACCEPTED, Decimal("0.666667")),
        ("ynn", Status.REJECTED, None),
        ("nnn", Status.REJECTED, None),
    ],
)
def test_two_thirds_of_three_peers_accept(
    peer_school: School, says: str, status: Status, share: Decimal | None
) -> None:
    """What they accept is evidence of weight 0.5; what they do not is no evidence at all."""
    key = shown(peer_school)
    told = [
        peers.answer(user_id, key, yes(peer_school) if said == "y" else NO)
        for user_id, said in zip(PEERS, says, strict=False)
    ]
    assert told == [Status.OPEN, Status.OPEN, status]
    found = list(CurrentEvidence.objects.filter(subject=peer_school.subject(AWA)))
    view = peers.own(AWA, key, language="fr")
    assert (view.status, view.answers, view.yes) == (status, 3, says.count("y"))
    if share is None:
        assert not found
        assert not Attestation.objects.filter(subject=peer_school.subject(AWA)).exists()
        assert len(view.comments) == 3
    else:
        ((one,),) = (found,)
        assert (one.share, one.weight, one.kind) == (share, Decimal("0.50"), "attestation")
        assert view.criteria[0].seen == says.count("y")
    assert refused(lambda: peers.answer(PEERS[3], key, NO)) == "peers_work_unknown"
    assert api.verify().differences == ()


def test_what_peers_accept_counts_with_the_weight_that_the_course_chose(
    peer_school: School,
) -> None:
    """1 of weight 1.00 and an attestation of 1: 2.9 / 3.9; with 0.10 it is 2.0 / 3.0 at the end.

    a ← 0.9·1 + 0.1 = 1.0, n the same: (1.0 + 1) / (1.0 + 2) = 2 / 3, under 0.7.
    """
    awa, skill = peer_school.subject(AWA), peer_school.skills[0].identifier
    peers.choose(COURSE, Policy(is_open=True, weight=Decimal("0.10")))
    light = shown(peer_school)
    for user_id in PEERS[:3]:
        peers.answer(user_id, light, yes(peer_school))
    attesting.attest(ZOE, COURSE, awa, attesting.Said(skill))
    assert peer_school.status(AWA) == "not_yet"
    peers.choose(COURSE, Policy(is_open=True, weight=Decimal(1)))
    heavy = shown(peer_school)
    for user_id in PEERS[:3]:
        peers.answer(user_id, heavy, yes(peer_school))
    assert peer_school.status(AWA) == "demonstrated"
    assert api.verify().differences == ()


def test_who_may_not_answer_finds_nothing_and_is_told_nothing(peer_school: School) -> None:
    """Oneself, somebody without the skill, of no course, twice, or of closed reviews."""
    key = shown(peer_school)
    other = PEERS[0]
    assert [view.id for view in peers.queued(other, language="fr")] == [key]
    for user_id in (AWA, BEN, ZOE, 999):
        assert peers.queued(user_id, language="fr") == []
        assert refused(lambda u=user_id: peers.answer(u, key, NO)) == "peers_work_unknown"
        assert (
            refused(lambda u=user_id: peers.to_answer(u, key, language="fr"))
            == "peers_work_unknown"
        )
    demonstrate(peer_school, AWA)  # even with the skill nobody answers for themselves
    assert refused(lambda: peers.answer(AWA, key, NO)) == "peers_work_unknown"
    assert refused(lambda: peers.answer(other, uuid4(), NO)) == "peers_work_unknown"
    peers.answer(other, key, NO)
    assert refused(lambda: peers.answer(other, key, NO)) == "peers_answered"
    peers.choose(COURSE, Policy(is_open=False))
    assert peers.queued(PEERS[1], language="fr") == []
    assert refused(lambda: peers.answer(PEERS[1], key, NO)) == "peers_work_unknown"
    assert refused(lambda: shown(peer_school, BEN)) == "peers_off"


def test_a_favour_is_not_returned(peer_school: School) -> None:
    """The first answers for the second's work; the first's own is not the second's to answer."""
    one, two = PEERS[:2]
    of_two = shown(peer_school, two)
    of_one = shown(peer_school, one)
    peers.answer(one, of_two, yes(peer_school))
    assert of_one not in {view.id for view in peers.queued(two, language="fr")}
    assert refused(lambda: peers.answer(two, of_one, yes(peer_school))) == "peers_work_unknown"
    peers.answer(PEERS[2], of_one, yes(peer_school))


def test_an_answer_says_something(peer_school: School) -> None:
    key, peer = shown(peer_school), PEERS[0]
    wrong = Answer(True, frozenset({peer_school.skills[1].identifier}))
    assert refused(lambda: peers.answer(peer, key, Answer(True))) == "peers_nothing_seen"
    assert refused(lambda: peers.answer(peer, key, wrong)) == "peers_nothing_seen"
    assert refused(lambda: peers.answer(peer, key, Answer(False))) == "attesting_reason_missing"
    assert not PeerAnswer.objects.exists()


def test_criteria_are_what_the_framework_divides_a_skill_into(peer_school: School) -> None:
    whole = peer_school.skills[0]
    part = Competency.objects.create(
        identifier=uuid4(), framework=whole.framework, uri="urn:part", statement="Cite ses sources",
        parent=whole,
    )  # fmt: skip
    key = shown(peer_school)
    view = peers.to_answer(PEERS[0], key, language="fr")
    assert [(one.ref, one.text) for one in view.criteria] == [(part.identifier, "Cite ses sources")]
    peers.answer(PEERS[0], key, Answer(True, frozenset({part.identifier})))


def test_limits_of_what_is_asked_and_answered(peer_school: School) -> None:
    """Five pieces of work in seven days; one at a time on a skill; twenty answers a day."""
    clock = FixedClock(at(0))
    key = shown(peer_school, clock=clock)
    assert refused(lambda: shown(peer_school, clock=clock)) == "peers_waits"
    for _ in range(4):
        peers.withdraw(AWA, key, clock=clock)
        key = shown(peer_school, clock=clock)
    peers.withdraw(AWA, key, clock=clock)
    assert refused(lambda: shown(peer_school, clock=clock)) == "peers_asked_too_much"
    later = FixedClock(at(0) + timedelta(days=7))
    key = shown(peer_school, clock=later)
    PeerAnswer.objects.bulk_create(
        PeerAnswer(work=_other(peer_school, n), peer=peer_school.subject(PEERS[0]), says_yes=True,
                   at=later.now())
        for n in range(20)
    )  # fmt: skip
    assert (
        refused(lambda: peers.answer(PEERS[0], key, NO, clock=later)) == "peers_answered_too_much"
    )
    peers.answer(PEERS[0], key, NO, clock=FixedClock(later.now() + timedelta(days=1)))


def _other(school: School, n: int) -> PeerWork:
    return PeerWork.objects.create(
        id=uuid4(), subject=uuid4(), course_key=COURSE, competency=school.skills[0], needed=3,
        weight=Decimal("0.5"), asked_at=at(n), status="rejected",
    )  # fmt: skip


def test_what_cannot_be_shown_is_refused_and_leaves_no_file(peer_school: School) -> None:
    assert refused(lambda: shown(peer_school, proof=Proof("rien"))) == "prior_proof_missing"
    wrong = Sent("film.exe", BytesIO(b"MZ"))
    assert refused(lambda: shown(peer_school, proof=Proof(file=wrong))) == "proof_kind_refused"
    third = peer_school.skills[2].identifier
    assert refused(lambda: peers.show(AWA, COURSE, third, LINK)) == "competency_not_of_course"
    with pytest.raises(NotEnrolled):
        peers.show(ZOE, COURSE, peer_school.skills[0].identifier, LINK)
    assert not PeerWork.objects.exists()


def test_a_file_is_for_its_author_peers_who_answer_and_the_team(peer_school: School) -> None:
    key = shown(peer_school, proof=Proof(file=Sent("carte.txt", BytesIO(b"une carte"))))
    assert peers.own_file(AWA, key).content == b"une carte"
    assert peers.shown_file(PEERS[0], key).content == b"une carte"
    assert peers.team_file(COURSE, key).content == b"une carte"
    assert refused(lambda: peers.own_file(BEN, key)) == "peers_work_unknown"
    assert refused(lambda: peers.shown_file(BEN, key)) == "peers_work_unknown"
    other = "course-v1:Agir+Other+2026"
    assert refused(lambda: peers.team_file(other, key)) == "peers_work_unknown"
    assert refused(lambda: peers.stop(other, key, "Non")) == "peers_work_unknown"
    peers.stop(COURSE, key, "Un nom est dans le fichier")
    assert refused(lambda: peers.own_file(AWA, key)) == "proof_gone"
    assert peers.own(AWA, key, language="fr").reason == "Un nom est dans le fichier"
    assert refused(lambda: peers.withdraw(AWA, key)) == "peers_settled"
    assert peers.queued(PEERS[0], language="fr") == []


def test_nobody_learns_a_name(peer_school: School) -> None:
    """Nothing that a page is given of work holds a pseudonym or a name of either side."""
    key = shown(peer_school)
    for user_id in PEERS[:2]:
        peers.answer(user_id, key, yes(peer_school))
    told = [
        peers.own(AWA, key, language="fr"),
        peers.to_answer(PEERS[2], key, language="fr"),
        *peers.of_course(COURSE, language="fr"),
    ]
    secrets = {str(peer_school.subject(user_id)) for user_id in (AWA, *PEERS)}
    secrets |= {"awa", *(f"peer{user_id}" for user_id in PEERS)}
    text = repr([asdict(view) for view in told])
    assert [secret for secret in secrets if secret in text] == []
    assert all(view.comments == () and view.yes == 0 for view in told)  # not before the end
    peers.answer(PEERS[2], key, yes(peer_school))
    (standing,) = api.standings(peer_school.subject(AWA), language="en", user_id=AWA)
    assert standing.status == "not_yet"
    rows = attesting.attestations(COURSE, language="fr", subject=peer_school.subject(AWA))
    assert [(row.origin, row.by) for row in rows] == [("peers", "")]


def test_the_team_takes_back_what_peers_accepted(peer_school: School) -> None:
    key = shown(peer_school)
    for user_id in PEERS[:3]:
        peers.answer(user_id, key, yes(peer_school))
    (row,) = Attestation.objects.filter(subject=peer_school.subject(AWA))
    attesting.withdraw(ZOE, COURSE, row.pk, "Travail d’un autre")
    (current,) = CurrentEvidence.objects.filter(subject=peer_school.subject(AWA))
    assert current.share is None
    assert api.verify().differences == ()


def test_a_learner_who_leaves_takes_the_work_a_peer_leaves_the_answer(peer_school: School) -> None:
    key = shown(peer_school, proof=Proof(file=Sent("carte.txt", BytesIO(b"une carte"))))
    peers.answer(PEERS[0], key, NO)
    export = api.export(peer_school.subject(AWA))
    assert export["work_shown"][0]["id"] == str(key)
    assert export["work_shown_files"][0]["name"] == "carte.txt"
    told = api.export(peer_school.subject(PEERS[0]))["answers_to_peers"]
    assert told[0]["comment"] == "Il manque les sources."
    retirement.retire(PEERS[0])
    answer = PeerAnswer.objects.get()
    assert (answer.says_yes, answer.comment) == (False, "")
    retirement.retire(AWA)
    assert not PeerWork.objects.exists()
    assert not PeerAnswer.objects.exists()


def test_files_of_settled_work_go_after_their_time(peer_school: School) -> None:
    clock = FixedClock(at(0))
    proof = Proof(file=Sent("carte.txt", BytesIO(b"une carte")))
    key = shown(peer_school, proof=proof, clock=clock)
    for user_id in PEERS[:3]:
        peers.answer(user_id, key, NO, clock=clock)
    assert prior.purge(clock=FixedClock(at(0) + timedelta(days=89))) == 0
    assert prior.purge(clock=FixedClock(at(0) + timedelta(days=90))) == 1
    assert peers.own(AWA, key, language="fr").file.gone  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong",
    [{"reviewers": 1}, {"reviewers": 10}, {"weight": Decimal("0.05")}, {"weight": Decimal("1.01")},
     {"weight": Decimal("0.505")}],
    ids=str,
)  # fmt: skip
def test_a_policy_has_bounds(wrong: dict[str, Any]) -> None:
    assert refused(lambda: Policy(is_open=True, **wrong)) == "peers_policy_out_of_bounds"


ANSWERS = st.lists(
    st.tuples(st.sampled_from(PEERS), st.sampled_from(PEERS), st.booleans()), max_size=14
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ANSWERS)
def test_whatever_is_answered_no_pair_answers_both_ways(
    peer_school: School, deeds: list[tuple[int, int, bool]]
) -> None:
    """Of each work at most three answers, none of its author; no two answer for one another."""
    PeerWork.objects.all().delete()
    Attestation.objects.all().delete()
    works = {user_id: shown(peer_school, user_id) for user_id in PEERS}
    for peer, author, is_yes in deeds:
        try:
            peers.answer(peer, works[author], yes(peer_school) if is_yes else NO)
        except AttestingRefused:
            continue
    pairs = set(PeerAnswer.objects.values_list("peer", "work__subject"))
    assert all(peer != author for peer, author in pairs)
    assert not {(b, a) for a, b in pairs} & pairs
    for work in PeerWork.objects.all():
        answers = work.answers.count()
        assert answers <= work.needed
        assert (work.status == "open") is (answers < work.needed)
        is_evidence = Evidence.objects.filter(object_key=f"peers:{work.pk}").exists()
        assert is_evidence is (work.status == "accepted")
    assert api.verify().differences == ()


def test_a_list_costs_the_same_for_one_and_for_many(
    peer_school: School, django_assert_num_queries: Any
) -> None:
    """Criteria (2), their words, labels, answers, the work itself, the person; once each."""
    shown(peer_school)
    with django_assert_num_queries(7):
        peers.queued(PEERS[3], language="fr")
    for user_id in PEERS[:3]:
        shown(peer_school, user_id)
    with django_assert_num_queries(7):
        assert len(peers.queued(PEERS[3], language="fr")) == 4


def test_of_a_skill_that_lost_its_link_nothing_is_concluded(peer_school: School) -> None:
    """The team took the link away meanwhile: the last answer is refused, nothing is half done."""
    key = shown(peer_school)
    for user_id in PEERS[:2]:
        peers.answer(user_id, key, yes(peer_school))
    keys = [link_id(one, peer_school.skills[0].identifier) for one in peer_school.problems]
    Link.objects.filter(pk__in=keys).update(removed_at=at(5))
    assert refused(lambda: peers.answer(PEERS[2], key, yes(peer_school))) == (
        "competency_not_of_course"
    )
    assert PeerAnswer.objects.filter(work=key).count() == 2
    assert State.objects.filter(subject=peer_school.subject(AWA)).count() == 0


@pytest.mark.processes
def test_two_processes_answer_at_once(tmp_path: Path) -> None:
    """Of eight pairs one answers for the other; eight works of others are concluded once each."""
    told = told_by(Path(__file__).with_name("answered.py"), tmp_path)
    assert told["statuses"] == [0, 0]
    assert told["thirds"] == ["accepted"] * 8
    assert told["attested"] == 8
    assert (told["returned"], told["one_way"]) == (0, 8)
    assert told["differences"] == 0
