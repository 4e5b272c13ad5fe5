"""What happens when tags change, a course is copied or published?

Heard where it happens (Studio's process). Nothing raises: what is lost here is found again by
``agir_sync_links``.
"""

import logging
from collections.abc import Callable

from django.db import transaction

from agir_competencies.api import links
from agir_platform.ports import CoursePublished, CourseRerun, TagsChanged
from agir_platform.select import platform

log = logging.getLogger(__name__)


def listen() -> None:
    """Subscribe to tags, reruns and publishing. Idempotent."""
    subscriptions = platform().subscriptions
    subscriptions.on_tags(on_tags)
    subscriptions.on_rerun(on_rerun)
    subscriptions.on_publish(on_publish)


def on_tags(event: TagsChanged) -> None:
    """Bring the links of the object in line with its tags."""
    _safely(lambda: links.sync_object(event.object_key), event.object_key)


def on_rerun(event: CourseRerun) -> None:
    """Take the links along into the copy."""
    _safely(lambda: links.copy_links(event.source, event.destination), event.destination)


def on_publish(event: CoursePublished) -> None:
    """Bring the links of the course in line: a tagged draft has just become a block."""
    _safely(lambda: links.sync_course(event.course_key), event.course_key)


def _safely(work: Callable[[], object], about: str) -> None:
    """Do the work in a savepoint of its own; log what goes wrong."""
    try:
        with transaction.atomic():
            work()
    except Exception:
        log.exception("Links of %s were not brought in line", about)
