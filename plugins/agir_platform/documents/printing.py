"""How is a page laid out as PDF? By WeasyPrint, which is asked for when the first one is made.

Tagged for reading aloud (PDF/UA-1: title, language, order, alternative texts), with the fonts in
it. A page is bounded, since its layout takes a process for a while.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from logging import CRITICAL, getLogger
from typing import TYPE_CHECKING, Any, ClassVar, Final

from agir_kernel.errors import DomainError
from agir_platform.documents import fetching

if TYPE_CHECKING:
    from types import ModuleType

LIMIT: Final = 1_000_000  # characters of a page
VARIANT: Final = "pdf/ua-1"


class PdfUnavailable(DomainError):
    """This site makes no PDF: WeasyPrint or Pango is not installed."""

    code: ClassVar[str] = "pdf_unavailable"


class DocumentTooLarge(DomainError):
    """A page of more than ``limit`` characters."""

    code: ClassVar[str] = "document_too_large"


def is_available() -> bool:
    """Tell whether this site makes PDFs."""
    return _weasyprint() is not None


def pdf(html: str) -> bytes:
    """Return a page as PDF.

    Raise ``PdfUnavailable``, ``DocumentTooLarge``, ``DocumentReachesOut`` when the page asks for
    anything that is not in it or a static file of the site.
    """
    machine = _weasyprint()
    if machine is None:
        raise PdfUnavailable
    if len(html) > LIMIT:
        raise DocumentTooLarge(limit=LIMIT)
    fetcher = _fetcher()
    try:
        page = machine.HTML(string=html, base_url=fetching.BASE, url_fetcher=fetcher)
        written = bytes(page.write_pdf(pdf_variant=VARIANT))
    except _fatal() as error:
        raise fetcher.refusal or fetching.DocumentReachesOut from error
    if fetcher.refusal:  # an image inside the page asked, and was left out instead
        raise fetcher.refusal
    return written


@cache
def _weasyprint() -> ModuleType | None:
    """Return WeasyPrint, ``None`` where it or a library of the machine is missing."""
    try:
        found = import_module("weasyprint")
    except (ImportError, OSError):
        return None
    # Its complaints repeat the page's words, which may name somebody.
    getLogger("weasyprint").setLevel(CRITICAL)
    return found


class _Stopped(BaseException):
    """What ends a document in WeasyPrint 66 and 67, which go on after any ``Exception``."""


def _fatal() -> type[BaseException]:
    """Return what ends a document: WeasyPrint's own from 68 on."""
    found: type[BaseException] = getattr(
        import_module("weasyprint.urls"), "FatalURLFetchingError", _Stopped
    )
    return found


class _Function:
    """What a page shows, for WeasyPrint 66 and 67, where a fetcher is a function."""

    refusal: DomainError | None = None

    def __call__(self, url: str, **_: Any) -> dict[str, Any]:
        """Return the bytes and the media type."""
        try:
            found = fetching.read(url)
        except fetching.DocumentReachesOut as refusal:
            self.refusal = refusal
            raise _Stopped from None
        return {"string": found.content, "mime_type": found.kind}


def _fetcher() -> Any:
    """Return WeasyPrint's way to what a page shows, narrowed to ``fetching.read``."""
    urls = import_module("weasyprint.urls")
    if not hasattr(urls, "URLFetcher"):
        return _Function()

    class Fetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
        refusal: DomainError | None = None

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            try:
                found = fetching.read(url)
            except fetching.DocumentReachesOut as refusal:
                self.refusal = refusal
                raise urls.FatalURLFetchingError("a document reaches out") from None
            return urls.URLFetcherResponse(url, found.content, {"Content-Type": found.kind})

    return Fetcher(allowed_protocols=())
