"""The test for somebody without an account: judged here, kept nowhere but in their browser."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock

from agir_kernel.errors import DomainError
from agir_kernel.figures import SHARE_QUANTUM
from agir_xblocks import asking, doors, looks
from agir_xblocks.check import ladder, sentences, sitting, walking
from agir_xblocks.check.card import Card
from agir_xblocks.check.ladder import Place
from agir_xblocks.check.sitting import Sitting


class Visiting(Card):
    """What the block does for visitors; its learners' side is ``block.py``."""

    @XBlock.handler
    def visit(self, request: Any, suffix: str = "") -> Response:
        """Take ``{"seed", "given": [{"item", "choices"}, …], "stop": bool}`` of a visitor.

        Answers what there is to see after these answers, and once the sitting has ``ended`` a
        ``receipt``, '' where the site gives none. Nothing is kept here; other keys are ignored.
        """
        if refused := self._refuse_visit():
            return refused
        try:
            said = asking.posted(request)
            easier = doors.easier_pairs({item.rung.competency for item in self._items()})
            now = walking.walked(said, self._items(), easier, most=self._most())
        except (asking.RequestMalformed, walking.VisitMalformed):
            return asking.malformed()
        except DomainError as error:
            return asking.refusal(error.code, self._said_to_visitor(error.code), 409)
        return self._after(now)

    def _after(self, now: walking.Visit) -> Response:
        item = sitting.asked(now.sitting, self._items(), most=self._most(), seed=now.seed, seen=())
        if item is not None and not (now.stops and now.sitting.answers):
            return asking.answer({"html": self._question(now.sitting, item), "ended": False})
        if not now.sitting.answers:
            return asking.refusal("nothing_to_ask", _("This test has no question yet."), 409)
        told = _places(now.sitting, self._items())
        given = doors.receipt(self.scope_ids.usage_id, _shares(told), at=datetime.now(UTC))
        html = self._outcome(now.sitting, visitor=True)
        return asking.answer({"html": html, "ended": True, "receipt": given})

    @staticmethod
    def _said_to_visitor(code: str) -> str:
        if code == walking.NothingPicked.code:
            return _("Choose an answer first.")
        return _("This test has changed meanwhile. Begin it again.")

    def _visited_view(self) -> Fragment:
        """Show the test to a visitor: where they left it is known to their browser alone."""
        facts = {"is_empty": not self._items(), "length": sentences.length(self._most())}
        body = looks.render(f"{self.room}templates/start.html", visitor=True, **facts)
        html = self._page({"body": body, "visitor": True})
        texts = {**self._said_texts(), "visit": self._visit(is_visited=True)}
        return self._fragment(self.room, html, "AgirCheck", "card.js", texts)

    @staticmethod
    def _said_texts() -> dict[str, Any]:
        return {
            "failed": _("This did not reach the site. Check your connection and try again."),
            "choose": _("Choose an answer first."),
        }

    def _page(self, facts: dict[str, Any]) -> str:
        raise NotImplementedError

    def _question(self, now: Sitting, item: Any) -> str:
        raise NotImplementedError

    def _outcome(self, now: Sitting, *, visitor: bool = False) -> str:
        raise NotImplementedError


def _places(now: Sitting, items: tuple[Any, ...]) -> dict[UUID, Place]:
    rungs = sitting.ladder_of(now, items)
    return ladder.places(rungs, ladder.standing(rungs, now.by_rung))


def _shares(told: dict[UUID, Place]) -> dict[UUID, Decimal]:
    """Return the shares of what was asked about; what was only inferred is no part of a receipt."""
    return {
        key: (Decimal(place.share.numerator) / place.share.denominator).quantize(SHARE_QUANTUM)
        for key, place in told.items()
        if not place.inferred and place.share is not None
    }
