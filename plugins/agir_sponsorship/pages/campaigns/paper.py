"""How does a document look on paper? As its facts were frozen, in French, a PDF where one is made.

With the extra ``facturx`` a pro-forma carries the same figures for programs, embedded in the PDF.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateparse import parse_date

from agir_platform import documents as printing
from agir_sponsorship.api import payments
from agir_sponsorship.pages.campaigns import words

LANGUAGE: Final = "fr"  # papers of French law; the pages around them follow the reader


def line(one: payments.DocumentView) -> dict[str, Any]:
    """Return what a list says of a document."""
    return {
        "id": one.id,
        "word": words.word(words.DOCUMENTS, one.kind),
        "number": one.number,
        "is_draft": one.is_draft,
        "is_credited": one.is_credited,
        "kind": one.kind,
        "day": words.day(one.issued_at),
    }


def answer(one: payments.DocumentView) -> HttpResponse:
    """Return the document as PDF, or as a page that prints."""
    response = printing.answer(lambda is_pdf: page(one, is_pdf=is_pdf), one.number or "projet")
    if response["Content-Type"] == "application/pdf":
        response.content = payments.embedded(one, bytes(response.content))
    return response


def page(one: payments.DocumentView, *, is_pdf: bool) -> str:
    """Return the document as a page that is whole by itself."""
    told = one.content
    with translation.override(LANGUAGE):
        context = {
            "told": told,
            "title": words.word(words.DOCUMENTS, one.kind),
            "digest": one.digest,
            "is_pdf": is_pdf,
            "day": words.day(parse_date(told["day"])),
            "nature": words.word(words.NATURES, told["nature"]),
            "counterparts": [
                {"word": words.word(words.COUNTERPARTS, given["kind"]), "value": given["value"]}
                for given in told["counterparts"]
            ],
            "payments": [
                {
                    "day": words.day(parse_date(given["day"])),
                    "method": words.word(words.METHODS, given["method"]),
                    "amount": given["amount"],
                }
                for given in told.get("payments", ())
            ],
        }
        return render_to_string("agir_sponsorship/campaigns/document.html", context)
