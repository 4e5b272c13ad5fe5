"""Records of anybody are read a record at a time; what cannot be read is told by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agir_certification.accrochage import exporting, records
from agir_certification.domain import record
from agir_certification.domain.civil_status import CivilStatus, TrainingFile
from agir_certification.domain.faults import Check, Fault
from agir_certification.domain.passage import DigitalLevel, DigitalResult
from agir_certification.domain.refusals import NothingToDeposit, RecordsUnreadable

from .people import TERMS, flux


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_example_reads_as_what_it_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"example.{kind}"
    path.write_text(records.example(kind), encoding="utf-8")
    first, second = records.read(path)
    assert first.faults == second.faults == ()
    assert first.passage is not None
    assert isinstance(first.passage.holder, CivilStatus)
    assert first.passage.holder.birthplace.cog == "2A004"
    assert (first.line, second.line) == ((2, 3) if kind == "csv" else (1, 2))


def test_both_forms_are_the_same_passages(tmp_path: Path) -> None:
    found = []
    for kind in ("csv", "json"):
        path = tmp_path / f"example.{kind}"
        path.write_text(records.example(kind), encoding="utf-8")
        found.append([one.passage for one in records.read(path)])
    assert found[0] == found[1]


def test_lines_of_json_commas_and_a_mark_are_read_too(tmp_path: Path) -> None:
    lines = tmp_path / "records.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in record.EXAMPLE))
    assert len(list(records.read(lines))) == 2
    comma = tmp_path / "records.csv"
    comma.write_text("\ufeff" + records.example("csv").replace(";", ","), encoding="utf-8")
    assert [one.faults for one in records.read(comma)] == [(), ()]


def test_many_records_cross_the_edges_of_what_is_read_at_once(tmp_path: Path) -> None:
    """3,000 records of about 500 characters: some 23 times the 65,536 read at once."""
    path = tmp_path / "many.json"
    rows = [record.EXAMPLE[0] | {"technical_id": f"é{number}"} for number in range(3000)]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    found = [one.technical_id for one in records.read(path)]
    assert found == [f"é{number}" for number in range(3000)]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"sex": "X"}, Fault(Check.SHAPE, "sex", "word")),
        ({"valid_from": "30/10/2026"}, Fault(Check.SHAPE, "valid_from", "date")),
        ({"birth_date": "1988-02-30"}, Fault(Check.SHAPE, "birth_date", "date")),
        ({"exam_mode": "Zoom"}, Fault(Check.SHAPE, "exam_mode", "word")),
        ({"initiative": "FRANCE_TRAVAIL"}, Fault(Check.SHAPE, "initiative", "word")),
        ({"certified": "maybe"}, Fault(Check.SHAPE, "certified", "boolean")),
        ({"technical_id": ""}, Fault(Check.SHAPE, "technical_id", "missing")),
        ({"digital_score": "ten"}, Fault(Check.SHAPE, "digital_score", "number")),
        ({"score": ["a"]}, Fault(Check.SHAPE, "score", "content")),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault(changes: dict[str, Any], fault: Fault) -> None:
    found = record.read(record.EXAMPLE[0] | changes, 7)
    assert found.passage is None
    assert fault in found.faults
    assert found.line == 7


def test_words_of_people_are_read() -> None:
    row = record.EXAMPLE[0] | {
        "certified": "oui",
        "mention": "mention_bien",
        "birth_date": "",
        "birth_year": "1988",
        "digital_results": "3:1:2; 8",
        "digital_score": 600,
        "delivered_on": "2026-10-31",
    }
    found = record.read(row, 1).passage
    assert found is not None
    assert found.digital_level == DigitalLevel(600, (DigitalResult(3, "1", "2"), DigitalResult(8)))
    assert found.has_digital_level
    assert found.given_on.isoformat() == "2026-10-31"
    dossier = record.read(
        {
            "technical_id": "a",
            "code": "RNCP34762",
            "valid_from": "2026-10-30",
            "dossier_number": "2312345678901",
            "dossier_surname": "Durand",
            "dossier_first_name": "Élodie",
        },
        1,
    ).passage
    assert dossier is not None
    assert isinstance(dossier.holder, TrainingFile)
    assert dossier.kind == "RNCP"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.xlsx", "x", "suffix"),
        ("a.csv", "technical_id;code\n", "column_missing"),
        ("a.csv", "technical_id;code;valid_from;sexe\n", "column_unknown"),
        ("a.csv", "technical_id;code;valid_from\na;b;c;d\n", "row"),
        ("a.json", '[{"technical_id": "a", "nom": "b"}]', "column_unknown"),
        ("a.json", '[{"technical_id": ', "row"),
        ("a.json", "[1]", "row"),
        ("a.json", '{"technical_id": "' + "x" * 200_000, "row"),
    ],
)
def test_a_file_that_is_no_table_of_records_is_refused(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(RecordsUnreadable) as refused:
        list(records.read(path))
    assert refused.value.facts["reason"] == reason


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(records.example("csv").encode("latin-1"))
    with pytest.raises(RecordsUnreadable):
        list(records.read(path))


def test_refused_records_stay_out_and_are_told(tmp_path: Path) -> None:
    rows = [
        record.EXAMPLE[0] | {"technical_id": "b", "code": "RS5696"},
        record.EXAMPLE[0] | {"technical_id": "a", "sex": ""},
        record.EXAMPLE[0] | {"technical_id": "c"},
        record.EXAMPLE[0] | {"technical_id": "d", "sex": "?"},
        record.EXAMPLE[0] | {"technical_id": "e", "code": "RS5696", "first_name": "Zoé"},
    ]
    path, output = tmp_path / "a.json", tmp_path / "a.xml"
    path.write_text(json.dumps(rows))
    told: list[tuple[int, str, set[Check]]] = []
    done = exporting.export(
        path,
        output,
        flux(),
        TERMS,
        lambda line, one, faults: told.append((line, one, {fault.check for fault in faults})),
    )
    assert done.written is not None
    assert done.written.passages == 3
    assert done.kept_back == 2
    assert done.codes == ["RS5695", "RS5696"]
    assert told == [(4, "d", {Check.SHAPE}), (2, "a", {Check.SEX})]
    only = exporting.export(path, output, flux(), TERMS, lambda *_: None, only={"c", "x"})
    assert only.written is not None
    assert only.written.passages == 1
    with pytest.raises(NothingToDeposit):
        exporting.export(path, output, flux(), TERMS, lambda *_: None, only={"a"})
