"""What does the catalogue say of the demo courses?"""

from __future__ import annotations

from typing import Any

from agir_catalogue.api import notices, themes
from host.courseware.models import Course


def say_themes(course: Course, wanted: dict[str, int]) -> None:
    """Say the themes of a course of which nobody ever said one."""
    if wanted and not themes.history(course.key):
        tags = [themes.Tag(theme, weight) for theme, weight in wanted.items()]
        themes.save(course.key, tags, by=None, source="author")


def complete_notice(course: Course, wanted: dict[str, Any]) -> None:
    """Refresh the notice of a course, and complete it where nobody of its team ever did."""
    notices.refresh([course.key])
    team = course.team.order_by("pk").values_list("user_id", flat=True)
    if wanted and team and not notices.desk(course.key).completed:
        notices.complete(course.key, wanted, team[0])
