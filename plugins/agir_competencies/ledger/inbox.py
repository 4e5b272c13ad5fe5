"""How is a score heard without losing it, and without hindering the learner's answer?

One INSERT in the score's own transaction, in a savepoint. Objects without a link are not kept:
the process's cache says so, after it was compared with the course's link version.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from agir_competencies import link_cache
from agir_competencies.ledger.heard import Heard, checked
from agir_competencies.ledger.tally import drop, log
from agir_competencies.models import InboxEntry
from agir_kernel.errors import DomainError
from agir_platform.ports import Score


def keep(score: Score) -> InboxEntry | None:
    """Return the inbox row written for ``score``, ``None`` when it was left aside. Never raises."""
    try:
        heard = checked(score)
        with transaction.atomic():
            return _entry(heard)
    except DomainError as refusal:
        drop(refusal.code, str(score.kind))
    except Exception as error:  # noqa: BLE001  a learner's answer must not fail because of us
        # The exception's own text may quote the row, which names a user: its class is enough.
        drop("failed")
        log.error("A score could not be kept: %s", type(error).__name__)
    return None


def _entry(heard: Heard) -> InboxEntry | None:
    if not _is_linked(heard):
        drop("unlinked", heard.kind)
        return None
    return InboxEntry.objects.create(
        user_id=heard.user_id,
        course_key=heard.course_key,
        object_key=heard.object_key,
        kind=heard.kind,
        part=heard.part,
        cause=heard.cause.value,
        share=heard.share,
        occurred_at=heard.occurred_at,
        received_at=datetime.now(UTC),
    )


def _is_linked(heard: Heard) -> bool:
    """Ask the cache; only where it says no, ask whether the cache is still right."""
    remembered = link_cache.cached(heard.course_key)
    if remembered is not None and _names(remembered, heard):
        return True
    return _names(link_cache.load(heard.course_key), heard)


def _names(links: link_cache.CourseLinks, heard: Heard) -> bool:
    several = links.by_object.get(heard.object_key, ())
    return any(link.hears(heard.kind, heard.part) for link in several)
