"""How does the skills page stand among the tabs of a course?

By the entry point ``openedx.course_tab``, which the LMS and Studio load in Teak, Ulmo and Verawood;
the learning micro-frontend shows each tab that the LMS names. The class needs the platform's own,
so it is made when the platform asks for it: importing this module asks nothing of ``xmodule``.
"""

from __future__ import annotations

from functools import cache
from logging import getLogger
from typing import Any, Final

from django.urls import NoReverseMatch, reverse

from agir_platform import contexts
from agir_platform.select import platform

PAGE: Final = "agir_dashboard:skills"
_log = getLogger(__name__)


def __getattr__(name: str) -> Any:
    """Return ``SkillsTab``, the one name that the entry point asks for."""
    if name == "SkillsTab":
        return _skills_tab()
    raise AttributeError(name)


def is_shown(user: Any, course_key: str) -> bool:
    """Tell whether the tab stands in this course for this user: a learner enrolled there.

    Never raises: a tab that does takes the whole course page with it.
    """
    try:
        if user is None or not user.is_authenticated or not contexts.is_on("dashboard"):
            return False
        reverse(PAGE)
        return platform().enrolments.is_enrolled(user.pk, course_key)
    except NoReverseMatch:
        return False
    except Exception:  # noqa: BLE001  a course's page must not fail because of us
        _log.exception("the tab of skills could not be decided")
        return False


@cache
def _skills_tab() -> type:
    from xmodule.tabs import CourseTab  # noqa: PLC0415

    class SkillsTab(CourseTab):  # type: ignore[misc]
        """The learner's skills, from inside a course. Dynamic: no course stores it."""

        type = "agir_skills"
        title = "My skills"  # in the catalogue of agir_dashboard; the platform translates it
        priority = None
        view_name = PAGE
        is_dynamic = True
        is_default = False
        is_hideable = False

        @property
        def link_func(self) -> Any:
            """Return what gives the page's address: it is the learner's, not the course's."""
            return lambda course, reverse_func: reverse_func(PAGE)

        @classmethod
        def is_enabled(cls, course: Any, user: Any = None) -> bool:
            """Tell whether the tab is shown."""
            return is_shown(user, str(course.id))

    return SkillsTab
