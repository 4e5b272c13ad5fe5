"""Files from the tables: made once, written again byte for byte, answered once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import (
    BY,
    CODE,
    PERSON,
    certification,
    civil,
    decided,
    keep_covenant,
    later,
    seated,
    session,
)
from django.core.management import CommandError, call_command
from django.db import connection

from agir_certification.accrochage import lines
from agir_certification.api import civil_status, deposits, duties, leaving, passages, repertoire
from agir_certification.domain import record
from agir_certification.models import Batch, BatchLine, CivilStatusReading, Passage
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError
from agir_platform import covenants, vault

pytestmark = pytest.mark.django_db
EXAM = later(days=31)
NOBODY = "Aucun titulaire ne correspond aux critères obligatoires"


@pytest.fixture(autouse=True)
def _rooms(settings: Any, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()
    settings.AGIR_VAULT_KEYS = ["oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"]
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "private")},
    }


@pytest.fixture
def _that_day(monkeypatch: Any) -> None:
    """Let commands, which take the machine's time, run on the day of the exam."""
    monkeypatch.setattr(SystemClock, "now", lambda _: EXAM.now())


def ready(count: int = 3, *, role: repertoire.Role = repertoire.Role.CERTIFIER) -> list[UUID]:
    """Return passages of as many persons, all obtained, each with a civil status of their own."""
    made = certification(CODE, role)
    told = {"client_id": "12ABC345", "contract_id": "MCFCER000123"}
    repertoire.identify(made, repertoire.Identifiers(**told), clock=EXAM)
    where = session(made, capacity=count + 1)
    found = []
    for number in range(count):
        subject = uuid4()
        found.append(decided(where, seated(where, subject), EXAM))
        civil(subject, _named(number), clock=EXAM)
    return found


def _named(number: int) -> Any:
    return replace(PERSON, birth_day=1 + number)


def file_of(batch: UUID) -> bytes:
    held = BytesIO()
    deposits.write(batch, held, by=BY, clock=EXAM)
    return held.getvalue()


def report(batch: UUID, accepted: list[UUID], refused: list[UUID], *, flux: str = "") -> bytes:
    taken = "".join(f"<idTechnique>{one}</idTechnique>" for one in accepted)
    not_taken = "".join(
        f"<passage><idTechnique>{one}</idTechnique><messageErreur>{NOBODY}</messageErreur>"
        "</passage>"
        for one in refused
    )
    return (
        f"<rapport><idFlux>{flux or deposits.one(batch).flux}</idFlux><PassagesKO>{not_taken}"
        f"</PassagesKO><PassagesOK>{taken}</PassagesOK></rapport>"
    ).encode()


def states(*several: UUID) -> list[str]:
    return [passages.one(one).deposit.value for one in several]


def test_a_file_is_written_again_byte_for_byte_whatever_changes_meanwhile() -> None:
    several = ready()
    made = deposits.make(CODE, by=BY, clock=EXAM)
    first = file_of(made.batch)
    assert re.findall(rb"<cpf:idTechnique>(.*?)<", first) == [
        str(one).encode() for one in Passage.objects.values_list("pk", flat=True)
    ]
    view = deposits.one(made.batch)
    assert hashlib.sha256(first).hexdigest() == view.sha256
    assert (view.size, view.passages, view.unanswered) == (len(first), 3, 3)
    civil(passages.one(several[0]).subject, _named(20), clock=EXAM)
    assert file_of(made.batch) == first
    assert "Vasseur" not in "".join(BatchLine.objects.values_list("sealed", flat=True))
    assert CivilStatusReading.objects.filter(act="export", by=BY).count() == 6


def test_a_passage_is_in_one_unresolved_file() -> None:
    several = ready()
    deposits.make(CODE, by=BY, clock=EXAM)
    assert states(*several) == ["in_batch"] * 3
    with pytest.raises(deposits.NothingToDeposit):
        deposits.make(CODE, by=BY, clock=EXAM)
    assert Batch.objects.count() == 1


def test_what_fails_a_check_stays_out_and_blocks_no_other() -> None:
    several = ready()
    civil(passages.one(several[1]).subject, replace(_named(3), birth_name="   "), clock=EXAM)
    made = deposits.make(CODE, by=BY, clock=EXAM)
    (kept,) = made.kept
    assert (kept.passage, kept.record) == (several[1], None)
    assert "CPF-ID-01" in {fault.check.value for fault in kept.faults}
    assert states(*several) == ["in_batch", "ready", "in_batch"]


def test_a_certifier_is_asked_for_its_identifiers_before_anybody_is_read() -> None:
    made = certification()
    where, subject = session(made), uuid4()
    decided(where, seated(where, subject), EXAM)
    civil(subject, clock=EXAM)
    before = CivilStatusReading.objects.count()
    with pytest.raises(deposits.DepositorMalformed):
        deposits.make(CODE, by=BY, clock=EXAM)
    assert CivilStatusReading.objects.count() == before


