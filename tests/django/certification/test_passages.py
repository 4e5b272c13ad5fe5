"""Who came, what a jury decided, what is deposited: by named people, each record on its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import (
    BY,
    CLOCK,
    PDF,
    PERSON,
    certification,
    civil,
    decided,
    keep_covenant,
    later,
    request,
    seated,
    session,
)
from django.contrib.auth import get_user_model
from opaque_keys.edx.keys import CourseKey
from openedx_events.learning.data import (
    CertificateData,
    CourseData,
    UserData,
    UserPersonalData,
)
from openedx_events.learning.signals import CERTIFICATE_CREATED
from openedx_filters import PipelineStep

from agir_certification.api import (
    civil_status,
    duties,
    leaving,
    maintenance,
    passages,
    registrations,
    repertoire,
)
from agir_certification.domain.passage import ExamMode
from agir_certification.models import Bloc, Passage, PassageStep
from agir_certification.passages import files
from agir_events.signals import (
    JURY_DECISION_RECORDED,
    PASSAGE_SETTLED,
    PASSAGE_TRANSMITTED,
)
from agir_platform import covenants
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform
from agir_platform.storage import private_storage

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Certified+2026"
EXAM = later(days=31)


@pytest.fixture(autouse=True)
def _rooms(settings: Any, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()
    settings.AGIR_VAULT_KEYS = ["oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"]
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }


@pytest.fixture
def heard() -> Iterator[Callable[[Any, str], list[Any]]]:
    """Return what lets a test hear an event until it ends."""
    ends: list[Callable[[], Any]] = []

    def hear_all(signal: Any, name: str) -> list[Any]:
        told: list[Any] = []

        def hear(**said: Any) -> None:
            told.append(said[name])

        signal.connect(hear, weak=False)
        ends.append(lambda: signal.disconnect(hear))
        return told

    yield hear_all
    for end in ends:
        end()


def test_a_jury_has_members_one_president_and_signed_minutes() -> None:
    where = session(certification())
    president = passages.Member("Jeanne Presle", "présidente", True)
    day = EXAM.now().date()
    for members, meets_on in (
        ([], day),
        ([passages.Member("A"), passages.Member("B")], day),
        ([president, president], day),
        ([president, passages.Member(" ")], day),
        ([president], date(2026, 11, 27)),
    ):
        with pytest.raises(passages.JuryMalformed):
            passages.convene(where, meets_on, members, clock=EXAM)
    jury = passages.convene(where, day, [passages.Member("A"), president], clock=EXAM)
    for content in (b"plain text", b"%PDF-" + b"x" * (5 * 1024 * 1024)):
        with pytest.raises(passages.ProofRefused):
            passages.sign_minutes(jury, content, day, clock=EXAM)
    with pytest.raises(passages.JuryMalformed):
        passages.sign_minutes(jury, PDF, date(2027, 1, 1), clock=EXAM)
    digest = passages.sign_minutes(jury, PDF, day, clock=EXAM)
    (found,) = passages.juries_of(where)
    assert (found.minutes_sha256, found.signed_on) == (digest, day)
    assert [one.name for one in found.members] == ["Jeanne Presle", "A"]
    assert private_storage().exists(found.minutes)


def test_nothing_is_decided_without_signed_minutes_of_its_own_jury() -> None:
    made = certification()
    where, other = session(made), session(made)
    passage = passages.expect(seated(where, uuid4()))
    passages.attend(passage, passages.Attendance.PRESENT, by=BY, clock=EXAM)
    result = passages.Result(decision=passages.Decision.NOT_OBTAINED)
    president = [passages.Member("Jeanne Presle", "", True)]
    day = EXAM.now().date()
    unsigned = passages.convene(where, day, president, clock=EXAM)
    foreign = passages.convene(other, day, president, clock=EXAM)
    passages.sign_minutes(foreign, PDF, day, clock=EXAM)
    with pytest.raises(passages.MinutesUnsigned):
        passages.decide(passage, result, jury=unsigned, by=BY, clock=EXAM)
    for jury in (foreign, uuid4()):
        with pytest.raises(passages.JuryUnknown):
            passages.decide(passage, result, jury=jury, by=BY, clock=EXAM)
    assert passages.one(passage).decision is None


def test_a_decision_names_who_recorded_it_and_owes_a_deposit_in_three_months(
    heard: Any, django_capture_on_commit_callbacks: Any
) -> None:
    told = heard(JURY_DECISION_RECORDED, "decision")
    where = session(certification())
    with django_capture_on_commit_callbacks(execute=True):
        passage = decided(where, seated(where, uuid4()), EXAM)
    view = passages.one(passage)
    assert (view.decision, view.decided_by, view.deposit) == (
        passages.Decision.OBTAINED, BY, passages.Deposit.READY,
    )  # fmt: skip
    (duty,) = duties.of([passage], clock=EXAM)
    assert (duty.kind.value, duty.due_on) == ("accrochage", date(2027, 3, 28))
    assert [(one.decision, one.passage) for one in told] == [("obtained", str(passage))]
    assert list(PassageStep.objects.values_list("word", flat=True)) == ["present", "obtained"]


def test_blocs_are_decided_one_by_one() -> None:
    made = certification("RNCP34762")
    for code in ("RNCP34762BC01", "RNCP34762BC02"):
        Bloc.objects.create(certification_id=made, code=code, title=code)
    where = session(made)
    part = {"RNCP34762BC01": True, "RNCP34762BC02": False}
    passage = decided(
        where, seated(where, uuid4()), EXAM,
        decision=passages.Decision.PARTLY_OBTAINED, blocs=part,
    )  # fmt: skip
    view = passages.one(passage)
    assert dict(view.blocs) == part
    assert view.deposit is passages.Deposit.NONE, "a part is not a certification delivered"
    assert duties.waiting(clock=EXAM) == []


def test_who_was_absent_obtains_nothing_and_a_reason_has_its_proof(tmp_path: Any) -> None:
    where, subject = session(certification()), uuid4()
    passage = passages.expect(seated(where, subject))
    passages.attend(passage, passages.Attendance.EXCUSED, by=BY, proof=PDF, clock=EXAM)
    assert passages.absence_proof(passage, by=BY, clock=EXAM) == PDF
    (read,) = passages.absence_readings(subject)
    assert (read.passage, read.by, read.at) == (passage, BY, EXAM.now())
    with pytest.raises(passages.DecisionRefused):
        _decide(where, passage)
    leaving.forget(subject)
    assert not passages.one(passage).has_absence_proof
    assert passages.absence_readings(subject) == []
    assert not [one for one in tmp_path.rglob("absences/*") if one.is_file()]


def test_a_proof_of_an_absence_is_never_lost_by_saying_the_same_again(tmp_path: Any) -> None:
    where = session(certification())
    passage = passages.expect(seated(where, uuid4()))
    passages.attend(passage, passages.Attendance.EXCUSED, by=BY, proof=PDF, clock=EXAM)
    passages.attend(passage, passages.Attendance.EXCUSED, by=BY, clock=EXAM)
    assert passages.absence_proof(passage, by=BY, clock=EXAM) == PDF
    with pytest.raises(passages.AbsenceProofKept):
        passages.attend(passage, passages.Attendance.PRESENT, by=BY, clock=EXAM)
    assert passages.one(passage).attendance is passages.Attendance.EXCUSED
    passages.attend(
        passage, passages.Attendance.PRESENT, by=BY, drops_proof=True, clock=EXAM
    )  # fmt: skip
    assert not passages.one(passage).has_absence_proof
    with pytest.raises(passages.PassageUnknown):
        passages.absence_proof(passage, by=BY, clock=EXAM)


def test_minutes_that_are_replaced_stay_beside_the_later_ones() -> None:
    where = session(certification())
    passage = decided(where, seated(where, uuid4()), EXAM)
    (jury,) = passages.juries_of(where)
    later_pdf = PDF + b" again"
    passages.sign_minutes(jury.id, later_pdf, EXAM.now().date(), clock=EXAM)
    (jury,) = passages.juries_of(where)
    (earlier,) = jury.earlier
    assert files.read(jury.minutes) == later_pdf
    assert files.read(earlier.path) == PDF, "the decision rests on these"
    assert passages.one(passage).decision is passages.Decision.OBTAINED


def _decide(where: UUID, passage: UUID, **told: Any) -> None:
    president = [passages.Member("Jeanne Presle", "", True)]
    jury = passages.convene(where, EXAM.now().date(), president, clock=EXAM)
    passages.sign_minutes(jury, PDF, EXAM.now().date(), clock=EXAM)
    given = {"decision": passages.Decision.OBTAINED, "delivered_on": EXAM.now().date()}
    passages.decide(
        passage, passages.Result(**given | told), jury=jury, by=BY, reason="again", clock=EXAM
    )


def test_a_decision_is_corrected_until_it_is_on_its_way() -> None:
    where = session(certification())
    passage = decided(where, seated(where, uuid4()), EXAM)
    _decide(where, passage, decision=passages.Decision.NOT_OBTAINED, delivered_on=None)
    assert duties.waiting(clock=EXAM) == []
    _decide(where, passage)
    assert len(duties.waiting(clock=EXAM)) == 1
    passages.send([passage], uuid4(), clock=EXAM)
    with pytest.raises(passages.PassageSettled):
        _decide(where, passage, decision=passages.Decision.NOT_OBTAINED, delivered_on=None)
    with pytest.raises(passages.PassageSettled):
        passages.attend(passage, passages.Attendance.ABSENT, by=BY, clock=EXAM)


def test_only_who_has_a_place_for_good_is_expected() -> None:
    where = session(certification())
    held = registrations.register(request(where), clock=CLOCK)
    with pytest.raises(registrations.RegistrationUnknown):
        passages.expect(held.id)
    registrations.confirm(held.id, clock=CLOCK)
    assert passages.expect(held.id) == passages.expect(held.id)


def test_what_is_ready_is_prepared_and_the_rest_says_why_it_waits() -> None:
    where = session(certification(), capacity=9)
    people = [uuid4() for _ in range(4)]
    sat = [decided(where, seated(where, one), EXAM, score="820") for one in people[:3]]
    passages.expect(seated(where, people[3]))
    for one in people[:2]:
        civil(one, clock=EXAM)
    passages.exclude(sat[1], "Asked the certifier", by=BY, clock=EXAM)
    found = passages.prepare("RS5875", by=BY, clock=EXAM)
    assert {(one.passage, one.why) for one in found.waiting} >= {
        (sat[1], "excluded"),
        (sat[2], "civil_status_missing"),
    }
    assert sorted(one.why for one in found.waiting) == [
        "civil_status_missing", "excluded", "undecided",
    ]  # fmt: skip
    (record,) = found.records
    assert (record.technical_id, record.code, record.kind) == (str(sat[0]), "RS5875", "RS")
    assert record.holder == PERSON
    assert (record.given_on, record.score, record.exam.mode) == (
        EXAM.now().date(), "820", ExamMode.A_DISTANCE,
    )  # fmt: skip
    assert record.enrolment.on == date(2026, 11, 27)
    passages.release([sat[1]], by=BY, clock=EXAM)
    assert len(passages.prepare("RS5875", by=BY, clock=EXAM).records) == 2


def test_a_training_partner_deposits_nothing_and_hands_over() -> None:
    made = certification("RS5875", repertoire.Role.TRAINING_PARTNER)
    where, subject = session(made), uuid4()
    passage = decided(where, seated(where, subject), EXAM)
    civil(subject, clock=EXAM)
    with pytest.raises(repertoire.MayNotDeposit):
        passages.prepare("RS5875", by=BY, clock=EXAM)
    with pytest.raises(repertoire.MayNotDeposit):
        passages.prepare("RS1", by=BY, clock=EXAM)
    (record,) = passages.prepare("RS5875", by=BY, hand_over=True, clock=EXAM).records
    assert record.technical_id == str(passage)
    repertoire.set_role(made, repertoire.Role.THIRD_PARTY_DEPOSITOR, clock=EXAM)
    assert passages.prepare("RS5875", by=BY, clock=EXAM).records == (record,)


class Completes(PipelineStep):
    """A step of another plugin: completes one passage."""

    def run_filter(self, passage: Any) -> dict[str, Any]:  # type: ignore[override]
        return {"passage": dataclasses.replace(passage, option="B")}


class Stops(PipelineStep):
    """A step of another plugin: lets one passage wait."""

    def run_filter(self, passage: Any) -> dict[str, Any]:  # type: ignore[override]
        if passage.score == "stop":
            raise passages.AgirPassagePrepared.StopPassage("photo_missing")
        return {"passage": passage}


def test_another_plugin_completes_or_stops_one_passage(settings: Any) -> None:
    settings.OPEN_EDX_FILTERS_CONFIG = {
        "org.agir.certification.passage.prepared.v1": {
            "pipeline": [f"{__name__}.Completes", f"{__name__}.Stops"],
            "fail_silently": False,
        }
    }
    where = session(certification())
    for score in ("820", "stop"):
        subject = uuid4()
        decided(where, seated(where, subject), EXAM, score=score)
        civil(subject, clock=EXAM)
    found = passages.prepare("RS5875", by=BY, clock=EXAM)
    assert [one.option for one in found.records] == ["B"]
    assert [one.why for one in found.waiting] == ["photo_missing"]


def test_sent_once_settled_once_and_corrected_goes_again(
    heard: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Refused on identity: the learner corrects, and that passage alone is ready again."""
    sent, settled = heard(PASSAGE_TRANSMITTED, "passage"), heard(PASSAGE_SETTLED, "passage")
    where, subject = session(certification()), uuid4()
    passage = decided(where, seated(where, subject), EXAM)
    civil(subject, clock=EXAM)
    batch = uuid4()
    why = "Aucun titulaire ne correspond aux critères obligatoires"
    with django_capture_on_commit_callbacks(execute=True):
        assert passages.send([passage], batch, clock=EXAM) == 1
        assert passages.send([passage], batch, clock=EXAM) == 0
        assert passages.prepare("RS5875", by=BY, clock=EXAM).records == ()
        for fresh in (True, False):
            told = passages.settle(passage, batch, is_accepted=False, message=why, clock=EXAM)
            assert told is fresh
    assert [one.outcome for one in (*sent, *settled)] == ["transmitted", "refused"]
    assert civil_status.refused(subject) == [(passage, why)]
    assert civil(subject, dataclasses.replace(PERSON, birth_day=15), EXAM) == 1
    assert civil(subject, dataclasses.replace(PERSON, birth_day=15), EXAM) == 0
    assert len(passages.prepare("RS5875", by=BY, clock=EXAM).records) == 1
    passages.send([passage], uuid4(), clock=EXAM)
    passages.settle(passage, uuid4(), is_accepted=True, clock=EXAM)
    with pytest.raises(passages.PassageSettled):
        passages.send([passage], uuid4(), clock=EXAM)
    with pytest.raises(passages.PassageSettled):
        passages.settle(passage, batch, is_accepted=False, clock=EXAM)


