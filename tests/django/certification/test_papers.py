"""Papers of a training: the same figures as PDF and as a page, French first, the issuer named."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from certified_world import BY
from test_certification_desk import DESK, _rooms, sat, trained, world

from agir_certification.api import proofs
from agir_certification.domain.hours import paris_day
from agir_kernel.clock import SystemClock
from agir_platform import documents
from agir_platform.documents import printing
from agir_platform.select import platform

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
READER = shutil.which("pdftotext")
NEEDS_PDF = pytest.mark.skipif(
    not documents.is_available(), reason="No WeasyPrint or no Pango here: pip install '.[pdf]'"
)
NEEDS_READER = pytest.mark.skipif(READER is None, reason="No pdftotext here (poppler-utils)")
TRAINER = {
    "name": "Atelier des rives", "siret": "73282932000074", "nda": "53290000029",
    "address": "1 quai Vert, Brest", "place": "Brest", "signatory": "Maud Kerven",
    "capacity": "directrice",
}  # fmt: skip
MENTIONS = (
    "Atelier des rives", "SIRET 73282932000074", "n° 53290000029", "1 quai Vert, Brest",
    "Maud Kerven", "directrice", "Fait à Brest", "L6313-1", "1 h 30", "7 novembre 2026",
    "22 novembre 2026", "temps estimé", "trois ans",
)  # fmt: skip


def words(html: str) -> str:
    """Return the text of a page, without its style and its spaces."""
    bare = re.sub(r"<style>.*?</style>|<title>.*?</title>", " ", html, flags=re.DOTALL)
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", bare)))


def read(pdf: bytes, tmp_path: Path) -> str:
    """Return the text of a PDF, as pdftotext reads it."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    call = [str(READER), "-enc", "UTF-8", str(file), "-"]
    done = subprocess.run(call, capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def squeezed(text: str) -> str:
    """Return words without spaces and hyphens: pdftotext joins what a line ended."""
    return re.sub(r"[\s\u2010\u2011\u00ad-]+", "", text).replace("•", "")


def pages(world: Any, *, is_pdf: bool) -> dict[str, str]:
    stated, sha256 = proofs.certificate(world.registration, by=None, employer="Rives SAS")
    found = {
        "realisation": proofs.certificate_page(world.registration, stated, sha256, is_pdf=is_pdf)
    }
    if proofs.is_decided(world.registration):
        result, mark = proofs.attestation(world.registration)
        found["attestation"] = proofs.attestation_page(
            world.registration, result, mark, is_pdf=is_pdf
        )
    return found


@pytest.fixture
def done(world: Any, settings: Any) -> Any:
    """Return a training that is over, and a jury's decision."""
    settings.AGIR_CERTIFICATION_TRAINER = TRAINER
    trained(world)
    sat(world)
    return world


def speak(world: Any, language: str) -> None:
    memory: Any = platform()
    memory.add_person(world.learner.user.pk, username="lea", language=language)


def test_a_certificate_has_every_mention_of_the_model(done: Any) -> None:
    told = words(pages(done, is_pdf=True)["realisation"])
    for mention in (*MENTIONS, "Lea", "Rives SAS"):
        assert squeezed(mention) in told, mention
    assert "D6353-4" not in told


def test_french_is_the_document_and_the_learners_language_stands_under_it(done: Any) -> None:
    assert "Translation" not in pages(done, is_pdf=True)["realisation"]
    speak(done, "en")
    told = pages(done, is_pdf=True)
    assert told["realisation"].index("Je soussigné(e)") < told["realisation"].index(
        "The French text is the document."
    )
    assert '<section class="other" lang="en">' in told["realisation"]
    assert "from Nov. 7, 2026 to Nov. 22, 2026, for 1 h 30" in told["realisation"]
    attested = told["attestation"]
    assert attested.index("<h1>Attestation de résultat</h1>") < attested.index(
        "<h2>Attestation of a result</h2>"
    )
    speak(done, "tlh")
    assert "<section" not in pages(done, is_pdf=True)["realisation"], "no such language here"


def test_an_attestation_names_issuer_exam_and_result_and_is_no_certification(done: Any) -> None:
    told = words(pages(done, is_pdf=True)["attestation"])
    for mention in ("Atelier des rives", "SIRET 73282932000074", "53290000029", "Lea", "RS5875",
                    "Piloter un projet", "Présent", "Obtenu", "Brest", "Maud Kerven",
                    "pas la certification"):  # fmt: skip
        assert squeezed(mention) in told, mention


def test_nothing_is_attested_before_a_decision(world: Any, settings: Any) -> None:
    settings.AGIR_CERTIFICATION_TRAINER = TRAINER
    address = f"{DESK}/registrations/{world.registration}/attestation/"
    assert world.manager.post(address).status_code == 409
    assert world.stranger.post(address).status_code == 404
    assert world.learner.post(address).status_code == 403
    mine = f"/agir/certification/places/{world.registration}/attestation/"
    assert world.learner.get(mine).status_code == 404


def test_a_learner_is_told_why_there_is_no_paper(done: Any, settings: Any) -> None:
    settings.AGIR_CERTIFICATION_TRAINER = {}
    for name in ("attestation", "realisation"):
        answer = done.learner.get(f"/agir/certification/places/{done.registration}/{name}/")
        assert answer.status_code == 409, name
        assert "AGIR_CERTIFICATION_TRAINER" in answer.content.decode()


@NEEDS_PDF
@NEEDS_READER
@pytest.mark.parametrize("name", ["realisation", "attestation"])
def test_the_pdf_says_what_the_page_says(done: Any, tmp_path: Path, name: str) -> None:
    speak(done, "en")
    html = pages(done, is_pdf=True)[name]
    assert read(documents.pdf(html), tmp_path) == words(html)


@NEEDS_PDF
def test_both_desks_give_a_pdf(done: Any) -> None:
    desk = f"{DESK}/registrations/{done.registration}/"
    mine = f"/agir/certification/places/{done.registration}/"
    for answer in (
        done.manager.post(f"{desk}certificate/"), done.manager.post(f"{desk}attestation/"),
        done.learner.get(f"{mine}realisation/"), done.learner.get(f"{mine}attestation/"),
    ):  # fmt: skip
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert answer["Cache-Control"] == "private, no-store"


def test_a_site_without_the_extra_gives_pages_that_print_and_says_so(
    done: Any, without_pdf: None
) -> None:
    mine = f"/agir/certification/places/{done.registration}/"
    for name in ("realisation", "attestation"):
        answer = done.learner.get(f"{mine}{name}/")
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        told = answer.content.decode()
        how = "Ce site ne produit pas de PDF."
        assert how in told
        assert '<html lang="fr">' in told
        employer = squeezed(", salarié(e) de l’entreprise Rives SAS")
        whole = words(pages(done, is_pdf=True)[name]).replace(employer, "")
        assert re.sub(r"[0-9a-f]{64}$", "", words(told)).endswith(whole[:-64]), name


@pytest.fixture
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make a site on which WeasyPrint cannot be imported."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    printing._weasyprint.cache_clear()
    yield
    printing._weasyprint.cache_clear()


def test_a_pack_holds_the_papers(done: Any) -> None:
    made = proofs.pack(done.registration, by=BY)
    assert proofs.pack(done.registration, by=BY).content == made.content
    kind = "pdf" if documents.is_available() else "html"
    assert {f"certificat-de-realisation.{kind}", f"attestation-de-resultat.{kind}"} <= set(
        made.names
    )
    with zipfile.ZipFile(BytesIO(made.content)) as pack:
        assert pack.read(f"certificat-de-realisation.{kind}")[:1] in {b"%", b"<"}
    assert [one[0] for one in proofs.kept(done.registration)].count("certificate") == 1


def test_a_pack_of_an_operator_without_a_name_says_that_it_has_no_papers(
    done: Any, settings: Any
) -> None:
    settings.AGIR_CERTIFICATION_TRAINER = {}
    made = proofs.pack(done.registration, by=BY)
    assert not {name for name in made.names if name.startswith("certificat")}
    with zipfile.ZipFile(BytesIO(made.content)) as pack:
        assert "AGIR_CERTIFICATION_TRAINER" in pack.read("manifeste.json").decode()


def test_the_day_of_issue_is_no_fact(done: Any) -> None:
    stated, sha256 = proofs.attestation(done.registration)
    assert stated.issued_on == paris_day(SystemClock().now())
    assert "issued_on" not in stated.facts()
    assert len(sha256) == 64
