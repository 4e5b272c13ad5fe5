"""The deck of cards: some minutes on a phone, with the network or without it.

All cards are in the page, so that it goes on when the network drops; what the learner did is
queued by the page and sent once it is back. In a deck without a grade the page also holds what is
right and why, to tell at once; in a deck with a grade only the site does.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import ngettext
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock

from agir_kernel.figures import SHARE_QUANTUM
from agir_xblocks import asking, doors, looks, names, questions
from agir_xblocks.doors import Presence
from agir_xblocks.form.sentences import words
from agir_xblocks.microlesson import media, prose, sentences
from agir_xblocks.microlesson import progress as progressing
from agir_xblocks.microlesson.card import Deck
from agir_xblocks.microlesson.deck import Card
from agir_xblocks.microlesson.progress import MOST_NEWS, Progress


class MicrolessonBlock(Deck):
    """A deck of text, image, video and question cards."""

    icon_class = "other"

    # The author's choice, where the base class has one for all its blocks.
    @property
    def has_score(self) -> bool:  # type: ignore[override]
        """Tell whether the author wants a grade of it."""
        return bool(self.scored)

    def max_score(self) -> int | None:
        """Return the raw points there are, one a question, ``None`` where there is no grade."""
        asked = sum(card.question is not None for card in self._cards())
        return asked if self.scored and asked else None

    # --- views ------------------------------------------------------------------------------

    @XBlock.supports("multi_device")
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the deck where the learner left it; whole and stacked without JavaScript.

        Somebody who looks as them sees the deck as it was before they began.
        """
        if doors.presence() is Presence.OFF:
            return self._off()
        if self.scope_ids.user_id is None:
            return self.public_view(context)
        now = Progress() if self._looks_as_another() else progressing.read(self.progress)
        html = self._page(now, {"signed_in": True})
        return self._fragment(self.room, html, "AgirMicrolesson", "card.js", self._texts(now))

    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the deck to somebody who is not signed in: nothing is kept but on their device."""
        if doors.presence() is Presence.OFF:
            return self._off()
        nothing, is_visited = Progress(), self._is_visited()
        html = self._page(nothing, {"visitor": is_visited})
        texts = self._texts(nothing, is_visited=is_visited)
        return self._fragment(self.room, html, "AgirMicrolesson", "card.js", texts)

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show an author all cards, one below the other."""
        if doors.presence() is Presence.OFF:
            return self._off()
        return self._fragment(self.room, self._page(Progress(), {"author": True}))

    def student_view_data(self, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the deck for clients that draw it themselves, without what is right."""
        return {
            "title": words(self.display_name, sentences.TITLE),
            "minutes": self.minutes,
            "scored": bool(self.scored),
            "cards": [_shown(card) for card in self._cards()],
        }

    # --- handlers ---------------------------------------------------------------------------

    @XBlock.handler
    def sync(self, request: Any, suffix: str = "") -> Response:
        """Take news of a phone: ``{"seen": {"card", "moment"}, "answers": [{"id", "card",
        "picked", "moment"}, …]}``, twice, late or in any order.

        Answers what it took or can never take (``done``: their ids, to be forgotten there), what
        is said of each answer, and where the deck stands. Other keys are ignored.
        """  # noqa: D205  the shape is longer than a line
        if refused := self._refuse_stranger():
            return refused
        try:
            said = asking.posted(request)
        except asking.RequestMalformed:
            return asking.malformed()
        news = said.get("answers", [])
        if not isinstance(news, list) or len(news) > MOST_NEWS:
            return asking.malformed()
        before, cards = progressing.read(self.progress), self._cards()
        now = self._seen(before, cards, said.get("seen"))
        done = []
        for one in news:
            now = self._answered(now, cards, one if isinstance(one, dict) else {})
            if isinstance(one, dict) and names.name_of(one.get("id")):
                done.append(one["id"])
        if now != before:
            self.progress = now.stored()
            self._publish(before, now, cards)
        is_done = progressing.is_done(now, cards)
        told = {name: self._told(card, picked) for name, card, picked in self._given(now, cards)}
        return asking.answer({"done": done, "told": told, "is_done": is_done, "card": now.card})

    @XBlock.handler
    def visit(self, request: Any, suffix: str = "") -> Response:
        """Judge ``{"answers": [{"card", "picked"}, …]}`` of a visitor without an account.

        Answers what is said of each, as ``sync``, and a ``receipt`` once every question was
        answered, where the deck shows a competency ('' where none is given). Nothing is kept here.
        """
        if refused := self._refuse_visit():
            return refused
        try:
            said = asking.posted(request)
        except asking.RequestMalformed:
            return asking.malformed()
        news = said.get("answers", [])
        if not isinstance(news, list) or len(news) > MOST_NEWS:
            return asking.malformed()
        cards, now = self._cards(), Progress()
        for one in news:
            facts = one if isinstance(one, dict) else {}
            now = self._answered(now, cards, {**facts, "moment": 0})
        told = {name: self._told(card, picked) for name, card, picked in self._given(now, cards)}
        return asking.answer({"told": told, "receipt": self._receipt(now, cards)})

    def _receipt(self, now: Progress, cards: tuple[Card, ...]) -> str:
        """Return a receipt of the share that is right, once all is answered."""
        asked, given = {card.name for card in cards if card.question}, self._given(now, cards)
        if not asked or len(given) < len(asked):
            return ""
        right = sum(card.question is not None and card.question.is_right(picked)
                    for _name, card, picked in given)  # fmt: skip
        share = (Decimal(right) / len(asked)).quantize(SHARE_QUANTUM)
        shown = doors.shows(self._course_key(), str(self.scope_ids.usage_id))
        findings = dict.fromkeys(shown, share)
        return doors.receipt(self.scope_ids.usage_id, findings, at=datetime.now(UTC))

    def _seen(self, now: Progress, cards: tuple[Card, ...], raw: object) -> Progress:
        facts = raw if isinstance(raw, dict) else {}
        return progressing.moved(now, cards, facts.get("card"), facts.get("moment"))

    def _answered(self, now: Progress, cards: tuple[Card, ...], said: dict[str, Any]) -> Progress:
        """Take one answer; one to a card that is no more, or that is none, changes nothing."""
        card = next((one for one in cards if one.name == said.get("card")), None)
        moment = progressing.moment_of(said.get("moment"))
        if card is None or card.question is None or moment is None:
            return now
        picked = questions.picked(said.get("picked"), card.question)
        if picked is None:
            return now
        return progressing.answered(now, card, picked, moment, first_holds=bool(self.scored))

    def _publish(self, before: Progress, now: Progress, cards: tuple[Card, ...]) -> None:
        """Publish completion once all is done, and a grade where there is one."""
        if progressing.is_done(now, cards) and not progressing.is_done(before, cards):
            self._complete()
        most = self.max_score()
        if most is not None and now.answers != before.answers:
            right = sum(
                card.question is not None and card.question.is_right(picked)
                for _name, card, picked in self._given(now, cards)
            )
            self.runtime.publish(self, "grade", {"value": right, "max_value": most})

    # --- looks ------------------------------------------------------------------------------

    def _page(self, now: Progress, facts: dict[str, Any]) -> str:
        cards = self._cards()
        given = {name: (card, picked) for name, card, picked in self._given(now, cards)}
        minutes = ngettext("%(count)s minute", "%(count)s minutes", self.minutes)
        said = {
            "title": words(self.display_name, sentences.TITLE),
            "minutes": minutes % {"count": self.minutes},
            "key": self._key(),
            "cards": [
                {
                    "card": card,
                    "passages": prose.passages(card.text),
                    "is_played": media.is_played(card.src),
                    "is_ours": media.is_asset(card.src),
                    "picked": sorted(given[card.name][1]) if card.name in given else [],
                    "told": self._told(*given[card.name]) if card.name in given else None,
                }
                for card in cards
            ],
            "scored": self.scored,
            "author": False,
            "signed_in": False,
            "visitor": False,
            "is_done": progressing.is_done(now, cards),
        }
        return looks.render(f"{self.room}templates/deck.html", **{**said, **facts})

    def _texts(self, now: Progress, *, is_visited: bool = False) -> dict[str, Any]:
        """Return what the script says and knows; what is right only where nothing hangs on it."""
        cards = self._cards()
        right = {
            card.name: [[choice.right, choice.feedback] for choice in card.question.choices]
            for card in cards
            if card.question is not None and not self.scored
        }
        owner = f"{self.scope_ids.usage_id}\x1f{self.scope_ids.user_id}"
        return {
            **sentences.texts(),
            "rights": right,
            "current": now.card,
            "is_done": progressing.is_done(now, cards),
            "scored": bool(self.scored),
            "keeps": is_visited
            or (self.scope_ids.user_id is not None and not self._looks_as_another()),
            "visit": self._visit(is_visited=is_visited),
            # Another person on the same phone has another queue, and learns nothing of this one.
            "owner": hashlib.sha256(owner.encode()).hexdigest()[:24],
        }

    @staticmethod
    def _told(card: Card, picked: frozenset[int]) -> dict[str, Any]:
        """Return what is said of an answer: a verdict, and what the picked choices tell."""
        question = card.question
        if question is None:
            return {"verdict": "", "right": False, "feedback": []}
        told = [question.choices[place].feedback for place in sorted(picked)]
        return {
            "verdict": sentences.verdict(question, picked),
            "right": question.is_right(picked),
            "feedback": [text for text in told if text],
        }

    @staticmethod
    def _given(now: Progress, cards: tuple[Card, ...]) -> list[tuple[str, Card, frozenset[int]]]:
        valid = progressing.valid(now, cards)
        return [(card.name, card, valid[card.name]) for card in cards if card.name in valid]

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        return [
            ("Microlesson", f"<agir-microlesson cards='{EXAMPLE}'/>"),
            ("Microlesson, empty", "<agir-microlesson/>"),
        ]


def _shown(card: Card) -> dict[str, Any]:
    """Return a card as clients may see it: no choice tells whether it is right."""
    stored = card.stored()
    choices = [{"text": one.text} for one in card.question.choices] if card.question else []
    return {**stored, "choices": choices} if card.question else stored


EXAMPLE = (
    '[{"name": "one", "kind": "text", "title": "Doors", "text": "A door has **one** lock.'
    '\\n\\n- Look\\n- Knock"}, {"name": "two", "kind": "question", "text": "How many locks?", '
    '"choices": [{"text": "One", "right": true, "feedback": "As it said."}, {"text": "Two"}]}]'
)
