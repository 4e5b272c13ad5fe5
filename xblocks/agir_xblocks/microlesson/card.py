"""What does a deck hold, and how does its author change it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from webob import Response
from xblock.core import XBlock
from xblock.fields import Boolean, Dict, Integer, List, Scope, String

from agir_xblocks import asking, looks
from agir_xblocks.check.settings_form import MOST_POINTS, rows, whole
from agir_xblocks.form import fields
from agir_xblocks.form.authoring import Authoring
from agir_xblocks.form.rows import ROWS_BYTES, with_rows
from agir_xblocks.microlesson import deck, sentences, writing
from agir_xblocks.microlesson.deck import Card
from agir_xblocks.questions import RowsMalformed


class Deck(Authoring):
    """The fields of the block and its author's side."""

    room: ClassVar[str] = "microlesson/"
    default_title: ClassVar[str] = sentences.TITLE
    most_bytes: ClassVar[int] = ROWS_BYTES

    display_name = String(default=sentences.TITLE, scope=Scope.settings, help="The deck's title.")
    cards = List(
        default=[],
        scope=Scope.content,
        help="name, kind (text, image, video, question) and what its kind holds, each.",
    )
    minutes = Integer(default=5, scope=Scope.content, help="How long it takes, 1 to 60.")
    scored = Boolean(default=False, scope=Scope.settings, help="Whether its questions are graded.")
    weight = Integer(default=1, scope=Scope.settings, help="Points of the grade, if there is one.")

    progress = Dict(default={}, scope=Scope.user_state, help="The learner's card and answers.")

    def studio_view(self, context: dict[str, Any] | None = None) -> Any:
        """Show the form by which an author changes the deck."""
        return with_rows(super().studio_view(context))

    @XBlock.handler
    def import_rows(self, request: Any, suffix: str = "") -> Response:
        """Show the cards of a text or of JSON in the form; nothing is kept until it is saved."""
        if refused := self._refuse_reader():
            return refused
        try:
            text = asking.posted(request, self.most_bytes).get("text")
            if not isinstance(text, str):
                return asking.malformed()
            found = deck.form(writing.parsed(text))
        except asking.RequestMalformed:
            return asking.malformed()
        except fields.FormRefused as error:
            return asking.refusal(error.code, self._where(error), field="file")
        html = "".join(self._drawn(card) for card in found)
        told = _("The form shows these cards now. Save to keep them.")
        return asking.answer({"html": html, "message": told})

    @XBlock.handler
    def export_rows(self, request: Any, suffix: str = "") -> Response:
        """Return the cards of the form as text, or as JSON where ``format`` is ``json``."""
        if refused := self._refuse_reader():
            return refused
        try:
            said = asking.posted(request, self.most_bytes)
            found = deck.form(said.get("rows"))
        except asking.RequestMalformed:
            return asking.malformed()
        except fields.FormRefused as error:
            return asking.refusal(error.code, self._where(error), field=str(error.facts["field"]))
        is_json = said.get("format") == "json"
        text = writing.as_json(found) if is_json else writing.written(found)
        return asking.answer({"text": text, "message": _("Copy this text to keep the deck.")})

    def _form_facts(self) -> dict[str, Any]:
        return {
            "cards": [self._drawn(card) for card in self._cards()],
            "kinds": [(kind, self._drawn(Card("", kind))) for kind in deck.KINDS],
            "most_cards": deck.MOST_CARDS,
            "minutes": self.minutes,
            "scored": self.scored,
            "weight": self.weight,
        }

    def _drawn(self, card: Card) -> str:
        facts = {"src": _unread(card.src), "captions": _unread(card.captions)}
        return looks.render(
            f"{self.room}templates/row.html", card=card, with_feedback=True, **facts
        )

    def _keep(self, said: Mapping[str, Any]) -> None:
        found = deck.form(rows(said, "cards"))
        minutes, weight = whole(said, "minutes", 1, 60), whole(said, "weight", 1, MOST_POINTS)
        self.cards = [card.stored() for card in found]
        self.minutes, self.weight, self.scored = minutes, weight, said.get("scored") is True

    def _refused(self, error: fields.FormRefused) -> str:
        return sentences.refused(error)

    def _where(self, error: fields.FormRefused) -> str:
        """Return the sentence of a refusal of a whole deck, with the card that it is about."""
        if isinstance(error, RowsMalformed | writing.TextUnreadable):
            return self._refused(error)
        number = str(error.facts.get("field", "")).split(".")[1:2]
        if not number or not number[0].isdigit():
            return self._refused(error)
        facts = {"number": int(number[0]) + 1, "reason": self._refused(error)}
        return _("Card %(number)s: %(reason)s") % facts

    def _cards(self) -> tuple[Card, ...]:
        return deck.read(self.cards)


def _unread(address: str) -> SafeString:
    """Return an address for a field of the form, its first slash written as an entity.

    A platform that replaces ``"/static/…`` on its pages by the file's own address would replace
    it in the form too, and the next save would keep an address of this site alone.
    """
    shown = f"&#47;{escape(address[1:])}" if address.startswith("/") else escape(address)
    return mark_safe(shown)
