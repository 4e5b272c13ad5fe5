"""Which competencies are there, and where does somebody stand on them?"""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from agir_xblocks.doors.switches import Presence, presence

if TYPE_CHECKING:
    from agir_competencies.data import CompetencyView
    from agir_competencies.standing import Explanation, Standing


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
    ``estimate`` is ``None`` when nothing was measured, which is not 0. ``said`` is what the learner
    says of themselves. ``activity`` is what would help most, at ``address``, '' for none.
    """

    level: int
    estimate: Decimal | None
    threshold: Decimal
    why: str
    next: str
    said: str = ""
    activity: str = ""
    address: str = ""


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
    found = api.places(subject, wanted, language=language, user_id=user_id)
    return {one: _own(*found[one]) for one in wanted if one in found}


def _named(view: CompetencyView) -> Named:
    return Named(
        view.identifier, view.label, view.statement, view.framework_title, view.code, view.retired
    )


def _own(standing: Standing | None, explanation: Explanation) -> Own:
    from agir_badges import api as badges
    from agir_platform.select import platform

    level = badges.Level.UNMEASURED
    if standing is not None:
        level = badges.level_of(standing.status, standing.certainty, standing.estimate)
    activity = explanation.activity
    return Own(
        level=int(level),
        estimate=standing.estimate if standing else None,
        threshold=explanation.threshold,
        why=explanation.text,
        next=explanation.next,
        said=explanation.said,
        activity=activity.title if activity else "",
        address=platform().courses.url_of(activity.object_key) if activity else "",
    )
