"""How does a proof look on paper? French first; the learner's language under it.

Whole pages, which become a PDF where the site makes one and print from the browser elsewhere: both
from the same words, so they cannot differ. The *certificat de réalisation* is the ministry's model
and French alone is the document.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from agir_certification.domain.proof import Attestation, Realisation

FRENCH: Final = "fr"


def realisation(stated: Realisation, sha256: str, *, is_pdf: bool, language: str = FRENCH) -> str:
    """Return a *certificat de réalisation* for who reads ``language``, as a whole page."""
    return _page("realisation", stated, sha256, is_pdf=is_pdf, language=language)


def attestation(stated: Attestation, sha256: str, *, is_pdf: bool, language: str = FRENCH) -> str:
    """Return the attestation of a result for who reads ``language``, as a whole page."""
    return _page("attestation", stated, sha256, is_pdf=is_pdf, language=language)


def _page(name: str, stated: Any, sha256: str, *, is_pdf: bool, language: str) -> str:
    other = _other(language)
    told = {
        "told": stated, "sha256": sha256, "is_pdf": is_pdf, "lang": FRENCH, "other": other,
        "reader": other or FRENCH,
    }  # fmt: skip
    with translation.override(other or FRENCH):
        return render_to_string(f"agir_certification/papers/{name}.html", told)


def _other(language: str) -> str:
    """Return a language of the site that is not French, '' where French is enough."""
    known = {code.lower().partition("-")[0] for code, _name in settings.LANGUAGES}
    short = language.lower().partition("-")[0]
    return short if short in known and short != FRENCH else ""
