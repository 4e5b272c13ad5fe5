"""What does the history of notices hold of a person, and what stays when they leave?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_catalogue.models import NoticeVersion


def forget(subject: UUID) -> None:
    """Take the person off the changes they made; the changes stay. Idempotent. One statement."""
    NoticeVersion.objects.filter(by=subject).update(by=None, by_name="")


def export(subject: UUID) -> list[dict[str, Any]]:
    """Return the changes that the person made, the first first. One statement."""
    rows = NoticeVersion.objects.filter(by=subject).order_by("at", "pk")
    return [
        {
            "course": row.notice_id,
            "at": row.at.isoformat(),
            "name": row.by_name,
            "before": row.before,
            "after": row.after,
        }
        for row in rows
    ]
