"""How does an author change a card?

The form follows Studio's protocol for blocks with an editor of their own: ``runtime.notify`` with
``save`` (start, end), ``error`` and ``cancel``, buttons of the form's own.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock

from agir_xblocks import asking, doors, looks
from agir_xblocks.competency import chosen, sentences, settings_form
from agir_xblocks.competency.card import ROOM, Card
from agir_xblocks.doors import Presence


class Authoring(Card):
    """The author's side of the competency card: the form, and the handlers behind it."""

    def studio_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the form by which an author changes the card."""
        if doors.presence() is Presence.OFF:
            return self._fragment(ROOM, looks.render(f"{ROOM}templates/off.html"))
        lines = self._aims(None)
        facts = {
            "title": sentences.words(self.display_name, sentences.TITLE),
            "intro": self.intro,
            "question": self.question,
            "default_question": _(sentences.QUESTION),
            "limits": settings_form.LONGEST,
            "most": chosen.MOST,
            "chosen": list(zip(chosen.read(self.competencies), lines, strict=True)),
            "can_search": doors.presence() is Presence.ON,
            "key": self._key(),
        }
        html = looks.render(f"{ROOM}templates/form.html", **facts)
        return self._fragment(ROOM, html, "AgirCompetencyForm", "form.js", self._form_words())

    @XBlock.handler
    def search(self, request: Any, suffix: str = "") -> Response:
        """Find competencies for an author: ``{"words": …}`` gives at most 20, in order."""
        if refused := self._refuse_reader():
            return refused
        try:
            words = asking.posted(request).get("words", "")
        except asking.RequestMalformed:
            return asking.malformed()
        if not isinstance(words, str) or len(words) > 200:
            return asking.malformed()
        hits = doors.search(words, language=self._language())
        found = [
            {"identifier": str(one.identifier), "label": one.label, "code": one.code,
             "statement": one.statement, "framework": one.framework}
            for one in hits
        ]  # fmt: skip
        return asking.answer({"found": found, "message": sentences.found(len(found))})

    @XBlock.handler
    def save_settings(self, request: Any, suffix: str = "") -> Response:
        """Keep the author's form, all of it or nothing."""
        if refused := self._refuse_reader():
            return refused
        try:
            said = settings_form.read(asking.posted(request))
            known = doors.named(said.identifiers, language=self._language())
            kept = settings_form.choose(said.identifiers, chosen.read(self.competencies), known)
        except asking.RequestMalformed:
            return asking.malformed()
        except settings_form.FormRefused as error:
            field = str(error.facts.get("field", ""))
            return asking.refusal(error.code, sentences.refused(error), field=field)
        # Untouched defaults stay defaults, so that they follow each reader's language.
        default = said.display_name == _(sentences.TITLE)
        self.display_name = sentences.TITLE if default else said.display_name
        self.intro = said.intro
        self.question = said.question
        self.competencies = [one.stored() for one in kept]
        return asking.answer({"message": _("Saved.")})

    def _form_words(self) -> dict[str, str]:
        return {
            "remove": _("Remove"),
            "full": _("Choose at most %(limit)s different competencies.") % {"limit": chosen.MOST},
            "failed": _("Nothing was saved. Check your connection and try again."),
            "title": _("The card could not be saved"),
            "added": _("Added:"),
            "removed": _("Removed:"),
        }
