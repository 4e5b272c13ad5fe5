"""What is held of who acts for institutions, and how does it go when they leave?

What they wrote in its name stays, as nobody's; that they were its member goes.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from agir_catalogue.coproduction import houses
from agir_catalogue.models import (
    CoproductionVersion,
    InitiativeTask,
    InstitutionMember,
    InstitutionWord,
    Proposal,
    ProposalStep,
    ThemeSuggestion,
)

SIGNED: Final[tuple[tuple[Any, str], ...]] = (
    (CoproductionVersion, "by"),
    (InstitutionWord, "by"),
    (Proposal, "by"),
    (InitiativeTask, "by"),
    (InitiativeTask, "closed_by"),
    (ThemeSuggestion, "decided_by"),
)


def forget(subject: UUID) -> None:
    """Delete the pseudonym and the name of a person. Idempotent.

    A theme that they suggested goes unless it was published.
    """
    own = InstitutionMember.objects.filter(subject=subject)
    houses.end_links(own.filter(role=houses.STEWARD).values_list("institution_id", flat=True))
    own.delete()
    for model, column in SIGNED:
        model.objects.filter(**{column: subject}).update(**{column: None})
    ProposalStep.objects.filter(by=subject).update(by=None, by_name="")
    said = ThemeSuggestion.objects.filter(by=subject)
    said.exclude(state="published").delete()
    said.update(by=None)


def export(subject: UUID) -> dict[str, Any]:
    """Return what is held of a person, in values that ``json`` can write."""
    members = InstitutionMember.objects.filter(subject=subject).select_related("institution")
    words = InstitutionWord.objects.filter(by=subject).select_related("institution")
    proposals = Proposal.objects.filter(by=subject).select_related("call")
    return {
        "institutions": [
            {"name": row.institution.name, "role": row.role, "at": row.at.isoformat()}
            for row in members
        ],
        "records": [
            {"course": row.course_key, "number": row.number, "at": row.at.isoformat()}
            for row in CoproductionVersion.objects.filter(by=subject)
        ],
        "answers": [
            {
                "institution": row.institution.name,
                "course": row.course_key,
                "accepted": row.is_accepted,
                "at": row.at.isoformat(),
            }
            for row in words
        ],
        "proposals": [
            {
                "theme": row.call.theme_id,
                "title": row.title,
                "text": row.text,
                "state": row.state,
                "at": row.at.isoformat(),
            }
            for row in proposals
        ],
        "steps": [
            {"act": row.act, "reason": row.reason, "name": row.by_name, "at": row.at.isoformat()}
            for row in ProposalStep.objects.filter(by=subject)
        ],
        "tasks": [
            {"title": row.title, "state": row.state, "at": row.at.isoformat()}
            for row in InitiativeTask.objects.filter(by=subject)
        ],
        "suggestions": [
            {"title": row.title, "text": row.text, "state": row.state, "at": row.at.isoformat()}
            for row in ThemeSuggestion.objects.filter(by=subject)
        ],
    }
