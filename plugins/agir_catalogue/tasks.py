"""Work of the catalogue that nobody waits for; commands do the same nightly."""

from celery import shared_task

from agir_catalogue.api import notices
from agir_platform import queueing


@shared_task
def refresh_notices(course_keys: list[str]) -> int:
    """Bring these notices in line with the platform."""
    return len(notices.refresh(course_keys))


def after_course(course_key: str) -> None:
    """Refresh a course's notice once the transaction is committed. Never raises."""
    queueing.later(refresh_notices, [course_key], twin="agir_refresh_notices")
