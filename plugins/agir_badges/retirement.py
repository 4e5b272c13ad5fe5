"""What of a learner do badges hold, and how does it leave?

Signed documents are deleted; their numbers stay revoked in rows that name nobody, so that a copy
somebody kept verifies no more.
"""

import json
from typing import Any
from uuid import UUID

from django.db.models import F

from agir_badges.models import Award, Credential, SpentNumber, StatusList


def forget(subject: UUID) -> None:
    """Delete every award and every signed document of the learner. Idempotent.

    To be called in a transaction. The awards are locked first, as by who signs them: neither
    waits for the other in a circle, and nothing is signed for them any more.
    """
    Award.objects.filter(subject=subject).update(rule_version=F("rule_version"))
    rows = Credential.objects.filter(subject=subject)
    numbers = list(rows.select_for_update().values_list("status_list_id", "status_index"))
    if numbers:
        SpentNumber.objects.bulk_create(
            SpentNumber(status_list_id=name, status_index=number) for name, number in numbers
        )
        rows.delete()
        StatusList.objects.filter(id__in={name for name, _ in numbers}).update(
            version=F("version") + 1
        )
    Award.objects.filter(subject=subject).delete()


def export(subject: UUID) -> dict[str, Any]:
    """Return the learner's awards and signed documents as plain values, oldest first."""
    rows = Award.objects.filter(subject=subject).select_related("rule")
    signed = Credential.objects.filter(subject=subject)
    return {
        "badges": [
            {
                "id": str(row.id),
                "badge": row.rule.slug,
                "rule_version": row.rule_version,
                "terms": row.terms,
                "awarded_at": row.awarded_at.isoformat(),
                "withdrawn_at": _told(row.withdrawn_at),
                "withdrawn_reason": row.withdrawn_reason,
            }
            for row in rows
        ],
        "credentials": [_credential(row) for row in signed],
    }


def _credential(row: Credential) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "document": json.loads(row.document) if row.document else None,
        "awarded_at": row.awarded_at.isoformat(),
        "issued_at": row.issued_at.isoformat(),
        "suspended_until": _told(row.suspended_until),
        "revoked_at": _told(row.revoked_at),
        "revoked_reason": row.revoked_reason,
        "deleted_at": _told(row.deleted_at),
        "hidden": row.hidden,
        "names_learner": row.names_learner,
        "recipient": row.recipient,
        "evidence": row.evidence,
    }


def _told(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def join() -> None:
    """Register with the platform's retirement and export."""
    from agir_platform import retirement  # noqa: PLC0415  read once the registry is ready

    retirement.register("badges", forget, export)
