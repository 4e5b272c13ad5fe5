"""A badge on paper: one page whatever its words, the name only if given, read back as PDF."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from pypdf import PdfReader

from agir_badges.domain.artwork import Face, draw
from agir_badges.domain.level import Level
from agir_badges.printing import Certificate, answer, page
from agir_platform import documents

needs_pdf = pytest.mark.skipif(
    not documents.is_available(), reason="No WeasyPrint or no Pango here: pip install '.[pdf]'"
)
ADDRESS = "https://mooc.test/agir/badges/c/6f5d9d7c-4a53-5d29-9f0f-1f0d2b6d8a41/"
PLAIN = Certificate(
    name="Protéger ses données",
    description="Sait choisir ce qu’il partage.",
    level="confirmé",
    learner="Amélie N’Guyen",
    awarded_at=datetime(2026, 10, 1, 0, 30, tzinfo=UTC),
    issuer="France Université Numérique",
    id="6f5d9d7c-4a53-5d29-9f0f-1f0d2b6d8a41",
    verify_url=ADDRESS,
    image_svg=draw(Face("x", 200, Level.CONFIRMED, (UUID(int=1),), "Agir")),
    alt="Badge « Protéger ses données »",
    criteria=("Reconnaître une donnée personnelle", "Régler la confidentialité d’un compte"),
    language="fr",
)
LONG = replace(
    PLAIN,
    name="Concevoir une démarche collective de transition " * 4,
    description="Une longue description. " * 60,
    learner="Jean-Baptiste Emmanuel de la Très Longue Famille " * 2,
    criteria=tuple(f"Une compétence dont l’énoncé est fort long {at} " * 5 for at in range(12)),
)


def text_of(certificate: Certificate) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(documents.pdf(page(certificate, is_pdf=True))))
    return reader, re.sub(r"\s+", " ", " ".join(one.extract_text() for one in reader.pages))


@needs_pdf
def test_the_pdf_says_what_the_badge_says() -> None:
    reader, text = text_of(PLAIN)
    for words in (*PLAIN.criteria, PLAIN.name, PLAIN.description, PLAIN.learner, PLAIN.issuer):
        assert words in text
    assert "1 octobre 2026" in text
    bare = text.replace(" ", "")
    assert PLAIN.verify_url in bare
    assert PLAIN.id in bare.replace(PLAIN.verify_url, "")
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert len(reader.pages) == 1
    assert [round(float(one)) for one in reader.pages[0].mediabox[2:]] == [842, 595]  # A4, points
    links = [one.get_object()["/A"]["/URI"] for one in reader.pages[0]["/Annots"]]
    assert set(links) == {ADDRESS}


@needs_pdf
def test_any_words_fit_on_one_page() -> None:
    """Two lines each of 12 criteria: three have a place in 8 lines, nine are counted."""
    reader, text = text_of(LONG)
    assert len(reader.pages) == 1
    assert page(LONG, is_pdf=True).count("<li>") == 4
    assert re.search(r"\b9\b", text)


def test_a_learner_who_is_not_named_is_not_on_the_page() -> None:
    assert "Amélie" in page(PLAIN, is_pdf=True)
    assert 'class="for"' not in page(replace(PLAIN, learner=""), is_pdf=True)


def test_nothing_outside_is_asked_for_and_nothing_written_is_run() -> None:
    hostile = "<script>alert(1)</script>\"'><img src=//a.invalid>"
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    words = replace(PLAIN, name=hostile, description=hostile, learner=hostile, image_svg=svg)
    written = page(replace(words, issuer=hostile, criteria=(hostile,), alt=hostile), is_pdf=False)
    assert "<script" not in written
    assert "<img src=//" not in written
    for address in re.findall(r'src="([^"]*)"', written):
        assert address.startswith("data:image/svg+xml")


@pytest.mark.parametrize(("language", "lang"), [("fr-ca", "fr"), ("en", "en"), ("de", "en")])
def test_language_of_the_page(language: str, lang: str) -> None:
    assert f'<html lang="{lang}">' in page(replace(PLAIN, language=language), is_pdf=True)


def test_the_page_tells_how_to_keep_it_unless_it_is_a_pdf() -> None:
    assert 'class="how"' in page(PLAIN, is_pdf=False)
    assert 'class="how"' not in page(PLAIN, is_pdf=True)


def test_the_qr_code_says_the_address() -> None:
    """The modules drawn are those that segno computes for the address at level M."""
    segno = pytest.importorskip("segno", reason="pip install '.[pdf]' brings segno")
    assert segno.make(ADDRESS, error="m", micro=False).error == "M"
    assert page(PLAIN, is_pdf=True) != page(replace(PLAIN, verify_url=ADDRESS + "x"), is_pdf=True)


def test_the_answer_is_private() -> None:
    response = answer(PLAIN)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"].partition(";")[0] in {"application/pdf", "text/html"}
