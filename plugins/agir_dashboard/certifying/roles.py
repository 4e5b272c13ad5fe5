"""What is the operator for the certifications of a learner: who asks for their civil status?"""

from __future__ import annotations

from uuid import UUID

from agir_certification.api import registrations, repertoire
from agir_certification.api.repertoire import Role


def role_of(subject: UUID | None) -> Role:
    """Return the role by which a civil status is asked.

    A certifier's legal obligation holds as soon as one of the learner's places is for a
    certification that the operator delivers; only where it is a partner for all of them does the
    contract count.
    """
    if subject is None:
        return Role.TRAINING_PARTNER
    mine = {one.certification for one in registrations.of_learner(subject)}
    known = [one.role for one in repertoire.every(only=frozenset(mine), with_archived=True)]
    owned = [role for role in known if role is not Role.TRAINING_PARTNER]
    return owned[0] if owned else Role.TRAINING_PARTNER
