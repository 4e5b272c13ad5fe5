"""How does an author change a block of the suite?

The form follows Studio's protocol for blocks with an editor of their own: ``runtime.notify`` with
``save`` (start, end), ``error`` and ``cancel``, buttons of the form's own. A block says in
``_form_facts`` what its template shows, and in ``_keep`` what it keeps of what was posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock
from xblock.fields import List, Scope

from agir_xblocks import asking, doors, looks
from agir_xblocks.base import AgirBlock
from agir_xblocks.doors import Presence
from agir_xblocks.form import chosen, fields, sentences

HOME: Final = "form/"


class Authoring(AgirBlock):
    """A block that its author names and gives competencies, in a form of its own."""

    default_title: ClassVar[str] = ""
    most: ClassVar[int] = chosen.MOST
    most_bytes: ClassVar[int] = asking.MOST_BYTES

    competencies = List(default=[], scope=Scope.content, help="identifier, label, framework each.")

    def studio_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the form by which an author changes the block."""
        if doors.presence() is Presence.OFF:
            return self._off()
        facts = {
            "title": sentences.words(self.display_name, self.default_title),
            "longest_title": fields.LONGEST_TITLE,
            "longest_intro": fields.LONGEST_INTRO,
            "most": self.most,
            "chosen": self._chips(),
            "can_search": doors.presence() is Presence.ON,
            "key": self._key(),
        }
        html = looks.render(f"{self.room}templates/form.html", **{**facts, **self._form_facts()})
        fragment = Fragment(html)
        fragment.add_css(looks.stylesheet())
        fragment.add_css(looks.resource(f"{HOME}public/form.css"))
        fragment.add_javascript(looks.resource(f"{HOME}public/form.js"))
        fragment.initialize_js("AgirForm", {**sentences.form_texts(self.most), "most": self.most})
        return fragment

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
            said = asking.posted(request, self.most_bytes)
            display_name = fields.title(said)
            wanted = fields.identifiers(said, self.most)
            known = doors.named(wanted, language=self._language())
            kept = fields.choose(wanted, chosen.read(self.competencies, self.most), known)
            self._keep(said)
        except asking.RequestMalformed:
            return asking.malformed()
        except fields.FormRefused as error:
            field = str(error.facts.get("field", ""))
            return asking.refusal(error.code, self._refused(error), field=field)
        # Untouched defaults stay defaults, so that they follow each reader's language.
        default = display_name == _(self.default_title)
        self.display_name = self.default_title if default else display_name
        self.competencies = [one.stored() for one in kept]
        return asking.answer({"message": _("Saved.")})

    def _keep(self, said: Mapping[str, Any]) -> None:
        """Keep the block's own fields; raise a ``FormRefused`` before any is changed."""

    def _refused(self, error: fields.FormRefused) -> str:
        """Return the sentence of a refusal; a block adds those of its own facts."""
        return sentences.refused(error)

    def _form_facts(self) -> dict[str, Any]:
        """Return what the block's own form shows besides title and competencies."""
        return {}

    def _chips(self) -> list[dict[str, str]]:
        """Return the chosen competencies as the form shows them, with what is odd about each."""
        picked = chosen.read(self.competencies, self.most)
        known = doors.named([one.identifier for one in picked], language=self._language())
        can_tell = doors.presence() is Presence.ON
        return [
            {
                "identifier": str(one.identifier),
                "label": sentences.label(one, known.get(one.identifier)),
                "warning": sentences.warning(known.get(one.identifier)) if can_tell else "",
            }
            for one in picked
        ]
