"""What does a competency card hold, and what do its views have in common?"""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Integer, List, Scope, String

from agir_xblocks import doors, looks
from agir_xblocks.competency import aim, chosen, sentences
from agir_xblocks.doors import Presence

ROOM: Final = "competency/"


@XBlock.wants("user", "completion")
class Card(XBlock):
    """The fields of the block, and how it reads and draws itself."""

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

    def _fragment(
        self,
        html: str,
        initialise: str = "",
        script: str = "",
        texts: dict[str, str] | None = None,
    ) -> Fragment:
        fragment = Fragment(html)
        fragment.add_css(looks.stylesheet())
        fragment.add_css(looks.resource(f"{ROOM}public/card.css"))
        if initialise:
            fragment.add_javascript(looks.resource(f"{ROOM}public/{script}"))
            fragment.initialize_js(initialise, texts or {})
        return fragment

    def _platform_user(self) -> int | None:
        """Return the platform's id of whoever looks, ``None`` when unknown or not signed in."""
        service = self.runtime.service(self, "user")
        if service is None:
            return None
        found = service.get_current_user().opt_attrs.get("edx-platform.user_id")
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def _key(self) -> str:
        """Return a name for this block's own elements, unique on a page."""
        usage = self.scope_ids.usage_id
        text = str(getattr(usage, "block_id", usage))
        return "agir-" + "".join(sign if sign.isalnum() else "-" for sign in text)

    @staticmethod
    def _language() -> str:
        return get_language() or "en"
