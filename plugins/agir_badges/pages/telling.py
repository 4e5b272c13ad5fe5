"""What does the verification page say of a badge? A stranger's texts, in our words.

Everything in a summary was written by whoever made the badge: it goes to the page as text and
never as markup, an address becomes a link only when it is plain http(s), and an image is shown
only when it lies in the badge itself or on this site, so that looking at a badge tells nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from agir_badges import sentences
from agir_badges.openbadges.verification import Check, Summary
from agir_badges.verifying import Finding
from agir_platform import addresses

IMAGE_LIMIT: Final = 400_000  # characters of a data: address
_DATA: Final = re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=]+")
_ON_SITE: Final = re.compile(r"/agir/badges/[0-9a-zA-Z/._-]+\.svg(?:\?[0-9a-zA-Z=&_-]*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One check: what it asks, its answer in words, and its ``shape`` (``sentences.outcome``)."""

    asks: str
    answer: str
    shape: str


@dataclass(frozen=True, slots=True)
class Told:
    """The result: ``kind`` is ``valid``, ``refused`` or ``unsure`` (could not be checked)."""

    kind: str
    sentence: str
    advice: str
    lines: tuple[Line, ...]
    badge: dict[str, Any] | None


def told_of(finding: Finding) -> Told:
    """Return what the page says of a finding."""
    verdict = finding.verdict
    sentence, advice = sentences.verdict(verdict.code)
    kind = "unsure" if verdict.code in sentences.CANNOT_TELL else "refused"
    return Told(
        "valid" if verdict.valid else kind,
        sentence,
        advice,
        tuple(_line(one) for one in verdict.checks),
        _badge(verdict.credential, finding.learner) if verdict.credential else None,
    )


def _badge(summary: Summary, learner: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "image": _image(summary.image),
        "issuer_url": summary.issuer_id if _is_web(summary.issuer_id) else "",
        "recipient": sentences.recipient(summary.recipient),
        "learner": learner,
        "awarded": sentences.day(summary.awarded),
        "begins": sentences.day(summary.valid_from),
        "ends": sentences.day(summary.valid_until),
        "alignments": [
            {"name": one.name or one.url, "url": one.url if _is_web(one.url) else "", "entry": one}
            for one in summary.alignments
        ],
    }


def _image(address: str) -> str:
    """Return the address of an image that can be shown without asking anybody, or ''."""
    if len(address) <= IMAGE_LIMIT and _DATA.fullmatch(address):
        return address
    try:
        path = address.removeprefix(addresses.site_url())
    except addresses.SiteUrlUnset:
        return ""
    return path if path != address and _ON_SITE.fullmatch(path) else ""


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _line(check: Check) -> Line:
    shape = "skipped" if check.passed is None else "yes" if check.passed else "no"
    if check.code in sentences.CANNOT_TELL:
        shape = "unsure"
    return Line(sentences.check(check.name), sentences.outcome(shape), shape)
