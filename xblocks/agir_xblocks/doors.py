"""What may a block ask of the contexts, and are they there?

The one file of this app that reaches them, always inside a function: a block must load in a
process that has none of their tables (the XBlock workbench), and where a site switched them off.
"""

# ruff: noqa: PLC0415  reaching a context late is what this file is for

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.apps import apps

if TYPE_CHECKING:
    from agir_competencies.data import CompetencyView
    from agir_competencies.standing import Explanation, StateView

SKILLS_PAGE: Final = "/agir/skills/"


class Presence(StrEnum):
    """``on``: acts here. ``off``: switched off by the site. ``absent``: not installed at all."""

    ON = "on"
    OFF = "off"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Named:
    """A competency as the site knows it now, in the language that was asked."""

    identifier: UUID
    label: str
    statement: str
    framework: str
    code: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Own:
    """Where one learner stands on one competency.

    ``level`` is 0 (not measured) to 3; ``estimate`` and ``threshold`` are shares 0 to 1,
    ``estimate`` is ``None`` when nothing was measured, which is not 0.
    """

    level: int
    estimate: Decimal | None
    threshold: Decimal
    why: str
    next: str


def presence() -> Presence:
    """Tell whether competencies can be asked in this process."""
    if not (apps.is_installed("agir_platform") and apps.is_installed("agir_competencies")):
        return Presence.ABSENT
    from agir_platform import contexts

    wanted = contexts.is_on("xblocks") and contexts.is_on("competencies")
    return Presence.ON if wanted else Presence.OFF


def search(words: str, *, language: str, limit: int = 20) -> list[Named]:
    """Return competencies in force that say ``words``; [] unless they are on. Two SELECTs."""
    if presence() is not Presence.ON:
        return []
    from agir_competencies import api

    return [_named(one) for one in api.find_competencies(
        search=words, language=language, limit=limit)]  # fmt: skip


def named(identifiers: Iterable[UUID], *, language: str) -> dict[UUID, Named]:
    """Return those of these competencies that the site knows, retired ones too."""
    wanted = list(identifiers)
    if presence() is not Presence.ON or not wanted:
        return {}
    from agir_competencies import api

    found = api.find_competencies(identifiers=wanted, language=language, limit=len(wanted))
    return {one.identifier: _named(one) for one in found}


def own_states(user_id: int, identifiers: Iterable[UUID], *, language: str) -> dict[UUID, Own]:
    """Return where this user stands on competencies that the site knows.

    Writes nothing: somebody whom the suite never met has no state yet, and gets none here.
    """
    if presence() is not Presence.ON:
        return {}
    from agir_platform.learners import api as learners

    subject = learners.known_subject(user_id)
    if subject is None:
        return {}
    from agir_competencies import api

    wanted = list(identifiers)
    states = api.states(subject, wanted)
    told = api.explanations(subject, wanted, language=language)
    return {one: _own(states.get(one), told[one]) for one in wanted if one in told}


def may_author(user_id: int | None, context_key: object) -> bool:
    """Tell whether this user may change a block of this course.

    Content that is no course (a library) is guarded by its own runtime, and so is a process
    without the platform's ports.
    """
    if not apps.is_installed("agir_platform") or not getattr(context_key, "is_course", False):
        return True
    from agir_platform.select import platform

    return platform().access.is_course_staff(user_id, str(context_key))


def skills_page() -> str:
    """Return the address of the learner's skills page, '' where there is none."""
    if presence() is not Presence.ON or not apps.is_installed("agir_dashboard"):
        return ""
    from agir_platform import contexts

    return SKILLS_PAGE if contexts.is_on("dashboard") else ""


def _named(view: CompetencyView) -> Named:
    return Named(
        view.identifier, view.label, view.statement, view.framework_title, view.code, view.retired
    )


def _own(state: StateView | None, explanation: Explanation) -> Own:
    from agir_badges import api as badges

    level = badges.Level.UNMEASURED
    if state is not None:
        level = badges.level_of(state.status, state.certainty, state.estimate)
    return Own(
        level=int(level),
        estimate=state.estimate if state else None,
        threshold=explanation.threshold,
        why=explanation.text,
        next=explanation.next,
    )
