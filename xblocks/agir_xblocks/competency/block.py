"""The competency card: what a part of a course aims at, and where the learner stands.

It gives no grade and records no evidence: problems and subsections do. It is done once the
self-check is saved.

The self-check is the learner's own: it lies in their state of the block and is in no report.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock

from agir_xblocks import asking, doors, looks
from agir_xblocks.competency import sentences
from agir_xblocks.competency.card import Card
from agir_xblocks.doors import Presence
from agir_xblocks.form import chosen
from agir_xblocks.form.sentences import paragraphs, words


class CompetencyBlock(Card):
    """A card with up to eight competencies, their state, and a self-check of four steps."""

    # --- views ------------------------------------------------------------------------------

    @XBlock.supports("multi_device")
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the aim, the learner's own state and the self-check."""
        presence = doors.presence()
        if presence is Presence.OFF:
            return self._off()
        user_id = self._platform_user()
        signed_in = self.scope_ids.user_id is not None
        as_another = self._looks_as_another()
        facts = {
            "aims": self._aims(user_id),
            "own": presence is Presence.ON and user_id is not None,
            "steps": sentences.steps() if signed_in and not as_another else [],
            "confidence": self.confidence,
            "skills_page": doors.skills_page() if signed_in else "",
        }
        return self._card(facts, "AgirCompetency", "card.js")

    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the aim alone, to somebody who is not signed in."""
        presence = doors.presence()
        if presence is Presence.OFF:
            return self._off()
        return self._card({"aims": self._aims(None)})

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show an author the aim, and what is odd about the choice."""
        presence = doors.presence()
        if presence is Presence.OFF:
            return self._off()
        facts = {"aims": self._aims(None), "author": True, "steps": sentences.steps()}
        return self._card(facts)

    def student_view_data(self, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the card for clients that draw it themselves; nothing about anybody."""
        return {
            "title": words(self.display_name, sentences.TITLE),
            "intro": self.intro,
            "question": words(self.question, sentences.QUESTION),
            "competencies": [one.stored() for one in chosen.read(self.competencies)],
        }

    # --- handlers ---------------------------------------------------------------------------

    @XBlock.handler
    def save_check(self, request: Any, suffix: str = "") -> Response:
        """Keep the learner's own step: ``{"confidence": 1..4}``; other keys are ignored."""
        if refused := self._refuse_stranger():
            return refused
        try:
            step = asking.posted(request).get("confidence")
        except asking.RequestMalformed:
            return asking.malformed()
        if isinstance(step, bool) or not isinstance(step, int) or not 1 <= step <= 4:
            return asking.refusal("step_unknown", _("Choose one of the four steps."))
        self.confidence = step
        self.confidence_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._complete()
        told = _("Kept: “%(step)s”. Change it whenever you like.")
        return asking.answer(
            {"confidence": step, "message": told % {"step": _(sentences.STEPS[step - 1])}}
        )

    def _card(
        self, facts: dict[str, Any], initialise: str = "", script: str = "card.js"
    ) -> Fragment:
        said = {
            "title": words(self.display_name, sentences.TITLE),
            "question": words(self.question, sentences.QUESTION),
            "paragraphs": paragraphs(self.intro),
            "key": self._key(),
            "author": False, "own": False, "steps": [], "confidence": None, "skills_page": "",
        }  # fmt: skip
        html = looks.render(f"{self.room}templates/card.html", **{**said, **facts})
        texts = {"failed": _("Your answer was not kept. Check your connection and try again."),
                 "choose": _("Choose one of the four steps.")}  # fmt: skip
        return self._fragment(self.room, html, initialise, script, texts)

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        one = (
            '{"identifier": "0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11", '
            '"label": "Listen to a need", "framework": "Acting online"}'
        )
        return [
            ("Competency card", f"<agir-competency competencies='[{one}]'/>"),
            ("Competency card, empty", "<agir-competency/>"),
        ]
