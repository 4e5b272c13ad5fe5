"""Which contexts are there in this process, and who may change a block?"""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.apps import apps

SKILLS_PAGE: Final = "/agir/skills/"
GOALS_PAGE: Final = "/agir/goals/"


class Presence(StrEnum):
    """``on``: acts here. ``off``: switched off by the site. ``absent``: not installed at all."""

    ON = "on"
    OFF = "off"
    ABSENT = "absent"


def presence() -> Presence:
    """Tell whether competencies can be asked in this process."""
    if not (apps.is_installed("agir_platform") and apps.is_installed("agir_competencies")):
        return Presence.ABSENT
    from agir_platform import contexts

    wanted = contexts.is_on("xblocks") and contexts.is_on("competencies")
    return Presence.ON if wanted else Presence.OFF


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
    return SKILLS_PAGE if has_dashboard() else ""


def goals_page() -> str:
    """Return the address of the learner's own goals, '' where there is none."""
    return GOALS_PAGE if has_dashboard() else ""


def has_dashboard() -> bool:
    """Tell whether the learner's own pages are there."""
    if presence() is not Presence.ON or not apps.is_installed("agir_dashboard"):
        return False
    from agir_platform import contexts

    return contexts.is_on("dashboard")
