"""Somebody attests: once, never oneself, of one's course alone; taken back, and forgotten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from observations import AWA, BEN, ZOE, School

from agir_competencies import api
from agir_competencies.api import attesting, overrides
from agir_competencies.api.attesting import AttestingRefused, Outcome, Said
from agir_competencies.api.overrides import Decision
from agir_competencies.models import Attestation, CurrentEvidence, Evidence, Override, State
from agir_platform import retirement
from agir_platform.learners import api as learners

pytestmark = pytest.mark.django_db(transaction=True)


def said(school: School, skill: int = 0, **more: Any) -> Said:
    return Said(school.skills[skill].identifier, **more)


def test_two_people_of_the_team_demonstrate_one_alone_does_not(school: School) -> None:
    """1 from Zoé: 2 / 3. 1 from Ida as well: 2.9 / 3.9. One of them taken back: 2 / 3 again."""
    awa, identifier = school.subject(AWA), school.skills[0].identifier
    first = attesting.attest(ZOE, school.course, awa, said(school))
    with pytest.raises(AttestingRefused) as again:
        attesting.attest(ZOE, school.course, awa, said(school, level="partly"))
    assert again.value.code == "attesting_already"
    assert school.status(AWA) == "not_yet"
    attesting.attest(school.IDA, school.course, awa, said(school, note="Vu à l’oral."))
    assert school.status(AWA) == "demonstrated"
    attesting.withdraw(school.IDA, school.course, first, "Erreur de personne")
    assert school.status(AWA) == "not_yet"
    rows = {one.by: one for one in attesting.attestations(school.course, language="fr")}
    assert rows["Zoe"].withdrawn_by == "Ida"
    assert rows["Zoe"].withdrawn_reason == "Erreur de personne"
    assert (rows["Ida"].learner, rows["Ida"].level) == ("Awa", "full")
    (standing,) = api.standings(awa, language="fr", user_id=AWA)
    assert standing.identifier == identifier
    assert api.verify().differences == ()


REFUSED = [
    ("attesting_level_unknown", {"level": "huge"}),
    ("attesting_note_too_long", {"note": "x" * 2001}),
    ("attesting_address_unsafe", {"url": "http://example.org/"}),
    ("attesting_address_unsafe", {"url": "javascript:alert(1)"}),
    ("attesting_address_unsafe", {"url": "https://"}),
    ("attesting_address_unsafe", {"url": "https://a:b@example.org/"}),
    ("attesting_address_unsafe", {"url": 'https://example.org/"><script>'}),
    ("attesting_address_unsafe", {"url": "https://example.org/" + "x" * 500}),
]


@pytest.mark.parametrize(
    ("code", "wrong"), REFUSED, ids=[f"{n}-{code}" for n, (code, _) in enumerate(REFUSED)]
)
def test_what_cannot_be_attested_writes_nothing(
    school: School, code: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(AttestingRefused) as refused:
        attesting.attest(ZOE, school.course, school.subject(AWA), said(school, **wrong))
    assert refused.value.code == code
    assert not Attestation.objects.exists()


def test_nobody_attests_or_decides_on_themselves(school: School) -> None:
    zoe, skill = school.subject(ZOE), school.skills[0].identifier
    with pytest.raises(AttestingRefused) as attested:
        attesting.attest(ZOE, school.course, zoe, said(school))
    with pytest.raises(AttestingRefused) as decided:
        overrides.decide(ZOE, school.course, zoe, Decision(skill, "demonstrated", "Moi"))
    key = overrides.decide(school.IDA, school.course, zoe, Decision(skill, "not_yet", "Triche"))
    with pytest.raises(AttestingRefused) as revoked:
        overrides.revoke(ZOE, school.course, key, "Non")
    assert {one.value.code for one in (attested, decided, revoked)} == {"attesting_oneself"}


def test_a_course_speaks_of_its_own_learners_and_competencies(school: School) -> None:
    """Nobody, somebody of another course and a part of a name are refused alike."""
    for name in ("nobody", "awa@", "ida", ""):
        with pytest.raises(AttestingRefused) as refused:
            attesting.find_learner(school.course, name)
        assert refused.value.code == "attesting_learner_unknown"
    assert attesting.find_learner(school.course, " AWA@example.org ") == school.subject(AWA)
    assert attesting.find_learner(school.course, "awa") == school.subject(AWA)
    with pytest.raises(AttestingRefused) as foreign:
        attesting.attest(ZOE, school.course, school.subject(AWA), said(school, skill=2))
    assert foreign.value.code == "competency_not_of_course"
    assert [one.competency for one in attesting.choices(school.course, language="fr")] == [
        one.identifier for one in school.skills[:2]
    ]


def test_what_peers_conclude_is_once_and_may_change(school: School) -> None:
    awa, skill = school.subject(AWA), school.skills[0].identifier
    activity = f"{school.course}-ora"
    for share in ("0.9", "0.9", "0.4"):
        outcome = Outcome(activity, skill, Decimal(share))
        attesting.attest_by_peers(school.course, awa, outcome)
    assert Evidence.objects.count() == 2
    (current,) = CurrentEvidence.objects.all()
    assert (current.share, current.object_key) == (Decimal("0.4"), activity)
    assert api.verify().differences == ()


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["attest", "withdraw", "decide", "revoke", "peers"]),
        st.sampled_from([AWA, BEN]),
        st.integers(0, 1),  # skill
        st.integers(0, 1),  # who of the team; level, status or share as well
    ),
    min_size=1,
    max_size=10,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DEEDS)
def test_after_any_deeds_the_replay_is_what_is_stored(school: School, deeds: list[Any]) -> None:
    for table in (Override, Attestation, State, CurrentEvidence, Evidence):
        table.objects.all().delete()
    for deed, user, skill, which in deeds:
        _do(school, deed, user, skill, which)
    assert api.verify().differences == ()
    assert api.recompute(dry_run=True).changed == 0
    open_rows = Override.objects.filter(ended_at=None)
    pairs = set(open_rows.values_list("subject", "competency_id"))
    assert open_rows.count() == len(pairs)
    assert pairs == set(
        State.objects.exclude(override_status="").values_list("subject", "competency_id")
    )
    for user in (AWA, BEN):
        learner = learners.known_subject(user)
        if learner is not None:
            api.forget(learner)
    for table in (Override, Attestation, State, CurrentEvidence, Evidence):
        assert not table.objects.exists()


def _do(school: School, deed: str, user: int, skill: int, which: int) -> None:
    """Do it where it can be done; what is refused changes nothing."""
    subject, by = school.subject(user), (ZOE, school.IDA)[which]
    identifier = school.skills[skill].identifier
    try:
        if deed == "attest":
            attesting.attest(
                by, school.course, subject, Said(identifier, ("full", "partly")[which])
            )
        elif deed == "peers":
            outcome = Outcome("block-ora", identifier, Decimal(which))
            attesting.attest_by_peers(school.course, subject, outcome)
        elif deed == "decide":
            status = ("demonstrated", "not_yet")[which]
            overrides.decide(by, school.course, subject, Decision(identifier, status, "Vu"))
        elif deed == "withdraw":
            row = Attestation.objects.filter(subject=subject, withdrawn_at=None).first()
            if row is not None:
                attesting.withdraw(by, school.course, row.pk, "Erreur")
        else:
            row = Override.objects.filter(subject=subject, ended_at=None).first()
            if row is not None:
                overrides.revoke(by, school.course, row.pk, "Erreur")
    except AttestingRefused:
        return


def test_who_signed_and_leaves_takes_the_name_and_leaves_the_act(school: School) -> None:
    awa = school.subject(AWA)
    attesting.attest(ZOE, school.course, awa, said(school))
    overrides.decide(
        ZOE, school.course, awa, Decision(school.skills[0].identifier, "demonstrated", "Vu")
    )
    told = retirement.export(AWA)["contexts"]["competencies"]
    assert told["attestations"][0]["by"] == told["overrides"][0]["by"] == "Zoe"
    assert retirement.retire(ZOE)
    assert list(Attestation.objects.values_list("by_name", "subject")) == [("", awa)]
    assert list(Override.objects.values_list("by_name", flat=True)) == [""]
    assert school.status(AWA) == "demonstrated"
    assert retirement.retire(AWA)
    assert not Attestation.objects.exists()
    assert not Override.objects.exists()
    assert api.verify().differences == ()
