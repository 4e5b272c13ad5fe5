"""What does a self-assessment show of each competency, and what was said of it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from agir_xblocks.competency.aim import LEVELS, percent
from agir_xblocks.competency.sentences import steps
from agir_xblocks.doors import Judged, Named
from agir_xblocks.form import sentences as form_sentences
from agir_xblocks.form.chosen import Chosen
from agir_xblocks.self_assessment import sentences

ASKED: Final = {"both": ("before", "after"), "before": ("before",), "after": ("after",)}


@dataclass(frozen=True, slots=True)
class Question:
    """One competency in one form. ``said`` is the step that stands, ``None`` for none."""

    ref: str
    label: str
    statement: str
    said: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """One form: what is asked at one moment. ``is_open``: it is this one's turn."""

    moment: str
    title: str
    question: str
    questions: tuple[Question, ...]
    steps: tuple[tuple[int, str], ...]
    is_said: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """One competency of which something was said, beside what was shown.

    ``percent`` is 0 to 100, ``None`` when not measured.
    """

    label: str
    level: int
    word: str
    percent: int | None
    sentence: str


def known_only(chosen: Sequence[Chosen], known: Mapping[UUID, Named]) -> list[tuple[Chosen, Named]]:
    """Return what can be asked: the competencies that this site knows."""
    return [(one, known[one.identifier]) for one in chosen if one.identifier in known]


def warnings(chosen: Sequence[Chosen], known: Mapping[UUID, Named]) -> list[tuple[str, str]]:
    """Return what is odd about the choice, by label."""
    told = [
        (
            form_sentences.label(one, known.get(one.identifier)),
            form_sentences.warning(known.get(one.identifier)),
        )
        for one in chosen
    ]
    return [(label, warning) for label, warning in told if warning]


def parts(
    when: str,
    asked: Sequence[tuple[Chosen, Named]],
    judged: Mapping[UUID, Judged],
) -> list[Part]:
    """Return the forms, in order; the first that nothing was said in is open."""
    found: list[Part] = []
    for moment in ASKED[when]:
        questions = tuple(
            Question(
                str(one.identifier),
                named.label,
                named.statement if named.statement != named.label else "",
                said_at(judged.get(one.identifier), moment),
            )
            for one, named in asked
        )
        is_said = any(one.said for one in questions)
        found.append(
            Part(
                moment=moment,
                title=_(sentences.MOMENTS[moment]),
                question=_(sentences.QUESTIONS[moment]),
                questions=questions,
                steps=tuple(steps()),
                is_said=is_said,
                is_open=not is_said and all(one.is_said for one in found),
            )
        )
    return found


def beside(asked: Sequence[tuple[Chosen, Named]], judged: Mapping[UUID, Judged]) -> list[Beside]:
    """Return what was said beside what was shown; nothing where nothing was said.

    Before somebody has judged they are not shown the estimate: it would answer for them.
    """
    told = []
    for one, named in asked:
        view = judged.get(one.identifier)
        if view is None or not view.sentence:
            continue
        told.append(
            Beside(
                label=named.label,
                level=view.level,
                word=_(LEVELS[view.level]),
                percent=None if view.estimate is None else percent(view.estimate),
                sentence=view.sentence,
            )
        )
    return told


def share_said(when: str, judged: Mapping[UUID, Judged]) -> float:
    """Return the share of the moments asked in which something was said, 0 to 1."""
    moments = ASKED[when]
    said = sum(any(said_at(one, moment) for one in judged.values()) for moment in moments)
    return said / len(moments)


def said_at(view: Judged | None, moment: str) -> int | None:
    """Return the step said at a moment, ``None`` for none."""
    if view is None:
        return None
    return view.before if moment == "before" else view.after
