"""Which world does a running site offer to the checks that change nothing?

One of its courses and people who are there already; nothing is written and nobody is named.
"""

from agir_platform.ports import CourseUnknown, Platform

MOST_COURSES = 50
MOST_SCORES = 100


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
        """Look for a course unless one is given, and for people among those who have scores.

        Somebody who answered but is in the course's team serves as its author.
        """
        self.platform = platform
        self.course_key = course_key or _course_with_problems(platform)
        self.operator = operator
        self.author: int | None = None
        self.learner = learner
        for user_id in _people_with_scores(platform) if learner is None else ():
            if platform.access.is_operator(user_id):
                self.operator = self.operator or user_id
            elif self.course_key and platform.access.is_course_staff(user_id, self.course_key):
                self.author = self.author or user_id
            else:
                self.learner = user_id
                break


def _course_with_problems(platform: Platform) -> str | None:
    keys = platform.courses.keys()
    for key in keys[:MOST_COURSES]:
        try:
            if any(block.is_scored for block in platform.courses.outline(key).blocks):
                return key
        except CourseUnknown:
            continue
    return keys[0] if keys else None


def _people_with_scores(platform: Platform) -> list[int]:
    page = platform.scores.changed_after("", MOST_SCORES)
    found = {score.user_id: None for score in page.scores if score.user_id is not None}
    return [user_id for user_id in found if platform.people.person(user_id) is not None]
