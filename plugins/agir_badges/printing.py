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

try:
    import segno
except ImportError:  # it comes with the extra ``pdf``; the address is on the page as text too
    segno = None  # type: ignore[assignment]

LINE: Final = 85  # characters of a criterion on a line
LINES: Final = 8  # of criteria below a description; what has no place is counted
MORE_LINES: Final = 12  # of criteria where there is no description
CRITERION: Final = 150  # characters of one criterion
LONG: Final = 48  # characters from which a name is set smaller
VERY_LONG: Final = 90
LITTLE: Final = 260  # characters of a page that is set larger


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
    shown = _fitting(certificate.criteria, LINES if certificate.description else MORE_LINES)
    context = {
        "certificate": certificate,
        "day": certificate.awarded_at.date(),  # a date: a moment would be told in the site's zone
        "criteria": shown,
        "more": len(certificate.criteria) - len(shown),
        "size": _size(certificate),
        "image": _data("image/svg+xml", certificate.image_svg.encode("utf-8", "replace")),
        "code": _code(certificate.verify_url),
        "is_pdf": is_pdf,
        "language": spoken(certificate.language),
    }
    with translation.override(context["language"]):
        return render_to_string("agir_badges/print.html", context)


def _fitting(criteria: tuple[str, ...], lines: int) -> tuple[str, ...]:
    """Return the first criteria that have a place on the page, with a line to count the others."""
    used = 0
    for at, one in enumerate(criteria):
        used += min(-(-len(one) // LINE), -(-CRITERION // LINE)) or 1
        if used > lines - (at + 1 < len(criteria)):
            return criteria[:at]
    return criteria


def _size(certificate: Certificate) -> str:
    """Return how large the words are set, so that any of them fit on one page."""
    name = len(certificate.name)
    if name > LONG:
        return "very-long" if name > VERY_LONG else "long"
    words = len(certificate.description) + sum(max(len(one), 40) for one in certificate.criteria)
    return "little" if words <= LITTLE else ""


def _code(address: str) -> str:
    """Return the QR code of an address as an image's address, '' where segno is not installed.

    Error correction M (15 %): paper is folded, and a denser code asks for a better camera.
    """
    if segno is None:
        return ""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(border=0, dark="#173f3b", omitsize=True))


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
