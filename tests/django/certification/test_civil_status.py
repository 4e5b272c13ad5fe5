"""Civil status: sealed, read by few and written down, corrected, erased; no log holds it."""

from __future__ import annotations

import dataclasses
import io
import json
import logging
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import (
    BY,
    CLOCK,
    PERSON,
    certification,
    civil,
    decided,
    keep_covenant,
    later,
    seated,
    session,
)
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from agir_certification.api import (
    civil_status,
    leaving,
    passages,
    registrations,
    repertoire,
    sessions,
)
from agir_certification.civil_status import sealed
from agir_certification.models import (
    CivilStatusReading,
    CivilStatusRecord,
    Duty,
    Passage,
    Registration,
)
from agir_kernel.clock import SystemClock
from agir_platform import covenants, retirement, vault
from agir_platform.learners import api as learners

pytestmark = pytest.mark.django_db
BIRTH = ("Vasseur", "Quénot", "Ondine", "29019", "Brest", "1987")
KEYS = (
    "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw",
    "b4U2Vd2gI0JrQxP9eCk7aLzYtN1mSwHfRo3uE6iKqDc",
)
NIR = "287032901900154"  # of nobody; its key is 97 - 2870329019001 % 97


@pytest.fixture(autouse=True)
def _a_vault(settings: Any, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()
    settings.AGIR_VAULT_KEYS = [KEYS[0]]
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }


@pytest.fixture
def subject() -> UUID:
    user = get_user_model().objects.create(username="holder")
    return learners.subject_of(user.pk)


def read(subject: UUID, clock: Any = CLOCK) -> civil_status.CivilStatusView:
    return civil_status.read(subject, by=BY, purpose="check", clock=clock)


def test_it_is_asked_of_who_is_registered_and_of_nobody_else(subject: UUID) -> None:
    with pytest.raises(civil_status.NotAskedNow):
        civil(subject)
    seated(session(certification()), subject)
    civil(subject)
    assert read(subject).status == PERSON
    assert read(subject).basis == "legal_obligation"
    assert read(subject).asked_until == date(2027, 12, 27)


def test_nothing_of_it_lies_open_in_the_database(subject: UUID) -> None:
    seated(session(certification()), subject)
    civil(subject)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agir_certification_civil_status")
        row = str(cursor.fetchall())
    assert not [word for word in BIRTH if word in row.replace("2027", "")]


def test_every_reading_is_written_down_with_who_and_what_for(subject: UUID) -> None:
    seated(session(certification()), subject)
    civil(subject)
    read(subject)
    civil(subject, dataclasses.replace(PERSON, usual_name="Le Goff"), later(hours=1))
    assert [(one.act, one.by, one.purpose) for one in civil_status.readings(subject)] == [
        ("correct", subject, "form"),
        ("read", BY, "check"),
        ("record", subject, "form"),
    ]
    assert read(subject).status.usual_name == "Le Goff"
    with pytest.raises(civil_status.CivilStatusUnknown):
        read(uuid4())


def test_another_notice_than_the_one_shown_is_refused(subject: UUID) -> None:
    seated(session(certification()), subject)
    given = civil_status.Given(
        status=PERSON, notice_version="2020-01", role=repertoire.Role.CERTIFIER
    )
    with pytest.raises(civil_status.NoticeOutdated):
        civil_status.record(subject, given, clock=CLOCK)


def test_the_legal_ground_is_by_role_and_no_consent_is_asked() -> None:
    certifier = civil_status.notice(repertoire.Role.CERTIFIER)
    partner = civil_status.notice(repertoire.Role.TRAINING_PARTNER)
    assert (certifier.basis, partner.basis) == ("legal_obligation", "contract")
    told = " ".join(str(value) for value in dataclasses.asdict(certifier).values()).lower()
    assert "consent" not in told
    assert "r6113-17-2" in told


def test_no_nir_unless_the_operator_enables_it(settings: Any, subject: UUID) -> None:
    seated(session(certification()), subject)
    role = repertoire.Role.CERTIFIER
    given = civil_status.Given(
        status=PERSON, notice_version=civil_status.notice(role).version, role=role, nir=NIR
    )
    with pytest.raises(civil_status.NirNotEnabled):
        civil_status.record(subject, given, clock=CLOCK)
    settings.AGIR_CERTIFICATION_NIR = True
    civil_status.record(subject, given, clock=CLOCK)
    assert read(subject).nir == NIR[:13]
    assert NIR[:13] not in CivilStatusRecord.objects.get().nir
    assert NIR[:13] not in repr(read(subject)) + repr(given)
    civil(subject)
    assert read(subject).nir == NIR[:13], "a correction without a NIR keeps it"


@pytest.mark.parametrize(
    "text", ["1", "287032901900100", "987032901900154", "28703290190018", "2870329019001X2"]
)
def test_what_is_no_nir(settings: Any, subject: UUID, text: str) -> None:
    settings.AGIR_CERTIFICATION_NIR = True
    seated(session(certification()), subject)
    role = repertoire.Role.CERTIFIER
    given = civil_status.Given(
        status=PERSON, notice_version=civil_status.notice(role).version, role=role, nir=text
    )
    with pytest.raises(civil_status.NirMalformed) as refused:
        civil_status.record(subject, given, clock=CLOCK)
    assert text not in str(refused.value.facts)


def test_without_a_key_nothing_is_kept(settings: Any, subject: UUID) -> None:
    seated(session(certification()), subject)
    settings.AGIR_VAULT_KEYS = []
    with pytest.raises(vault.VaultKeyUnset):
        civil(subject)
    assert not CivilStatusRecord.objects.exists()


