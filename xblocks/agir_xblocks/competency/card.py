"""What does a competency card hold, and how does its author change it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from xblock.fields import Integer, Scope, String

from agir_xblocks import doors
from agir_xblocks.competency import aim, sentences, settings_form
from agir_xblocks.doors import Presence
from agir_xblocks.form import chosen
from agir_xblocks.form.authoring import Authoring


class Card(Authoring):
    """The fields of the block, its author's side, and how it reads itself."""

    room: ClassVar[str] = "competency/"
    default_title: ClassVar[str] = sentences.TITLE

    display_name = String(default=sentences.TITLE, scope=Scope.settings, help="The card's title.")
    intro = String(default="", scope=Scope.content, help="Plain text, paragraphs by empty lines.")
    question = String(default="", scope=Scope.content, help="The self-check's question.")
    confidence = Integer(default=None, scope=Scope.user_state, help="1 to 4, the learner's own.")
    confidence_at = String(default="", scope=Scope.user_state, help="ISO instant in UTC.")

    def _form_facts(self) -> dict[str, Any]:
        return {
            "intro": self.intro,
            "question": self.question,
            "default_question": _(sentences.QUESTION),
            "longest_question": settings_form.LONGEST_QUESTION,
        }

    def _keep(self, said: Mapping[str, Any]) -> None:
        kept = settings_form.read(said)
        self.intro, self.question = kept.intro, kept.question

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
