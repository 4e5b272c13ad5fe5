"""What does a competency card hold, and what do its views have in common?"""

from __future__ import annotations

from typing import Final

from xblock.fields import Integer, List, Scope, String

from agir_xblocks import doors
from agir_xblocks.base import AgirBlock
from agir_xblocks.competency import aim, chosen, sentences
from agir_xblocks.doors import Presence

ROOM: Final = "competency/"


class Card(AgirBlock):
    """The fields of the block, and how it reads itself."""

    display_name = String(default=sentences.TITLE, scope=Scope.settings, help="The card's title.")
    intro = String(default="", scope=Scope.content, help="Plain text, paragraphs by empty lines.")
    question = String(default="", scope=Scope.content, help="The self-check's question.")
    competencies = List(default=[], scope=Scope.content, help="identifier, label, framework each.")
    confidence = Integer(default=None, scope=Scope.user_state, help="1 to 4, the learner's own.")
    confidence_at = String(default="", scope=Scope.user_state, help="ISO instant in UTC.")

    def _aims(self, user_id: int | None) -> list[aim.Aim]:
        """Return the lines of the card, with the state of this user unless ``None``."""
        picked = chosen.read(self.competencies)
        identifiers = [one.identifier for one in picked]
        known = doors.named(identifiers, language=self._language())
        if user_id is None or not known:
            can_tell = doors.presence() is Presence.ON
            return aim.aims(picked, known, can_tell=can_tell)
        states = doors.own_states(user_id, known, language=self._language())
        return aim.own_aims(picked, known, states)