def test_a_new_key_is_moved_to_by_the_command(settings: Any, subject: UUID) -> None:
    seated(session(certification()), subject)
    civil(subject)
    settings.AGIR_VAULT_KEYS = [KEYS[1], KEYS[0]]
    out = io.StringIO()
    call_command("agir_reseal_vault", stdout=out)
    assert "agir_certification_civil_status: 1 sealed" in out.getvalue()
    settings.AGIR_VAULT_KEYS = [KEYS[1]]
    assert read(subject).status == PERSON


def test_a_record_that_was_moved_to_another_person_does_not_open(subject: UUID) -> None:
    seated(session(certification()), subject)
    civil(subject)
    CivilStatusRecord.objects.update(subject=uuid4())
    with pytest.raises(vault.VaultUnreadable):
        sealed.unseal(CivilStatusRecord.objects.get())


def test_it_is_purged_when_neither_session_nor_law_needs_it(subject: UUID) -> None:
    """A year after a session where nothing was obtained; not a day before."""
    where = session(certification())
    one = seated(where, subject)
    civil(subject)
    registrations.cancel(one, reason="changed_mind", clock=CLOCK)
    assert civil_status.purge(clock=later(days=395)) == 0
    assert civil_status.purge(clock=later(days=396)) == 1
    assert civil_status.purge(clock=later(days=396)) == 0
    assert [one.act for one in civil_status.readings(subject)] == ["purge"]


def test_who_leaves_before_the_exam_leaves_nothing(subject: UUID) -> None:
    start = SystemClock().now() + timedelta(days=30)
    where = session(certification(), starts_at=start, ends_at=start)
    seated(where, subject)
    civil(subject)
    user_id = learners.user_of(subject)
    assert user_id is not None
    retirement.retire(user_id)
    assert sessions.one(where, clock=CLOCK).taken == 0, "the place goes to somebody else"
    assert not CivilStatusRecord.objects.exists()
    assert not CivilStatusReading.objects.exists()
    assert Registration.objects.filter(subject=subject).exists(), "money keeps a pseudonym"
    leaving.forget(subject)


def test_who_leaves_as_a_holder_is_kept_until_the_day_of_the_law_and_no_longer(
    subject: UUID,
) -> None:
    """Delivered 28 December 2026: three months to transmit and three to correct, 28 June 2027."""
    where = session(certification())
    passage = decided(where, seated(where, subject), later(days=31))
    civil(subject, clock=later(days=31))
    leaving.forget(subject, clock=later(days=32))
    row = CivilStatusRecord.objects.get()
    assert (row.keep_until, row.left_at is not None) == (date(2027, 6, 28), True)
    prepared = passages.prepare("RS5875", by=BY, clock=later(days=32))
    assert [one.technical_id for one in prepared.records] == [str(passage)]
    assert civil_status.purge(clock=later(days=213)) == 0
    assert civil_status.purge(clock=later(days=214)) == 1
    assert not CivilStatusReading.objects.exists()
    assert Passage.objects.filter(pk=passage).exists(), "a certifier keeps what it delivered"


def test_once_accepted_it_is_kept_for_corrections_alone(subject: UUID) -> None:
    """Accepted 10 January 2027: until 10 April."""
    where = session(certification())
    passage = decided(where, seated(where, subject), later(days=31))
    civil(subject, clock=later(days=31))
    batch = uuid4()
    passages.send([passage], batch, clock=later(days=40))
    passages.settle(passage, batch, is_accepted=True, clock=later(days=44))
    assert CivilStatusRecord.objects.get().keep_until == date(2027, 4, 10)
    assert not Duty.objects.filter(dropped_at=None).exists()


def test_a_learner_takes_all_of_it_along(subject: UUID) -> None:
    where = session(certification())
    decided(where, seated(where, subject), later(days=31))
    civil(subject, clock=later(days=31))
    held = leaving.export(subject)
    assert held["civil_status"]["civil_status"]["birth_name"] == PERSON.birth_name
    assert held["registrations"][0]["certification"] == "RS5875"
    assert held["passages"][0]["decision"] == "obtained"
    assert json.dumps(held)
    assert leaving.export(uuid4()) == {}


def test_no_log_refusal_or_word_of_a_record_holds_birth_data(subject: UUID, caplog: Any) -> None:
    """Every act once, also those that fail: nothing of the person is in any log or repr."""
    caplog.set_level(logging.DEBUG)
    where = session(certification())
    said: list[str] = []
    try:
        civil(subject)
    except civil_status.NotAskedNow as refused:
        said += [str(refused), repr(refused.facts)]
    passage = decided(where, seated(where, subject), later(days=31))
    civil(subject, clock=later(days=31))
    view = read(subject)
    prepared = passages.prepare("RS5875", by=BY, clock=later(days=32))
    row = CivilStatusRecord.objects.get()
    said += [repr(view), repr(prepared), str(row), repr(row), repr(view.status)]
    CivilStatusRecord.objects.update(sealed=row.sealed[:-4])
    try:
        read(subject)
    except vault.VaultUnreadable as refused:
        said += [str(refused), repr(refused.facts), repr(refused.__cause__)]
    civil_status.purge(clock=later(days=900))
    said += [record.getMessage() for record in caplog.records if "django.db" not in record.name]
    assert str(passage) in "".join(said), "the walk saw something"
    assert not [word for word in BIRTH if word in "".join(said)]
