"""The self-assessment: how sure a learner is, before and after, beside what they showed.

It gives no grade and moves no estimate. What is said is the learner's, kept by competencies
(``agir_competencies`` decision 0013), so the block itself stores nothing of anybody. It is done
when something was said at each moment that its author asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from webob import Response
from xblock.core import XBlock
from xblock.fields import Scope, String

from agir_kernel.errors import DomainError
from agir_xblocks import asking, doors, looks
from agir_xblocks.answering.block import Answering
from agir_xblocks.doors import Named
from agir_xblocks.form import fields
from agir_xblocks.form import sentences as form_sentences
from agir_xblocks.form.chosen import Chosen, identifier_of
from agir_xblocks.self_assessment import parts, sentences


class NotAskedHere(DomainError):
    """A competency, or a moment, that this block does not ask about."""

    code: ClassVar[str] = "self_assessment_competency_unknown"


class MomentNotAsked(DomainError):
    """A moment that the author does not ask for."""

    code: ClassVar[str] = "self_assessment_moment_unknown"


class SelfAssessmentBlock(Answering):
    """Up to eight competencies, four steps each, before or after or both."""

    room: ClassVar[str] = "self_assessment/"
    default_title: ClassVar[str] = sentences.TITLE

    display_name = String(default=sentences.TITLE, scope=Scope.settings, help="The title.")
    moments = String(default="both", scope=Scope.content, help="both, before or after.")

    def student_view_data(self, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the block for clients that draw it themselves; nothing about anybody."""
        return {**super().student_view_data(context), "moments": list(parts.ASKED[self._when()])}

    @XBlock.handler
    def say(self, request: Any, suffix: str = "") -> Response:
        """Keep what the learner says: ``{"moment": …, "steps": {identifier: 1 to 4}}``."""
        return self._heard(request, self._said)

    def _said(self, user_id: int, told: Mapping[str, Any]) -> Response:
        moment, steps = self._read(told)
        doors.judge(user_id, self._course_key(), moment, steps)
        self._complete(parts.share_said(self._when(), self._judged(user_id)))
        return self._answered(user_id, _("Kept. Change it whenever you like."))

    def _refusal(self, error: DomainError) -> Response:
        return asking.refusal(error.code, sentences.refused(error))

    def _read(self, said: Mapping[str, Any]) -> tuple[str, dict[UUID, object]]:
        """Return the moment and the steps of what was posted; other keys are ignored."""
        moment = said.get("moment")
        if moment not in parts.ASKED[self._when()]:
            raise MomentNotAsked
        raw = said.get("steps")
        if not isinstance(raw, dict):
            raise asking.RequestMalformed
        here = {one.identifier for one in self._picked()}
        steps = {identifier_of(key): value for key, value in raw.items()}
        if None in steps or not set(steps) <= here:
            raise NotAskedHere
        return str(moment), {key: value for key, value in steps.items() if key is not None}

    def _when(self) -> str:
        """Return what the author asks for; both, where OLX written by hand says anything else."""
        return self.moments if self.moments in parts.ASKED else "both"

    def _asked(self) -> list[tuple[Chosen, Named]]:
        picked = self._picked()
        known = doors.named([one.identifier for one in picked], language=self._language())
        return parts.known_only(picked, known)

    def _judged(self, user_id: int) -> dict[UUID, doors.Judged]:
        return doors.judged(
            user_id,
            [one.identifier for one in self._picked()],
            course_key=self._course_key(),
            language=self._language(),
        )

    def _body(self, user_id: int) -> str:
        asked, judged = self._asked(), self._judged(user_id)
        return looks.render(
            f"{self.room}templates/body.html",
            parts=parts.parts(self._when(), asked, judged) if asked else [],
            beside=parts.beside(asked, judged),
            skills_page=doors.skills_page(),
            key=self._key(),
            live=True,
        )

    def _still(self) -> str:
        picked = self._picked()
        known = doors.named([one.identifier for one in picked], language=self._language())
        labels = [form_sentences.label(one, known.get(one.identifier)) for one in picked]
        return looks.render(f"{self.room}templates/still.html", labels=labels)

    def _author_note(self) -> str:
        return _("Learners see their own answers here, and nobody else's. It gives no grade.")

    def _form_facts(self) -> dict[str, Any]:
        when = self._when()
        return {
            "intro": self.intro,
            "options": [(code, _(word), code == when) for code, word in sentences.WHEN.items()],
        }

    def _keep(self, said: Mapping[str, Any]) -> None:
        intro = fields.text(said, "intro", fields.LONGEST_INTRO)
        moments = fields.option(said, "moments", tuple(sentences.WHEN))
        self.intro, self.moments = intro, moments

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        one = (
            '{"identifier": "0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11", '
            '"label": "Listen to a need", "framework": "Acting online"}'
        )
        return [
            ("Self-assessment", f"<agir-self-assessment competencies='[{one}]'/>"),
            ("Self-assessment, empty", "<agir-self-assessment/>"),
        ]