def test_a_training_partner_makes_no_file_and_gets_the_rows() -> None:
    """Acceptance 10: no deposit file; the hand-over reads back to the same passages."""
    several = ready(2, role=repertoire.Role.TRAINING_PARTNER)
    with pytest.raises(repertoire.MayNotDeposit):
        deposits.make(CODE, by=BY, clock=EXAM)
    assert Batch.objects.count() == 0
    head, *rows = deposits.hand_over(CODE, by=BY, clock=EXAM)
    read = [record.read(dict(zip(head, row, strict=True)), 1) for row in rows]
    assert {one.technical_id for one in read} == {str(one) for one in several}
    assert [one.faults for one in read] == [(), ()]
    assert states(*several) == ["ready", "ready"], "the certifier deposits, not the site"


def test_a_report_settles_each_passage_once_and_only_what_was_refused_goes_again() -> None:
    """Acceptance 5 and 6: one refused, two accepted; corrected, the next file holds that one."""
    several = ready()
    made = deposits.make(CODE, by=BY, clock=EXAM)
    deposits.declare(made.batch, EXAM.now().date(), by=BY, clock=EXAM)
    content = report(made.batch, several[1:], several[:1])
    told = deposits.read_report(content, by=BY, clock=EXAM)
    assert (told.accepted, [one.message for one in told.refused]) == (2, [NOBODY])
    assert states(*several) == ["refused", "accepted", "accepted"]
    assert deposits.one(made.batch).state is deposits.BatchState.PROCESSED
    subject = passages.one(several[0]).subject
    assert civil_status.refused(subject) == [(several[0], NOBODY)]
    assert civil(subject, _named(9), clock=EXAM) == 1, "the correction makes it ready"
    assert not deposits.read_report(content, by=BY, clock=EXAM).is_new
    assert states(*several) == ["ready", "accepted", "accepted"], "a replay changes nothing"
    again = deposits.make(CODE, by=BY, clock=EXAM)
    assert [one for one, _, _ in deposits.one(again.batch).lines] == several[:1]
    assert deposits.one(again.batch).flux != deposits.one(made.batch).flux
    assert [one.about for one in duties.waiting(clock=EXAM)] == several[:1]


def test_reports_that_are_not_ours_or_say_the_contrary() -> None:
    several = ready()
    made = deposits.make(CODE, by=BY, clock=EXAM)
    with pytest.raises(deposits.ReportForeign):
        deposits.read_report(report(made.batch, several, [], flux="foreign"), by=BY, clock=EXAM)
    assert states(*several) == ["in_batch"] * 3
    first = deposits.read_report(report(made.batch, several[:1], []), by=BY, clock=EXAM)
    assert set(first.missing) == {str(one) for one in several[1:]}
    assert states(*several) == ["accepted", "in_batch", "in_batch"]
    stranger = uuid4()
    second = deposits.read_report(
        report(made.batch, [several[1], stranger], [several[0]]), by=BY, clock=EXAM
    )
    assert (second.contradicted, second.unknown) == (1, (str(stranger),))
    assert states(*several) == ["accepted", "accepted", "in_batch"]
    third = deposits.read_report(report(made.batch, several, []), by=BY, clock=EXAM)
    assert (third.accepted, third.contradicted) == (3, 0)
    assert states(*several) == ["accepted"] * 3


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE r [<!ENTITY a "b">]><rapport><idFlux>&a;</idFlux></rapport>',
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><rapport/>',
        b"not xml",
        b"<rapport><idFlux>x</idFlux></rapport>",
    ],
)
def test_a_file_that_is_no_report_changes_nothing(content: bytes) -> None:
    several = ready(1)
    deposits.make(CODE, by=BY, clock=EXAM)
    with pytest.raises(DomainError):
        deposits.read_report(content, by=BY, clock=EXAM)
    assert states(*several) == ["in_batch"]


def test_a_file_is_cancelled_or_refused_as_a_whole_with_a_reason() -> None:
    several = ready()
    made = deposits.make(CODE, by=BY, clock=EXAM)
    with pytest.raises(deposits.ReasonMissing):
        deposits.cancel(made.batch, "  ", by=BY, clock=EXAM)
    assert deposits.cancel(made.batch, "Wrong day", by=BY, clock=EXAM) == 3
    with pytest.raises(deposits.BatchSettled):
        deposits.declare(made.batch, EXAM.now().date(), by=BY, clock=EXAM)
    with pytest.raises(deposits.BatchSettled):
        deposits.read_report(report(made.batch, several, []), by=BY, clock=EXAM)
    second = deposits.make(CODE, by=BY, clock=EXAM)
    deposits.declare(second.batch, EXAM.now().date(), by=BY, clock=EXAM)
    deposits.take_back(second.batch)
    deposits.declare(second.batch, EXAM.now().date(), by=BY, clock=EXAM)
    with pytest.raises(deposits.BatchSettled):
        deposits.cancel(second.batch, "It was deposited", by=BY, clock=EXAM)
    assert deposits.reject(second.batch, "XSD KO", by=BY, clock=EXAM) == 3
    third = deposits.make(CODE, by=BY, clock=EXAM)
    deposits.read_report(report(third.batch, several[:1], []), by=BY, clock=EXAM)
    with pytest.raises(deposits.BatchSettled):
        deposits.take_back(third.batch)