def test_of_a_file_all_go_or_none() -> None:
    where, one = session(certification()), uuid4()
    ready = decided(where, seated(where, one), EXAM)
    undecided = passages.expect(seated(where, uuid4()))
    with pytest.raises(passages.PassageSettled):
        passages.send([ready, undecided], uuid4(), clock=EXAM)
    assert passages.one(ready).deposit is passages.Deposit.READY


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    return found


def certificate_of(user: Any) -> None:
    """Let the platform say, by its own event, that it gave somebody a certificate."""
    personal = UserPersonalData(username=user.username, email="", name="")
    CERTIFICATE_CREATED.send_event(
        certificate=CertificateData(
            user=UserData(pii=personal, id=user.pk, is_active=True),
            course=CourseData(course_key=CourseKey.from_string(COURSE), display_name=""),
            mode="honor", grade="0.9", current_status="downloadable", download_url="", name="",
        )
    )  # fmt: skip


def test_a_certificate_of_the_platform_proposes_and_decides_nothing() -> None:
    where = session(certification("RS5875", repertoire.Role.CERTIFIER, COURSE))
    user = get_user_model().objects.create(username="passed")
    one = seated(where, learners.subject_of(user.pk))
    seated(where, uuid4())
    certificate_of(user)
    certificate_of(user)
    (found,) = passages.undecided()
    assert (found.registration, found.proposed_course, found.decision) == (one, COURSE, None)
    assert found.deposit is passages.Deposit.NONE
    certificate_of(get_user_model().objects.create(username="stranger"))
    assert Passage.objects.count() == 1


def test_a_night_finds_who_passed(memory: MemoryPlatform) -> None:
    memory.add_course(COURSE)
    where = session(certification("RS5875", repertoire.Role.CERTIFIER, COURSE))
    for name, has_passed in (("yes", True), ("no", False)):
        user = get_user_model().objects.create(username=name)
        memory.add_person(user.pk)
        seated(where, learners.subject_of(user.pk))
        if has_passed:
            memory.pass_course(user.pk, COURSE)
    assert maintenance.reconcile(clock=CLOCK).proposed == 1
    assert maintenance.reconcile(clock=CLOCK).proposed == 0
    assert [one.proposed_at for one in passages.undecided()] == [
        datetime(2026, 11, 27, 9, tzinfo=UTC)
    ]
