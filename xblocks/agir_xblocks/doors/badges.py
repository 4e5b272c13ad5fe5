"""Which badges can a course lead to, and which does a learner hold?"""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from agir_xblocks.doors.switches import Presence, presence

if TYPE_CHECKING:
    from agir_badges.api import AheadView, BadgeView, Shelf


@dataclass(frozen=True, slots=True)
class Won:
    """One badge of the learner: ``page`` is the address of its own page, '' where there is none."""

    name: str
    description: str
    image: str
    alt: str
    is_held: bool
    page: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """One badge that is not held: ``reached`` of ``needed`` skills; ``missing`` are their names."""

    name: str
    description: str
    image: str
    alt: str
    reached: int
    needed: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """The badges of a course: the learner's, oldest first, and those ahead, nearest first."""

    won: tuple[Won, ...] = ()
    ahead: tuple[Ahead, ...] = ()


def has_badges() -> bool:
    """Tell whether badges can be asked in this process."""
    if presence() is not Presence.ON or not apps.is_installed("agir_badges"):
        return False
    from agir_platform import contexts

    return contexts.is_on("badges")


def course_skills(course_key: str) -> dict[UUID, bool]:
    """Return the competencies that the course shows, or showed before its author unlinked them.

    The value tells whether it still does. One SELECT.
    """
    if presence() is not Presence.ON:
        return {}
    from agir_competencies.api import goals

    return goals.linked_skills(course_key)


def wall(skills: Mapping[UUID, bool], *, user_id: int | None, language: str) -> Wall:
    """Return the badges that ask for any of these competencies, as this user holds them.

    ``skills`` as ``course_skills`` tells them: a badge stays where its skills were unlinked since,
    and one ahead is shown where something that it lacks can be shown here. ``None``: nobody in
    particular. At most five SELECTs; writes nothing.
    """
    if not has_badges() or not skills:
        return Wall()
    from agir_competencies import api as competencies

    shelf = _shelf(list(skills), user_id, language)
    here = {one for one, shows in skills.items() if shows}
    ahead = [view for view in shelf.ahead if here & {*view.missing, *view.below}]
    wanted = {one for view in ahead for one in (*view.missing, *view.below)}
    found = (
        competencies.find_competencies(identifiers=wanted, language=language, limit=len(wanted))
        if wanted
        else []
    )
    labels = {one.identifier: one.label for one in found}
    return Wall(
        tuple(_won(view) for view in shelf.badges), tuple(_ahead(view, labels) for view in ahead)
    )


def _shelf(skills: list[UUID], user_id: int | None, language: str) -> Shelf:
    from agir_badges import api as badges
    from agir_competencies import api as competencies
    from agir_platform.learners import api as learners

    subject = learners.known_subject(user_id) if user_id is not None else None
    if subject is None:
        return badges.around(skills, {}, language)
    states = competencies.states(subject, skills)
    standings = {
        one: badges.Standing(
            badges.level_of(view.status, view.certainty, view.estimate), view.estimate
        )
        for one, view in states.items()
    }
    return badges.around(skills, standings, language, subject)


def _won(view: BadgeView) -> Won:
    return Won(view.name, view.description, view.image, view.alt, view.is_held, _page_of(view.id))


def _ahead(view: AheadView, labels: dict[UUID, str]) -> Ahead:
    missing = [labels[one] for one in (*view.missing, *view.below) if one in labels]
    return Ahead(
        view.name,
        view.description,
        view.image,
        view.alt,
        min(view.reached, view.needed),
        view.needed,
        tuple(dict.fromkeys(missing)),
    )


def _page_of(award: UUID) -> str:
    try:
        return reverse("agir_badges:mine", args=[award])
    except NoReverseMatch:
        return ""
