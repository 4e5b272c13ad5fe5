"""What is held of badges that people brought, and how does it go when they leave?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_catalogue.models import Recognition, RecognitionTerms


def forget(subject: UUID) -> None:
    """Delete what a person brought, and their pseudonym elsewhere. Idempotent."""
    Recognition.objects.filter(subject=subject).delete()
    RecognitionTerms.objects.filter(by=subject).update(by=None)


def export(subject: UUID) -> dict[str, Any]:
    """Return what a person brought, in values that ``json`` can write."""
    rows = Recognition.objects.filter(subject=subject).select_related("peer")
    return {
        "badges": [
            {
                "name": row.name,
                "operator": row.peer.name,
                "credential": row.credential,
                "state": row.state,
                "reason": row.reason,
                "added_at": row.added_at.isoformat(),
                "document": row.document,
                "competencies": [str(one.competency) for one in row.items.all()],
            }
            for row in rows
        ],
        "weights": [
            {"operator": row.peer.name, "weight": str(row.weight), "at": row.at.isoformat()}
            for row in RecognitionTerms.objects.filter(by=subject).select_related("peer")
        ],
    }
