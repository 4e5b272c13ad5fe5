"""Does a badge show its learner's results as they are now?

What a learner chose to show follows its result: one that was corrected is signed again as it
stands, one that counts no more is shown no more. What a badge is worth does not change by it.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from agir_badges.issuing import choices
from agir_badges.issuing.settle import sign_again
from agir_badges.issuing.signing_rows import Desk
from agir_badges.models import Credential


def moved(subject: UUID, changed: Collection[UUID], *, desk: Desk | None) -> int:
    """Follow a change of the results on these competencies of one learner.

    Returns how many documents were corrected. One statement when none of them is shown.
    """
    names = {str(one) for one in changed}
    shown = _showing().filter(subject=subject).values_list("id", "evidence")
    touched = [name for name, pieces in shown if names & {one["competency"] for one in pieces}]
    return sum(_corrected(name, desk) for name in touched)


def follow_all(*, desk: Desk | None) -> int:
    """Do so for every document that shows a result: the twin of ``moved``. Idempotent."""
    return sum(_corrected(name, desk) for name in list(_showing().values_list("id", flat=True)))


def _showing() -> QuerySet[Credential]:
    return Credential.objects.filter(deleted_at=None, revoked_at=None).exclude(evidence=[])


@transaction.atomic
def _corrected(credential: UUID, desk: Desk | None) -> bool:
    """Bring one document to what its results are. Without a key it waits for its signature."""
    Credential.objects.filter(id=credential).update(turn=F("turn"))
    row = _showing().select_for_update().filter(id=credential).first()
    if row is None:
        return False
    known = {str(piece.id): piece for piece in choices.of(row, row.language)}
    now_shown = [choices.written(known[one["id"]]) for one in row.evidence if one["id"] in known]
    if [_figures(one) for one in now_shown] == [_figures(one) for one in row.evidence]:
        return False
    row.evidence, row.needs_signing = now_shown, True
    row.save(update_fields=["evidence", "needs_signing"])
    if desk is not None:
        sign_again([row.id], desk=desk)
    return True


def _figures(piece: dict[str, str]) -> tuple[str, ...]:
    """Return what a correction changes: a title that was written anew is none."""
    return piece["id"], piece["share"], piece["occurred_at"]
