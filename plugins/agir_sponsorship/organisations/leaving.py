"""What is held of somebody who spoke for an organisation, or decided about one?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_sponsorship.models.organisation import (
    Organisation,
    OrganisationAct,
    OrganisationContact,
)


def forget(subject: UUID) -> None:
    """Let the person speak for nobody, and no longer say that acts were theirs. Idempotent.

    An organisation whose last administrator left is given another by the operator.
    """
    OrganisationContact.objects.filter(subject=subject).delete()
    Organisation.objects.filter(decided_by=subject).update(decided_by=None)
    OrganisationAct.objects.filter(by=subject).update(by=None)


def export(subject: UUID) -> dict[str, Any]:
    """Return what is held of the person, as plain values."""
    contacts = OrganisationContact.objects.filter(subject=subject).select_related("organisation")
    acts = OrganisationAct.objects.filter(by=subject).select_related("organisation")
    return {
        "organisations": [
            {
                "organisation": row.organisation.public_name,
                "role": row.role,
                "since": row.since.isoformat(),
            }
            for row in contacts
        ],
        "organisation_acts": [
            {
                "organisation": row.organisation.public_name,
                "act": row.act,
                "at": row.at.isoformat(),
                "reason": row.reason,
            }
            for row in acts
        ],
    }
