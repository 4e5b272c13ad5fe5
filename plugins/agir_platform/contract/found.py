"""Which world does a running site offer to the checks that change nothing?

One of its courses and people who are there already; nothing is written and nobody is named.
"""

from agir_platform.ports import CourseUnknown, Platform

MOST_COURSES = 50


class FoundWorld:
    """The first course of the site with a scored block, and whom the caller pointed at."""

    def __init__(
        self,
        platform: Platform,
        *,
        course_key: str | None = None,
        learner: int | None = None,
        operator: int | None = None,
    ) -> None:
        """Look for a course unless one is given; a learner who has scores serves as learner."""
        self.platform = platform
        self.course_key = course_key or _course_with_problems(platform)
        self.learner = learner if learner is not None else _somebody_with_scores(platform)
        self.author: int | None = None
        self.operator = operator
        if self.learner is not None and platform.access.is_operator(self.learner):
            self.operator = self.operator or self.learner


def _course_with_problems(platform: Platform) -> str | None:
    keys = platform.courses.keys()
    for key in keys[:MOST_COURSES]:
        try:
            if any(block.is_scored for block in platform.courses.outline(key).blocks):
                return key
        except CourseUnknown:
            continue
    return keys[0] if keys else None


def _somebody_with_scores(platform: Platform) -> int | None:
    page = platform.scores.changed_after("", 100)
    for score in page.scores:
        if score.user_id is not None and platform.people.person(score.user_id) is not None:
            return score.user_id
    return None
