"""What the CDC answers settles each passage once, whatever the file is called."""

from __future__ import annotations

from io import BytesIO

import pytest

from agir_certification.accrochage import reports
from agir_certification.domain.refusals import (
    FileTooLarge,
    ReportContradictory,
    ReportForeign,
    ReportMalformed,
    XmlRefused,
)
from agir_certification.domain.report import Answer, Refused, Report, settle

from .test_accrochage_files import HOSTILE

NOBODY = "Aucun titulaire ne correspond aux critères obligatoires"


def report(accepted: list[str], refused: dict[str, str], flux: str = "flux-0001") -> bytes:
    """Write a report in the form that was seen: no namespace, one declared and unused."""
    ok = "".join(f"<idTechnique>{one}</idTechnique>" for one in accepted)
    ko = "".join(
        f"<passage><idTechnique>{one}</idTechnique><messageErreur>{message}</messageErreur>"
        "</passage>"
        for one, message in refused.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<rapport xmlns:ns2="urn:cdc:cpf:pc5:rapport:schema"><nomFichier>a.xml</nomFichier>'
        f"<idFlux>{flux}</idFlux><idTraitement>13407</idTraitement>"
        + (f"<PassagesKO>{ko}</PassagesKO>" if refused else "")
        + (f"<PassagesOK>{ok}</PassagesOK>" if accepted else "")
        + "</rapport>"
    ).encode()


def read(data: bytes) -> Report:
    return reports.read(BytesIO(data))


@pytest.mark.parametrize(("ko", "ok"), [(1, 2), (7, 17), (1, 0), (0, 3)])
def test_every_passage_is_settled(ko: int, ok: int) -> None:
    accepted = [f"ok-{number}" for number in range(ok)]
    refused = {f"ko-{number}": NOBODY for number in range(ko)}
    found = read(report(accepted, refused))
    settled = settle(found, "flux-0001", [*accepted, *refused])
    assert settled.accepted == tuple(accepted)
    assert [one.technical_id for one in settled.refused] == list(refused)
    assert all(one.answer is Answer.IDENTITY for one in settled.refused)
    assert (settled.unknown, settled.missing) == ((), ())


def test_the_same_report_gives_the_same_answer() -> None:
    data = report(["a"], {"b": NOBODY})
    assert read(data) == read(data)
    assert settle(read(data), "flux-0001", ["a", "b"]) == settle(
        read(data), "flux-0001", ["b", "a"]
    )


def test_a_foreign_file_is_refused() -> None:
    with pytest.raises(ReportForeign):
        settle(read(report(["a"], {}, "flux-9999")), "flux-0001", ["a"])


def test_what_is_not_ours_and_what_is_missing_are_told_apart() -> None:
    settled = settle(read(report(["a", "x"], {"y": NOBODY})), "flux-0001", ["a", "b"])
    assert settled.accepted == ("a",)
    assert settled.refused == ()
    assert settled.unknown == ("x", "y")
    assert settled.missing == ("b",)


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        (NOBODY, Answer.IDENTITY),
        (f"{NOBODY} enrichis du jour et du mois de naissance", Answer.IDENTITY),
        ("Plusieurs titulaires ont été identifiés", Answer.AMBIGUOUS),
        ("Passage déjà existant : existe déjà en base", Answer.ALREADY),
        ("Erreur inattendue 42", Answer.UNKNOWN),
    ],
)
def test_messages_are_kept_verbatim_and_classed(message: str, answer: Answer) -> None:
    one = read(report([], {"a": message})).refused[0]
    assert one.message == message
    assert one.answer is answer


def test_what_the_cdc_holds_already_is_accepted() -> None:
    found = read(report([], {"a": "existe déjà en base"}))
    settled = settle(found, "flux-0001", ["a"])
    assert settled.accepted == ("a",)
    assert settled.refused == ()


def test_a_passage_named_twice_is_refused_whole() -> None:
    with pytest.raises(ReportContradictory):
        read(report(["a"], {"a": NOBODY}))
    with pytest.raises(ReportContradictory):
        read(report(["a", "a"], {}))


@pytest.mark.parametrize(
    "data",
    [
        b"<flux/>",
        b"<rapport/>",
        b"<rapport><idFlux>1</idFlux></rapport>",
        b"<rapport><PassagesOK><idTechnique>a</idTechnique></PassagesOK></rapport>",
        b"<rapport><idFlux>1</idFlux><PassagesOK><idTechnique/></PassagesOK></rapport>",
        (
            b"<rapport><idFlux>1</idFlux><PassagesKO><passage><idTechnique>a</idTechnique></passage>"
            b"</PassagesKO></rapport>"
        ),
    ],
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(ReportMalformed):
        read(data)


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_reports_are_refused(data: bytes) -> None:
    with pytest.raises(XmlRefused):
        read(data)


def test_names_are_found_in_any_case_and_namespace_and_a_code_is_kept() -> None:
    data = (
        b'<n:RAPPORT xmlns:n="urn:cdc"><n:IDFLUX>f</n:IDFLUX><n:passagesko><n:Passage>'
        b"<n:IdTechnique>a</n:IdTechnique><n:codeErreur>E1</n:codeErreur><n:MessageErreur>x"
        b"</n:MessageErreur></n:Passage></n:passagesko></n:RAPPORT>"
    )
    assert read(data).refused == (Refused("a", "x", "E1"),)


def test_no_more_is_read_than_allowed() -> None:
    data = report(["a"], {})
    with pytest.raises(FileTooLarge):
        reports.read(BytesIO(data), most_bytes=len(data) - 1)
    assert reports.read(BytesIO(data), most_bytes=len(data)).accepted == ("a",)