def test_a_large_certification_goes_in_several_files(settings: Any) -> None:
    settings.AGIR_CERTIFICATION_BATCH_PASSAGES = 2
    several = ready(5)
    laters = [deposits.make(CODE, by=BY, clock=EXAM).later for _ in range(3)]
    assert laters == [3, 1, 0]
    sent = [one for batch in Batch.objects.all() for one, _, _ in deposits.one(batch.pk).lines]
    assert sorted(sent) == sorted(several)


@pytest.mark.usefixtures("_that_day")
def test_the_command_writes_the_same_file_until_it_is_deposited(tmp_path: Any) -> None:
    """Run again after any accident: the same bytes; a new file holds nothing that was sent."""
    several = ready(2)
    first, again, other = (tmp_path / name for name in ("a.xml", "b.xml", "c.xml"))
    out = _said("agir_cpf_export", "--certification", CODE, "--output", first)
    assert "2 passages of RS5875, 0 kept back" in out
    out = _said("agir_cpf_export", "--certification", CODE, "--output", again)
    assert "was made before and waits for its deposit" in out
    assert first.read_bytes() == again.read_bytes()
    with pytest.raises(CommandError, match="No passage may be sent"):
        _said("agir_cpf_export", "--certification", CODE, "--output", other, "--new")
    (view,) = deposits.of(CODE)
    deposits.declare(view.id, EXAM.now().date(), by=BY, clock=EXAM)
    path = tmp_path / "r.xml"
    path.write_bytes(report(view.id, several[1:], several[:1]))
    assert "1 taken, 1 to correct" in _said("agir_cpf_reconcile", path)
    assert "nothing changed" in _said("agir_cpf_reconcile", path)
    passages.release([several[0]], by=BY, clock=EXAM)
    _said("agir_cpf_export", "--certification", CODE, "--output", other)
    assert re.findall(rb"<cpf:idTechnique>(.*?)<", other.read_bytes()) == [str(several[0]).encode()]
    assert (first.stat().st_mode & 0o077) == 0


def _said(*arguments: Any) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_partner_gets_no_file_from_the_command_either(tmp_path: Any) -> None:
    ready(1, role=repertoire.Role.TRAINING_PARTNER)
    with pytest.raises(CommandError, match="Hand the data over"):
        _said("agir_cpf_export", "--certification", CODE, "--output", tmp_path / "a.xml")
    assert not list(tmp_path.glob("*.xml"))


def test_who_leaves_takes_what_was_sealed_unless_the_law_needs_it() -> None:
    """Acceptance 12: three months to transmit and three to correct, then nothing is left."""
    several = ready(1)
    made = deposits.make(CODE, by=BY, clock=EXAM)
    subject = passages.one(several[0]).subject
    leaving.forget(subject, clock=EXAM)
    assert deposits.one(made.batch).is_whole, "the certifier still has to hand it over"
    civil_status.purge(clock=later(days=31 + 365))
    assert not deposits.one(made.batch).is_whole
    with pytest.raises(deposits.BatchErased):
        file_of(made.batch)
    leaving.forget(BY, clock=EXAM)
    assert Batch.objects.get().made_by is None


def test_lines_move_to_a_new_key(settings: Any) -> None:
    ready(2)
    made = deposits.make(CODE, by=BY, clock=EXAM)
    before = file_of(made.batch)
    new = "Zk3nQm8vR1tY6uI9oP2aS5dF7gH0jK4lX-cV_bN1mQ8"
    settings.AGIR_VAULT_KEYS = [new, *settings.AGIR_VAULT_KEYS]
    assert vault.move_all()["agir_certification_batch_line"] == (2, 0)
    settings.AGIR_VAULT_KEYS = [new]
    assert lines.is_whole(Batch.objects.get())
    assert file_of(made.batch) == before


@pytest.mark.usefixtures("_that_day")
def test_no_birth_data_reaches_logs_errors_or_clear_tables(
    caplog: Any, tmp_path: Any, capsys: Any
) -> None:
    """Acceptance 12: everything said and kept in clear on the way, searched for the person."""
    caplog.set_level(0)
    several = ready(2)
    output = tmp_path / "a.xml"
    said = _said("agir_cpf_export", "--certification", CODE, "--output", output)
    (view,) = deposits.of(CODE)
    path = tmp_path / "r.xml"
    path.write_bytes(report(view.id, several[1:], several[:1]))
    said += _said("agir_cpf_reconcile", path)
    said += repr(deposits.check(CODE, by=BY, clock=EXAM)) + repr(deposits.one(view.id))
    said += caplog.text + "".join(capsys.readouterr())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("agir_certification_"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                said += repr(cursor.fetchall())
    assert "Vasseur" in output.read_text(encoding="utf-8")
    for word in ("Vasseur", "Quénot", "Ondine", "1987", "29019"):
        assert word not in said, word
