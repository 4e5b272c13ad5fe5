"""Where a learner stands, for pages, badges and blocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from agir_competencies import shelf
from agir_competencies.models import State
from agir_competencies.models.state import status_now
from agir_competencies.standing import Explanation, Standing, StateView
from agir_kernel.errors import DomainError

STATE_COLUMNS = (
    "competency__identifier", "present_status", "estimate", "certainty", "evidence_count",
    "demonstrated_at", "last_evidence_at", "method", "rule_version",
)  # fmt: skip


class CompetencyUnknown(DomainError):
    """No competency has this identifier."""

    code: ClassVar[str] = "competency_unknown"


def states(subject: UUID, identifiers: Iterable[UUID]) -> dict[UUID, StateView]:
    """Return the states that exist, by identifier; what is absent is not measured.

    One SELECT.
    """
    rows = State.objects.filter(subject=subject, competency__identifier__in=list(identifiers))
    views = (StateView(*row) for row in rows.annotate(**now()).values_list(*STATE_COLUMNS))
    return {view.identifier: view for view in views}


def now() -> dict[str, Any]:
    """Return the annotations that ``STATE_COLUMNS`` names: the status at this moment."""
    return {"present_status": status_now(datetime.now(UTC))}


def standings(subject: UUID, *, language: str, user_id: int | None = None) -> list[Standing]:
    """Return every competency the learner was measured on, with why and what next.

    Sentences in ``language`` (a code such as ``fr``). Demonstrated first, then by framework and
    label. ``user_id``, the learner's own, lets the one activity be named that would help most. A
    constant number of statements, whatever the number of competencies.
    """
    return [entry.standing for entry in shelf.read(subject, shelf.Asked(language, user_id))]


def explanations(
    subject: UUID, identifiers: Iterable[UUID], *, language: str = "", user_id: int | None = None
) -> dict[UUID, Explanation]:
    """Return why the learner stands where they stand, by identifier, measured or not.

    Competencies that the site does not know are absent; ``user_id`` as in ``standings``. A
    constant number of statements, whatever the number of identifiers.
    """
    wanted = list(identifiers)
    if not wanted:
        return {}
    asked = shelf.Asked(language, user_id)
    entries = shelf.read(subject, asked, identifiers=wanted)
    found = {entry.standing.identifier: entry.explanation for entry in entries}
    others = [one for one in wanted if one not in found]
    return found | (shelf.unmeasured(others, asked) if others else {})


def places(
    subject: UUID, identifiers: Iterable[UUID], *, language: str = "", user_id: int | None = None
) -> dict[UUID, tuple[Standing | None, Explanation]]:
    """Return both the standing (``None``: not measured) and its explanation, by identifier.

    As ``explanations``, in no more statements; an activity to do is named for what was measured.
    """
    wanted = list(identifiers)
    if not wanted:
        return {}
    entries = shelf.read(subject, shelf.Asked(language, user_id), identifiers=wanted)
    found: dict[UUID, tuple[Standing | None, Explanation]] = {
        entry.standing.identifier: (entry.standing, entry.explanation) for entry in entries
    }
    others = [one for one in wanted if one not in found]
    untouched = shelf.unmeasured(others, shelf.Asked(language)) if others else {}
    return found | {one: (None, told) for one, told in untouched.items()}


def explain(
    subject: UUID, identifier: UUID, *, language: str = "", user_id: int | None = None
) -> Explanation:
    """Return why the learner stands where they stand on one competency, measured or not.

    Raises ``CompetencyUnknown``. A constant number of statements.
    """
    found = explanations(subject, [identifier], language=language, user_id=user_id)
    if identifier not in found:
        raise CompetencyUnknown(identifier=str(identifier))
    return found[identifier]
