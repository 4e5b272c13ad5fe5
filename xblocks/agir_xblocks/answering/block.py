"""How does a block answer a learner in place? With the part of its page that changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock
from xblock.fields import Scope, String

from agir_kernel.errors import DomainError
from agir_xblocks import asking, doors, looks
from agir_xblocks.doors import Presence
from agir_xblocks.form import chosen
from agir_xblocks.form.authoring import Authoring
from agir_xblocks.form.chosen import Chosen
from agir_xblocks.form.sentences import paragraphs, words

Act = Callable[[int, Mapping[str, Any]], Response]
SCRIPT: Final = "answering/public/answering.js"


class Answering(Authoring):
    """A block whose learner fills in forms; a handler answers the new body and a sentence.

    A subclass says in ``_body`` what its learner sees now, and in ``_still`` what everybody else
    does: nothing about anybody.
    """

    intro = String(default="", scope=Scope.content, help="Plain text, paragraphs by empty lines.")

    @XBlock.supports("multi_device")
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the learner their own; somebody who looks as them sees that it is theirs."""
        if doors.presence() is Presence.OFF:
            return self._off()
        user_id = self._platform_user()
        if user_id is None or doors.presence() is Presence.ABSENT:
            return self._shown(self._still(), _absent())
        if self._looks_as_another():
            return self._shown(self._still(), _("What the learner says here is theirs alone."))
        return self._shown(self._body(user_id), "", live=True)

    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show what it is about to somebody who is not signed in, and invite them."""
        if doors.presence() is Presence.OFF:
            return self._off()
        return self._shown(self._still(), _("Sign in to answer: what you say is for you alone."))

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show an author what learners see first."""
        if doors.presence() is Presence.OFF:
            return self._off()
        return self._shown(self._still(), self._author_note())

    def student_view_data(self, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the block for clients that draw it themselves; nothing about anybody."""
        return {
            "title": words(self.display_name, self.default_title),
            "intro": self.intro,
            "competencies": [one.stored() for one in self._picked()],
        }

    def _picked(self) -> tuple[Chosen, ...]:
        """Return the competencies that the author chose."""
        return chosen.read(self.competencies, self.most)

    def _body(self, user_id: int) -> str:
        """Return the HTML of what this learner sees now."""
        raise NotImplementedError

    def _still(self) -> str:
        """Return the HTML of what anybody may see, '' for nothing."""
        return ""

    def _author_note(self) -> str:
        """Return a sentence for authors."""
        return ""

    def _heard(self, request: Any, act: Act) -> Response:
        """Do what a learner asks for themselves, or say why not; nobody asks for another."""
        if refused := self._refuse_stranger():
            return refused
        user_id = self._platform_user()
        if user_id is None or doors.presence() is not Presence.ON:
            return asking.refusal("signed_out", _("Sign in to keep your answer."), 403)
        try:
            return act(user_id, asking.posted(request))
        except asking.RequestMalformed:
            return asking.malformed()
        except DomainError as error:
            return self._refusal(error)

    def _refusal(self, error: DomainError) -> Response:
        """Return the refusal of what a learner sent."""
        raise NotImplementedError

    def _answered(self, user_id: int, message: str) -> Response:
        """Answer the new body and what is to be said."""
        return asking.answer({"message": message, "html": self._body(user_id)})

    def _shown(self, body: str, note: str, *, live: bool = False) -> Fragment:
        facts = {
            "title": words(self.display_name, self.default_title),
            "paragraphs": paragraphs(self.intro),
            "key": self._key(),
            "body": body,
            "note": note,
            "kind": self.room.strip("/").replace("_", "-"),
        }
        html = looks.render("answering/templates/page.html", **facts)
        fragment = self._fragment(self.room, html)
        fragment.add_css(looks.resource("answering/public/answering.css"))
        if live:
            fragment.add_javascript(looks.resource(SCRIPT))
            failed = _("Your answer was not kept. Check your connection and try again.")
            fragment.initialize_js("AgirAnswers", {"failed": failed})
        return fragment


def _absent() -> str:
    return _("Your own answers are kept once you are signed in on the site.")
