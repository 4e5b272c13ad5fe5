"""What does the host say of a course?"""

from __future__ import annotations

from collections.abc import Iterable

from agir_platform.ports import CourseFacts, Mode
from host.courseware.models import Course

DEFAULT_MODE = Mode("audit", 0, "")


def of(course_keys: Iterable[str]) -> dict[str, CourseFacts]:
    """Return what is said of these courses, in two statements."""
    rows = Course.objects.filter(key__in=list(course_keys)).prefetch_related("modes")
    return {row.key: _facts(row) for row in rows}


def _facts(row: Course) -> CourseFacts:
    modes = tuple(
        Mode(mode.slug, mode.price_minor, mode.currency, mode.expires_at)
        for mode in row.modes.all()
    )
    return CourseFacts(
        course_key=row.key,
        title=row.title,
        summary=row.intro,
        languages=(row.language,) if row.language else (),
        image_url=row.image,
        about_url=f"/courses/{row.key}/about",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        enrolment_opens_at=row.enrolment_opens_at,
        enrolment_closes_at=row.enrolment_closes_at,
        modes=modes or (DEFAULT_MODE,),
        visibility=row.visibility,
        licence=row.licence,
        organisation=row.org,
        is_self_paced=row.is_self_paced,
        gates_content=row.gates_content,
        limits_duration=row.limits_duration,
        is_listed=row.is_listed,
        modified_at=row.modified_at,
    )
