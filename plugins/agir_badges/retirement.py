"""What of a learner do badges hold, and how does it leave?"""

from typing import Any
from uuid import UUID

from agir_badges.models import Award


def forget(subject: UUID) -> None:
    """Delete every award of the learner. Idempotent."""
    Award.objects.filter(subject=subject).delete()


def export(subject: UUID) -> dict[str, Any]:
    """Return the learner's awards as plain values, oldest first."""
    rows = Award.objects.filter(subject=subject).select_related("rule")
    return {
        "badges": [
            {
                "id": str(row.id),
                "badge": row.rule.slug,
                "rule_version": row.rule_version,
                "terms": row.terms,
                "awarded_at": row.awarded_at.isoformat(),
                "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
                "withdrawn_reason": row.withdrawn_reason,
            }
            for row in rows
        ]
    }


def join() -> None:
    """Register with the platform's retirement and export."""
    from agir_platform import retirement  # noqa: PLC0415  read once the registry is ready

    retirement.register("badges", forget, export)
