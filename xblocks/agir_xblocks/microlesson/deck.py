"""Which cards does a deck hold?

Kinds: ``text``, ``image`` (with what it shows in words), ``video`` (with its transcript) and
``question``. A deck is read tolerantly, since OLX is written by hand too, and written strictly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from agir_xblocks import names, questions
from agir_xblocks.form import fields
from agir_xblocks.microlesson import media
from agir_xblocks.questions import Question

KINDS: Final = ("text", "image", "video", "question")
MOST_CARDS: Final = 40
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 3000
LONGEST_TRANSCRIPT: Final = 12_000
LONGEST_ALT: Final = 300


class KindUnknown(fields.FormRefused):
    """A card is of no kind that is known."""

    code: ClassVar[str] = "kind_unknown"


class CardEmpty(fields.FormRefused):
    """A text card says nothing."""

    code: ClassVar[str] = "card_empty"


class AltMissing(fields.FormRefused):
    """A picture is not described, or a video has no transcript."""

    code: ClassVar[str] = "alt_missing"


class AddressRefused(fields.FormRefused):
    """An address is no file of the course, nor https where that is enough."""

    code: ClassVar[str] = "address_refused"


@dataclass(frozen=True, slots=True)
class Card:
    """One card under a name that no other of the deck has.

    ``text`` is the card's text, a picture's caption or a video's transcript; ``src`` the address
    of a picture or video, ``alt`` what the picture shows, ``captions`` a video's subtitles.
    """

    name: str
    kind: str
    title: str = ""
    text: str = ""
    src: str = ""
    alt: str = ""
    captions: str = ""
    question: Question | None = None

    def stored(self) -> dict[str, Any]:
        """Return what the block's field holds, without what is empty."""
        said = self.question.stored() if self.question else {}
        facts = {
            "name": self.name, "kind": self.kind, "title": self.title, "text": self.text,
            "src": self.src, "alt": self.alt, "captions": self.captions, **said,
        }  # fmt: skip
        return {key: value for key, value in facts.items() if value not in ("", False)}


def read(stored: object) -> tuple[Card, ...]:
    """Return the cards that a field holds, at most ``MOST_CARDS``; what is none is left out."""
    found: dict[str, Card] = {}
    for place, raw in enumerate(stored if isinstance(stored, list) else (), start=1):
        card = _read(raw, names.name_of(raw.get("name")) or f"card-{place}") if isinstance(
            raw, dict) else None  # fmt: skip
        if card is not None:
            found.setdefault(card.name, card)
    return tuple(found.values())[:MOST_CARDS]


def form(raw: object) -> list[Card]:
    """Return the cards that an author wrote; raise a ``FormRefused`` that names its field."""
    found: dict[str, Card] = {}
    for number, row in enumerate(questions.rows(raw, "cards", MOST_CARDS)):
        name = names.name_of(row.get("name"))
        if not name or name in found:
            name = names.new(set(found))
        found[name] = card_of(row, f"cards.{number}", name)
    return list(found.values())


def card_of(row: dict[str, Any], place: str, name: str) -> Card:
    """Return the card that an author wrote at ``place``; raise a ``FormRefused``."""
    kind = row.get("kind")
    if kind not in KINDS:
        raise KindUnknown(field=f"{place}.kind")
    title = one_line(questions.said(row, place, "title", LONGEST_TITLE))
    if kind == "question":
        return Card(name, kind, title, question=questions.form(row, place))
    longest = LONGEST_TRANSCRIPT if kind == "video" else LONGEST_TEXT
    text = questions.said(row, place, "text", longest).replace("\r\n", "\n")
    if kind == "text":
        if not text:
            raise CardEmpty(field=f"{place}.text")
        return Card(name, kind, title, text)
    src = questions.said(row, place, "src", media.LONGEST)
    if kind == "image":
        return _image(Card(name, kind, title, text, src), row, place)
    return _video(Card(name, kind, title, text, src), row, place)


def one_line(text: str) -> str:
    """Return a text on one line, its space plain."""
    return " ".join(text.split())


def _image(card: Card, row: dict[str, Any], place: str) -> Card:
    alt = one_line(questions.said(row, place, "alt", LONGEST_ALT))
    if not media.is_asset(card.src):
        raise AddressRefused(field=f"{place}.src")
    if not alt:
        raise AltMissing(field=f"{place}.alt")
    return Card(card.name, card.kind, card.title, card.text, card.src, alt)


def _video(card: Card, row: dict[str, Any], place: str) -> Card:
    captions = questions.said(row, place, "captions", media.LONGEST)
    if not media.is_video(card.src):
        raise AddressRefused(field=f"{place}.src")
    if captions and not media.is_asset(captions):
        raise AddressRefused(field=f"{place}.captions")
    if not card.text:
        raise AltMissing(field=f"{place}.text")
    return Card(card.name, card.kind, card.title, card.text, card.src, captions=captions)


def _read(raw: dict[str, Any], name: str) -> Card | None:
    """Return the card if the form would have kept it, questions a little more tolerantly."""
    if raw.get("kind") == "question":
        question = questions.read(raw)
        title = raw.get("title")
        told = title if isinstance(title, str) else ""
        return Card(name, "question", told, question=question) if question else None
    try:
        return card_of(raw, "cards", name)
    except fields.FormRefused:
        return None
