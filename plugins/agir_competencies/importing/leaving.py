"""What happens to imports when a person leaves, asks for their data, or never came back?"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from agir_competencies.domain import import_job as states
from agir_competencies.importing import files, jobs
from agir_competencies.models import ImportJob
from agir_kernel.clock import SystemClock


def forget(subject: UUID) -> None:
    """Close a person's imports and delete their files; what was imported stays. Idempotent.

    The facts of a refusal go too: they name the file as the person called it.
    """
    mine = ImportJob.objects.filter(subject=subject)
    jobs.cancel(mine, SystemClock().now())
    mine.update(subject=None, file_name="", url="", facts={})


def export(subject: UUID) -> list[dict[str, Any]]:
    """Return a person's imports, in values that ``json`` can write."""
    rows = ImportJob.objects.filter(subject=subject).order_by("created_at", "id")
    return [
        {
            "id": str(row.pk),
            "file_name": row.file_name,
            "url": row.url,
            "format": row.format,
            "state": row.state,
            "created_at": row.created_at.isoformat(),
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in rows
    ]


def expire(now: datetime) -> tuple[int, int]:
    """Close what waited for a person too long, sweep what nobody holds; return both numbers."""
    late = ImportJob.objects.filter(beat_at__lt=now - states.KEPT)
    closed = jobs.cancel(late, now, states.ImportExpired(days=states.KEPT.days))
    held = ImportJob.objects.filter(state__in=states.OPEN).values_list("pk", flat=True)
    return closed, files.sweep(held, now)
