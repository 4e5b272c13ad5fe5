"""What does a badge look like on paper?

One landscape page of A4, whole by itself. It is a picture of a badge and no proof: the address on
it, and its QR code, lead to what anybody can check.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from agir_badges.domain.wording import spoken
from agir_platform import documents

SHOWN: Final = 8  # criteria on the page; more are counted, and told by the badge itself
LONG: Final = 48  # characters from which a name is set smaller
VERY_LONG: Final = 90


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a page says of one badge of one learner, in one language (``fr`` or ``en``).

    ``level`` is a word of that language. ``learner`` is '' unless the learner chose to be named.
    ``awarded_at`` is in the zone in which its day is told. ``verify_url`` is whole. ``image_svg``
    is the badge's drawing, ``alt`` what stands for it. ``criteria`` are sentences, in order.
    """

    name: str
    description: str
    level: str
    learner: str
    awarded_at: datetime
    issuer: str
    id: str
    verify_url: str
    image_svg: str
    alt: str
    criteria: tuple[str, ...]
    language: str


def answer(certificate: Certificate) -> HttpResponse:
    """Return the certificate as PDF, or as the page that prints where the site makes no PDF."""
    return documents.answer(lambda is_pdf: page(certificate, is_pdf=is_pdf), certificate.name)


def page(certificate: Certificate, *, is_pdf: bool) -> str:
    """Return the certificate as one HTML page, which tells how to keep it unless it is a PDF."""
    hidden = max(len(certificate.criteria) - SHOWN, 0)
    shown = certificate.criteria[: SHOWN - 1] if hidden else certificate.criteria
    context = {
        "certificate": certificate,
        "criteria": shown,
        "more": len(certificate.criteria) - len(shown),
        "size": _size(certificate.name),
        "image": _data("image/svg+xml", certificate.image_svg.encode("utf-8", "replace")),
        "code": _code(certificate.verify_url),
        "is_pdf": is_pdf,
        "language": spoken(certificate.language),
    }
    with translation.override(context["language"]):
        return render_to_string("agir_badges/print.html", context)


def _size(name: str) -> str:
    if len(name) > VERY_LONG:
        return "very-long"
    return "long" if len(name) > LONG else ""


def _code(address: str) -> str:
    """Return the QR code of an address as an image's address, '' where segno is not installed.

    Error correction M (15 %): paper is folded, and a denser code asks for a better camera.
    """
    try:
        import segno
    except ImportError:
        return ""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(border=0, dark="#173f3b", omitsize=True))


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
