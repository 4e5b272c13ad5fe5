"""The file that the CDC takes: the same bytes each time, Paris time, valid, and never empty."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from agir_certification.accrochage import exporting, profiles, records
from agir_certification.accrochage.writing import Written, file_name, new_identifier, stamp, write
from agir_certification.domain.civil_status import Birthplace, TrainingFile
from agir_certification.domain.passage import Depositor, Passage, Role
from agir_certification.domain.refusals import (
    DeletionUnsupported,
    DepositorMalformed,
    DepositorMayNot,
    DepositTooLarge,
    NothingToDeposit,
    ProfileUnknown,
    SchemaUnreadable,
)
from agir_certification.domain.schema import Action, Profile
from agir_certification.domain.sifting import sift

from .people import DEPOSITOR, PERSON, TERMS, flux, official, passage

GOLDEN = Path(__file__).parent / "golden/two-persons-1.1.2.xml"


def written(*passages: Passage, **changes: Any) -> bytes:
    file = BytesIO()
    write(file, flux(**changes), passages)
    return file.getvalue()


def canonical(content: bytes) -> str:
    return str(etree.canonicalize(content.decode(), strip_text=True))


def test_two_plain_records_become_the_golden_file(tmp_path: Path) -> None:
    """The records that ``--example`` prints; the expected file was written by hand."""
    plain = tmp_path / "records.csv"
    plain.write_text(records.example("csv"), encoding="utf-8")
    output = tmp_path / "deposit.xml"
    told: list[Any] = []
    done = exporting.export(plain, output, flux(), TERMS, lambda *said: told.append(said))
    assert told == []
    assert done.written is not None
    assert done.written.passages == 2
    assert canonical(output.read_bytes()) == canonical(GOLDEN.read_bytes())
    assert output.stat().st_mode & 0o777 == 0o600


def test_what_is_written_is_valid_by_the_official_schema() -> None:
    schema = official().schema
    dossier = TrainingFile("2312345678901", "Durand", "Élodie")
    content = written(
        passage(1),
        passage(2, person={"birthplace": Birthplace()}),
        passage(3, holder=dossier),
        passage(4, code="RNCP34762", kind="RNCP"),
    )
    schema.assertValid(etree.fromstring(content))
    schema.assertValid(etree.parse(GOLDEN))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 7, 1, 11, 5, tzinfo=UTC), "2026-07-01T13:05:00+02:00"),
        (datetime(2026, 12, 1, 12, 5, 9, 123456, tzinfo=UTC), "2026-12-01T13:05:09+01:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30:00+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T02:30:00+01:00"),
    ],
)
def test_the_moment_is_that_of_paris_with_its_offset(at: datetime, expected: str) -> None:
    assert stamp(at) == expected


def test_the_same_flux_gives_the_same_bytes_and_names() -> None:
    people = [passage(number) for number in range(20)]
    assert written(*people) == written(*people)
    assert written(*people) != written(*people, identifier="flux-0002")
    assert re.fullmatch(r"agir-cpf-20261123-205000-flux0001\.xml", file_name(flux()))
    assert len({new_identifier() for _ in range(1000)}) == 1000
    assert all(1 <= len(new_identifier()) <= 50 for _ in range(10))


def test_one_certification_after_the_other_and_one_passage_a_line() -> None:
    content = written(passage(1), passage(2), passage(3, code="RS5696"))
    found = etree.fromstring(content)
    prefix = "{urn:cdc:cpf:pc5:schema:1.0.0}"
    assert [one.text for one in found.iter(f"{prefix}code")] == ["RS5695", "RS5696"]
    lines = [one.sourceline for one in found.iter(f"{prefix}passageCertification")]
    assert lines == [3, 4, 6]


def test_profile_1_1_5_says_what_the_file_does() -> None:
    assert b"<cpf:action>CREATION</cpf:action>" in written(passage(), profile=Profile.V1_1_5)
    assert b"action" not in written(passage())


def test_no_deletion_without_the_official_schema() -> None:
    with pytest.raises(DeletionUnsupported):
        profiles.allow(Action.SUPPRESSION, None)
    with pytest.raises(DeletionUnsupported):
        written(passage(), action=Action.SUPPRESSION, profile=Profile.V1_1_5)
    profiles.allow(Action.CREATION, None)


def test_never_an_empty_file() -> None:
    with pytest.raises(NothingToDeposit):
        written()


def test_a_training_partner_cannot_write_one() -> None:
    with pytest.raises(DepositorMayNot):
        written(passage(), depositor=replace(DEPOSITOR, role=Role.TRAINING_PARTNER))
    with pytest.raises(DepositorMalformed):
        written(passage(), depositor=replace(DEPOSITOR, client_id="short"))
    third = Depositor("OTHER123", "12ABC345", "MCFCER000123", Role.THIRD_PARTY_DEPOSITOR)
    content = written(passage(), depositor=third)
    assert b"TIERS_CONFIANCE" in content
    assert content.index(b"OTHER123") < content.index(b"12ABC345")


def test_no_more_than_the_portal_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agir_certification.accrochage.writing.MOST_PASSAGES", 2)
    assert written(passage(1), passage(2))
    with pytest.raises(DepositTooLarge):
        written(passage(1), passage(2), passage(3))


TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "P", "S", "Zs")), min_size=1, max_size=40
)


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_that_passes_the_checks_comes_back_as_it_was(name: str, option: str) -> None:
    """Angle brackets, ampersands, quotes, astral letters; what does not pass is not written."""
    one = passage(1, person={"birth_name": f"D{name}"}, option=option)
    (judged,) = sift([one], TERMS)
    if not judged.goes:
        return
    found = etree.fromstring(written(one))
    texts = {element.tag.split("}")[1]: element.text for element in found.iter()}
    normal = __import__("unicodedata").normalize
    assert texts["nomNaissance"] == normal("NFC", f"D{name}").strip()
    assert texts["libelleOption"] == normal("NFC", option).strip()


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    output = tmp_path / "deposit.xml"

    def breaking() -> Iterator[Passage]:
        yield passage(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exporting.deposit(output, flux(), breaking())
    assert list(tmp_path.iterdir()) == []
    first = exporting.deposit(output, flux(), [passage(1)])
    assert isinstance(first, Written)
    assert exporting.deposit(output, flux(), [passage(1)]) == first
    assert first.size == output.stat().st_size


def test_a_draft_that_a_kill_left_goes_with_a_later_try(tmp_path: Path) -> None:
    stale, fresh = tmp_path / ".deposit.xml.0123abcd", tmp_path / ".deposit.xml.4567abcd"
    for draft in (stale, fresh):
        draft.write_text("persons")
    os.utime(stale, (0, 0))
    exporting.deposit(tmp_path / "deposit.xml", flux(), [passage(1)])
    assert sorted(one.name for one in tmp_path.iterdir()) == [fresh.name, "deposit.xml"]


def test_the_version_of_the_schema_chooses_the_profile(tmp_path: Path) -> None:
    schema = tmp_path / "cdc.xsd"
    text = (
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="{}" '
        'version="{}"><xsd:element name="flux"/></xsd:schema>'
    )
    schema.write_text(text.format("urn:cdc:cpf:pc5:schema:1.0.0", "1.1.5"))
    found = profiles.read(schema)
    assert profiles.chosen("", found) is Profile.V1_1_5
    assert profiles.chosen("1.1.2", found) is Profile.V1_1_2
    assert profiles.chosen() is Profile.V1_1_2
    profiles.allow(Action.SUPPRESSION, found)
    schema.write_text(text.format("urn:cdc:cpf:pc5:schema:1.0.0", "2.0.0"))
    with pytest.raises(ProfileUnknown):
        profiles.read(schema)
    schema.write_text(text.format("urn:other", "1.1.2"))
    with pytest.raises(SchemaUnreadable):
        profiles.read(schema)
    schema.write_text('<!DOCTYPE a [<!ENTITY b "c">]>' + text.format("urn:other", "1.1.2"))
    with pytest.raises(SchemaUnreadable):
        profiles.read(schema)
    with pytest.raises(SchemaUnreadable):
        profiles.read(tmp_path / "none.xsd")
    official_found = official()
    assert official_found.profile is Profile.V1_1_2


def test_a_dossier_of_another_length_is_refused_and_the_person_is_used() -> None:
    (judged,) = sift([passage(1, holder=TrainingFile("1" * 14, "D", "É"))], TERMS)
    assert not judged.goes
    (judged,) = sift([passage(1, holder=PERSON, valid_from=date(2026, 10, 30))], TERMS)
    assert judged.goes
