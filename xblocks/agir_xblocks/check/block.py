"""The positioning test: a few questions, and where they place the learner.

Answers are judged here and never sent to the browser, before or after. What the test finds is
recorded as evidence when a sitting ends; it gives a grade only where its author says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock

from agir_xblocks import asking, doors, looks, questions
from agir_xblocks.check import ladder, outcome, sentences, sitting
from agir_xblocks.check.bank import Item
from agir_xblocks.check.ladder import Place
from agir_xblocks.check.sitting import Sitting
from agir_xblocks.check.visiting import Visiting
from agir_xblocks.doors import Presence, Unit
from agir_xblocks.form import chosen
from agir_xblocks.form.sentences import paragraphs, words

MOST_SEEN = 120


class CheckBlock(Visiting):
    """A test over a bank of questions on steps of competencies, which asks as few as it can."""

    icon_class = "problem"

    # The author's choice, where the base class has one for all its blocks.
    @property
    def has_score(self) -> bool:  # type: ignore[override]
        """Tell whether the author wants a grade of it."""
        return bool(self.scored)

    def max_score(self) -> int | None:
        """Return the raw points there are, one a step, ``None`` where there is no grade."""
        rungs = {item.rung for item in self._items()}
        return len(rungs) if self.scored and rungs else None

    # --- views ------------------------------------------------------------------------------

    @XBlock.supports("multi_device")
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the test where the learner left it."""
        if doors.presence() is Presence.OFF:
            return self._off()
        if self.scope_ids.user_id is None or self._looks_as_another():
            return self.public_view(context)
        texts = {**self._said_texts(), "visit": self._visit(is_visited=False)}
        return self._fragment(
            self.room, self._page({"body": self._body()}), "AgirCheck", "card.js", texts
        )

    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the test to a visitor of a public course, elsewhere what it is about."""
        if doors.presence() is Presence.OFF:
            return self._off()
        if self._is_visited():
            return self._visited_view()
        return self._fragment(self.room, self._page({"signed_out": True}))

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show an author the bank, its right answers, and what is missing."""
        if doors.presence() is Presence.OFF:
            return self._off()
        labels, items = self._labels(), self._items()
        facts = {
            "bank": sentences.bank(len(items), len({one.rung.competency for one in items})),
            "items": [
                {"question": one.question, "step": one.rung.step,
                 "label": labels.get(one.rung.competency, "")}
                for one in items
            ],
            "empty": [
                name for key, name in labels.items()
                if all(one.rung.competency != key for one in items)
            ],
        }  # fmt: skip
        return self._fragment(self.room, self._page({"author": facts}))

    def student_view_data(self, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the test for clients that draw it themselves: no question, no answer."""
        return {
            "title": words(self.display_name, sentences.TITLE),
            "intro": self.intro,
            "most_asked": self._most(),
            "scored": bool(self.scored),
            "competencies": [one.stored() for one in chosen.read(self.competencies, self.most)],
        }

    # --- handlers ---------------------------------------------------------------------------

    @XBlock.handler
    def begin(self, request: Any, suffix: str = "") -> Response:
        """Begin a sitting, go on with one that was stopped, or begin anew when the time came."""
        return self._act(request, self._begin)

    @XBlock.handler
    def answer(self, request: Any, suffix: str = "") -> Response:
        """Take ``{"sitting": n, "item": name, "choices": [place, …]}``; other keys are ignored.

        The answer to a question that was answered before changes nothing, and one to a question
        that is not asked now is refused; both show what is asked now.
        """
        return self._act(request, self._answer)

    @XBlock.handler
    def stop(self, request: Any, suffix: str = "") -> Response:
        """End the sitting before its time; it may be gone on with."""
        return self._act(request, self._stop)

    def _act(self, request: Any, act: Callable[[dict[str, Any]], Response | None]) -> Response:
        """Do what is asked, and answer with what there is to see now."""
        if refused := self._refuse_stranger():
            return refused
        try:
            said = asking.posted(request)
        except asking.RequestMalformed:
            return asking.malformed()
        refused = act(said)
        return refused or asking.answer({"html": self._body()})

    def _begin(self, said: dict[str, Any]) -> Response | None:
        last = self._sitting()
        if last is not None and last.ended_at is None:
            if self._asked(last) is not None:
                return None
            # Its author took away what was left to ask: the sitting ends with what it found.
            last = self._concluded(last)
            self.sitting = last.stored()
        begun = self._begun()
        if last is not None and begun.number > last.number:
            moment = sitting.again_from(last, self.retake_days)
            if moment is not None and moment > datetime.now(UTC):
                return asking.refusal("too_early", sentences.again_from(moment), 409)
            names = [one.item for one in last.answers]
            self.seen = [*self.seen, *names][-MOST_SEEN:]
        if self._asked(begun) is None:
            return asking.refusal("nothing_to_ask", _("This test has no question yet."), 409)
        self.sitting = begun.stored()
        return None

    def _answer(self, said: dict[str, Any]) -> Response | None:
        now, name = self._sitting(), said.get("item")
        if now is None or not isinstance(name, str):
            return asking.malformed()
        if said.get("sitting") == now.number and name in {one.item for one in now.answers}:
            return None
        item = self._asked(now) if now.ended_at is None else None
        if item is None or item.name != name or said.get("sitting") != now.number:
            told = _("This question is not asked now. Here is where you are.")
            return asking.answer({"code": "not_asked", "message": told, "html": self._body()}, 409)
        picked = questions.picked(said.get("choices"), item.question)
        if picked is None:
            return asking.refusal("choice_unknown", _("Choose an answer first."))
        now = sitting.answered(now, item, right=item.question.is_right(picked))
        if self._asked(now) is None:
            now = self._concluded(now)
        self.sitting = now.stored()
        return None

    def _stop(self, said: dict[str, Any]) -> Response | None:
        now = self._sitting()
        if now is not None and now.ended_at is None and now.answers:
            self.sitting = self._concluded(now).stored()
        return None

    def _concluded(self, now: Sitting) -> Sitting:
        """End a sitting: record what it found, publish completion, and a grade if it gives one."""
        ended = replace(now, ended_at=datetime.now(UTC))
        told = self._places(ended)
        before = {key for one in self.inferred if (key := chosen.identifier_of(one)) is not None}
        findings = outcome.findings(told, before)
        user_id = self._platform_user()
        if user_id is not None and ended.ended_at is not None:
            doors.record_findings(user_id, self.scope_ids.usage_id, findings, at=ended.ended_at)
        withdrawn = {str(one.competency) for one in findings if one.share is None}
        new = {str(one.competency) for one in findings if one.inferred and one.share is not None}
        self.inferred = sorted((set(self.inferred) - withdrawn) | new)
        self._complete()
        if (most := self.max_score()) is not None:
            known = sum(place.known for place in told.values())
            grade = {"value": known, "max_value": most, "only_if_higher": True}
            self.runtime.publish(self, "grade", grade)
        return ended

    # --- looks ------------------------------------------------------------------------------

    def _page(self, facts: dict[str, Any]) -> str:
        said = {
            "title": words(self.display_name, sentences.TITLE),
            "paragraphs": paragraphs(self.intro),
            "labels": list(self._labels().values()),
            "key": self._key(),
            "length": sentences.length(self._most()),
            "scored": self.scored,
        }
        return looks.render(f"{self.room}templates/check.html", **{**said, **facts})

    def _body(self) -> str:
        """Return what the learner sees now: the beginning, a question, or where they stand."""
        now = self._sitting()
        if now is None:
            facts = {"is_empty": not self._items(), "length": sentences.length(self._most())}
            return looks.render(f"{self.room}templates/start.html", **facts)
        item = self._asked(now) if now.ended_at is None else None
        if item is not None:
            return self._question(now, item)
        return self._outcome(now)

    def _question(self, now: Sitting, item: Item) -> str:
        number = len(now.answers) + 1
        return looks.render(
            f"{self.room}templates/question.html",
            key=self._key(),
            sitting=now.number,
            item=item.name,
            question=item.question,
            progress=sentences.progress(number, self._most()),
            may_stop=number > 1,
        )

    def _outcome(self, now: Sitting, *, visitor: bool = False) -> str:
        told, labels = self._places(now), self._labels()
        again = None if visitor else sitting.again_from(now, self.retake_days)
        is_early = again is not None and again > datetime.now(UTC)
        course = getattr(self.scope_ids.usage_id, "context_key", None)
        units = doors.units(str(course)) if getattr(course, "is_course", False) else []
        advice = outcome.advice(units, told)
        unnamed = _("A competency of another site")
        return looks.render(
            f"{self.room}templates/outcome.html",
            asked=sentences.asked(len(now.answers)),
            lines=[outcome.line(told[key], labels.get(key, unnamed))
                   for key in sorted(told, key=_place_in(labels))],
            skip=_addressed(advice.skip),
            following=_addressed(advice.next),
            may_go_on=not visitor and self._asked(now) is not None,
            again=sentences.again_from(again) if again is not None and is_early else "",
            skills_page="" if visitor else doors.skills_page(),
        )  # fmt: skip

    def _places(self, now: Sitting) -> dict[Any, Place]:
        rungs = sitting.ladder_of(now, self._items())
        return ladder.places(rungs, ladder.standing(rungs, now.by_rung))

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        return [
            ("Positioning test", f"<agir-check items='{EXAMPLE}' retake_days='0'/>"),
            ("Positioning test, empty", "<agir-check/>"),
        ]


def _addressed(units: Iterable[Unit]) -> list[tuple[str, str]]:
    return [(one.title, doors.address_of(one.key)) for one in units]


def _place_in(labels: dict[Any, str]) -> Callable[[Any], tuple[int, str]]:
    order = {key: place for place, key in enumerate(labels)}
    return lambda key: (order.get(key, len(order)), str(key))


EXAMPLE = (
    '[{"name": "one", "competency": "0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11", "step": 1, '
    '"text": "One and one?", "choices": [{"text": "Two", "right": true}, {"text": "Three"}]}, '
    '{"name": "two", "competency": "0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11", "step": 2, '
    '"text": "Which are even?", "multiple": true, "choices": [{"text": "2", "right": true}, '
    '{"text": "3"}, {"text": "4", "right": true}]}]'
)
