"""Why are you here? The learner's own goal for this course, set and revised in a minute.

It is the goal of ``/agir/goals/``, kept by competencies (their decision 0005): the block stores
nothing. It is done when a goal is set, and as well when somebody would rather not say.
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
from agir_xblocks.form import fields
from agir_xblocks.goals import said, sentences, shown

REASONS = ("", *sentences.REASONS)


class GoalsBlock(Answering):
    """A goal for the course: an intent, skills and levels, a date; revised, ended, taken up."""

    room: ClassVar[str] = "goals/"
    default_title: ClassVar[str] = sentences.TITLE

    display_name = String(default=sentences.TITLE, scope=Scope.settings, help="The title.")

    @XBlock.handler
    def choose(self, request: Any, suffix: str = "") -> Response:
        """Answer the form in which the learner's goal is set or revised; changes nothing."""
        return self._heard(request, self._form_for)

    @XBlock.handler
    def keep(self, request: Any, suffix: str = "") -> Response:
        """Set the goal, or revise the present one: intent, skills, levels, horizon, reason."""
        return self._heard(request, self._wanted)

    @XBlock.handler
    def take(self, request: Any, suffix: str = "") -> Response:
        """Make what the course team proposes the learner's own goal: ``{"proposal": …}``."""
        return self._heard(request, self._taken)

    @XBlock.handler
    def end(self, request: Any, suffix: str = "") -> Response:
        """End a goal of the learner: ``{"goal": …, "end": "satisfied" or "abandoned"}``."""
        return self._heard(request, self._ended)

    @XBlock.handler
    def undo(self, request: Any, suffix: str = "") -> Response:
        """Take up again a goal that the learner has ended: ``{"goal": …}``."""
        return self._heard(request, self._undone)

    @XBlock.handler
    def skip(self, request: Any, suffix: str = "") -> Response:
        """Hear that the learner would rather not say; nothing of it is kept."""
        return self._heard(request, self._skipped)

    def _refusal(self, error: DomainError) -> Response:
        sentence, status = sentences.refused(error)
        return asking.refusal(error.code, sentence, status)

    def _form_for(self, user_id: int, told: Mapping[str, Any]) -> Response:
        goal = doors.course_goal(user_id, self._course_key(), language=self._language())
        return asking.answer({"message": "", "html": self._form_html(goal)})

    def _wanted(self, user_id: int, told: Mapping[str, Any]) -> Response:
        if not self._course_key():
            raise said.CourseMissing
        wanted = said.wanted(told)
        reason = told.get("reason", "")
        if reason not in REASONS:
            raise asking.RequestMalformed
        doors.want(user_id, self._course_key(), wanted, reason)
        self._complete()
        return self._answered(user_id, _("Kept. You may change it whenever you like."))

    def _taken(self, user_id: int, told: Mapping[str, Any]) -> Response:
        doors.take_goal(user_id, said.proposal_id(told))
        self._complete()
        return self._answered(user_id, _("Kept. You may change it whenever you like."))

    def _ended(self, user_id: int, told: Mapping[str, Any]) -> Response:
        end = "abandoned" if told.get("end") == "abandoned" else "satisfied"
        doors.end_goal(user_id, said.goal_id(told), end)
        self._complete()
        told_now = {
            "satisfied": _("Well done: you have what you came for."),
            "abandoned": _("Done. Set another goal whenever you like."),
        }
        return self._answered(user_id, told_now[end])

    def _undone(self, user_id: int, told: Mapping[str, Any]) -> Response:
        doors.take_up(user_id, said.goal_id(told))
        return self._answered(user_id, _("You took it up again."))

    def _skipped(self, user_id: int, told: Mapping[str, Any]) -> Response:
        self._complete()
        return self._answered(user_id, _("That is fine. Choose whenever you like."))

    def _body(self, user_id: int) -> str:
        goal = doors.course_goal(user_id, self._course_key(), language=self._language())
        facts = {"key": self._key(), "goals_page": doors.goals_page()}
        if goal is not None and goal.is_open:
            return looks.render(f"{self.room}templates/goal.html", goal=shown.goal(goal), **facts)
        form = self._form_html(None)
        ended = shown.goal(goal) if goal is not None else None
        return looks.render(f"{self.room}templates/none.html", ended=ended, form=form, **facts)

    def _form_html(self, goal: Any) -> str:
        """Return the form, filled in with ``goal`` unless it is ``None`` or ended."""
        present = goal if goal is not None and goal.is_open else None
        levels = shown.levels(present)
        offered = self._offered(levels)
        skills, more = shown.skills(offered, levels)
        return looks.render(
            f"{self.room}templates/choose.html",
            key=self._key(),
            intents=sentences.intents(),
            intent=present.intent if present else "",
            skills=skills,
            more=more,
            goals_page=doors.goals_page(),
            levels=sentences.levels(),
            horizon=present.horizon.isoformat() if present and present.horizon else "",
            reasons=sentences.reasons() if present else [],
            is_revision=present is not None,
            proposals=[] if present else self._proposed(offered),
        )

    def _proposed(self, offered: list[doors.Offered]) -> list[doors.Proposed]:
        return doors.proposed_goals(self._course_key(), offered, language=self._language())

    def _offered(self, levels: Mapping[str, int]) -> list[doors.Offered]:
        """Return what may be chosen: the author's choice, else the course's; and what is chosen."""
        picked = [one.identifier for one in self._picked()]
        held = [UUID(ref) for ref in levels]
        course_key = "" if picked else self._course_key()
        return doors.offered_skills(course_key, language=self._language(), also=[*picked, *held])

    def _still(self) -> str:
        skills = [one.label for one in self._offered({})[: shown.MOST_SHOWN]]
        return looks.render(
            f"{self.room}templates/still.html", intents=sentences.intents(), skills=skills
        )

    def _author_note(self) -> str:
        return _(
            "Each learner sets their own goal here, and nobody of the course team sees whose it "
            "is. Without a choice of yours they choose among the competencies of the course."
        )

    def _form_facts(self) -> dict[str, Any]:
        return {"intro": self.intro}

    def _keep(self, said: Mapping[str, Any]) -> None:
        self.intro = fields.text(said, "intro", fields.LONGEST_INTRO)

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        return [
            ("Goals", '<agir-goals intro="Take a minute to say what you want from this course."/>'),
            ("Goals, untouched", "<agir-goals/>"),
        ]
