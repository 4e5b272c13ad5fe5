"""Documents: a PDF where WeasyPrint is, nothing from outside, and a page that prints elsewhere."""

import base64
import io
from pathlib import Path

import pytest
from django.test import override_settings
from pypdf import PdfReader

from agir_platform import documents
from agir_platform.documents import answering, fetching

PAGE = '<!doctype html><html lang="fr"><title>Titre é</title><h1>Bonjour à tous</h1>{}</html>'
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
needs_pdf = pytest.mark.skipif(
    not documents.is_available(), reason="No WeasyPrint or no Pango here: pip install '.[pdf]'"
)

OUTSIDE = [
    "http://127.0.0.1:1/x.png",
    "https://a.invalid/x.png",
    "//a.invalid/x.png",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "ftp://a.invalid/x",
    "/etc/passwd",
    "x.png",
    "/static/../settings.py",
    "/static/..%2f..%2fsettings.py",
    "/static/%2e%2e/%2e%2e/etc/passwd.png",
    "/static//etc/hostname.png",
    "/static/agir/none.png",
    "/static/agir/agir.js",
    "data:image/png",
    "data:image/png;base64,a",
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_whatever_is_outside_is_refused_before_it_is_asked_for(address: str) -> None:
    with pytest.raises(documents.DocumentReachesOut):
        fetching.read(fetching.urljoin(fetching.BASE, address))


def test_a_refusal_names_the_kind_and_nothing_of_the_address() -> None:
    with pytest.raises(documents.DocumentReachesOut) as refusal:
        fetching.read("https://a.invalid/somebody")
    assert refusal.value.facts == {"kind": "https"}


@override_settings(STATIC_URL="/static/")
def test_static_files_of_the_site_and_carried_data_are_shown() -> None:
    found = fetching.read(f"{fetching.BASE}static/agir/mark.svg?v=1")
    assert found.kind == "image/svg+xml"
    assert found.content.lstrip().startswith(b"<svg")
    assert fetching.read(GIF).content == base64.b64decode(GIF.partition(",")[2])
    assert fetching.read("data:,a%20b") == fetching.Resource(b"a b", "text/plain")


@needs_pdf
@override_settings(STATIC_URL="/static/")
def test_a_pdf_is_read_back_by_another_program() -> None:
    data = documents.pdf(
        PAGE.format(f'<img src="{GIF}" alt="Un point"><img src="/static/agir/mark.svg" alt="">')
    )
    reader = PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]
    assert "Bonjour à tous" in reader.pages[0].extract_text()
    assert reader.metadata.title == "Titre é"
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


@needs_pdf
@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}">',
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<style>@import "{}";</style>',
        '<p style="background: url({})">x</p>',
        '<object data="{}"></object>',
    ],
)
def test_no_way_leads_out_of_a_page(body: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    for address in (secret.as_uri(), "http://127.0.0.1:1/x.css"):
        with pytest.raises(documents.DocumentReachesOut):
            documents.pdf(PAGE.format(body.format(address)))


@needs_pdf
def test_an_image_leads_nowhere_either(caplog: pytest.LogCaptureFixture) -> None:
    inner = base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b'<image href="file:///etc/passwd" width="9" height="9"/></svg>'
    ).decode()
    with pytest.raises(documents.DocumentReachesOut):
        documents.pdf(PAGE.format(f'<img src="data:image/svg+xml;base64,{inner}">'))
    assert caplog.text == ""  # the page's words stay out of the log


@needs_pdf
def test_a_page_is_bounded() -> None:
    with pytest.raises(documents.DocumentTooLarge):
        documents.pdf("x" * 1_000_001)


def test_without_weasyprint_the_page_itself_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that fails is how a site without the extra looks."""
    from agir_platform.documents import printing

    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    printing._weasyprint.cache_clear()
    try:
        assert not documents.is_available()
        with pytest.raises(documents.PdfUnavailable):
            documents.pdf(PAGE)
        response = documents.answer(lambda is_pdf: f"a PDF: {is_pdf}", "Été")
    finally:
        printing._weasyprint.cache_clear()
    assert response.content == b"a PDF: False"
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


@needs_pdf
def test_a_pdf_is_named_safely() -> None:
    response = documents.answer(lambda _: PAGE, 'Été"\r\nX: y')
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="t-X-y.pdf"'
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "plain"), [("", "document"), ("../..", "document"), ("A b", "A-b")]
)
def test_names(name: str, plain: str) -> None:
    assert answering._plain(name) == plain
