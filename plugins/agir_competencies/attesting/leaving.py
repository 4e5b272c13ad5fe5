"""What happens to all this when a learner, or somebody who signed, leaves?

What was said of a learner goes with them, files too. What they signed about others stays, and no
longer tells who signed it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from agir_competencies.attesting import files
from agir_competencies.domain.proof_file import FileGone
from agir_competencies.models import (
    Attestation,
    Override,
    PeerAnswer,
    PeerWork,
    PriorLearning,
    PriorLearningItem,
    PriorLearningStep,
)

# model → (column of a pseudonym that signed, column of the name it signed with)
SIGNED: Final = (
    (Attestation, "by", "by_name"),
    (Attestation, "withdrawn_by", "withdrawn_name"),
    (PriorLearning, "reviewer", "reviewer_name"),
    (PriorLearningStep, "by", "by_name"),
    (Override, "by", "by_name"),
    (Override, "ended_by", "ended_name"),
)


def forget(subject: UUID) -> None:
    """Delete what was said of a learner, and the name from what they signed. Idempotent."""
    own = PriorLearning.objects.filter(subject=subject)
    files.drop(*own.exclude(file_key="").values_list("file_key", flat=True))
    PriorLearningItem.objects.filter(request__in=own).delete()
    PriorLearningStep.objects.filter(request__in=own).delete()
    own.delete()
    shown = PeerWork.objects.filter(subject=subject)
    files.drop(*shown.exclude(file_key="").values_list("file_key", flat=True))
    PeerAnswer.objects.filter(work__in=shown).delete()
    shown.delete()
    # What they answered of others counted and still does; their words go.
    PeerAnswer.objects.filter(peer=subject).exclude(comment="").update(comment="")
    for model in (Attestation, Override):
        model.objects.filter(subject=subject).delete()
    for model, pseudonym, name in SIGNED:
        model.objects.filter(**{pseudonym: subject}).exclude(**{name: ""}).update(**{name: ""})


def export(subject: UUID) -> dict[str, Any]:
    """Return what was said of a learner and what they sent, in values that ``json`` can write."""
    own = PriorLearning.objects.filter(subject=subject).order_by("asked_at", "id")
    requests = list(own.prefetch_related("items__competency", "steps"))
    shown = list(PeerWork.objects.filter(subject=subject).select_related("competency"))
    return {
        "attestations": [
            _attestation(row)
            for row in Attestation.objects.filter(subject=subject)
            .select_related("competency")
            .order_by("at", "id")
        ],
        "overrides": [
            _override(row)
            for row in Override.objects.filter(subject=subject)
            .select_related("competency")
            .order_by("at", "id")
        ],
        "prior_learning": [_request(row) for row in requests],
        "prior_learning_files": list(_contents(requests)),
        "work_shown": [_work(row) for row in shown],
        "work_shown_files": list(_contents(shown)),
        "answers_to_peers": [
            {
                "at": row.at.isoformat(),
                "says_yes": row.says_yes,
                "seen": row.seen,
                "comment": row.comment,
            }
            for row in PeerAnswer.objects.filter(peer=subject).order_by("at", "id")
        ],
    }


def _work(row: PeerWork) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "competency": str(row.competency.identifier),
        "course_key": row.course_key,
        "status": row.status,
        "note": row.note,
        "url": row.url,
        "file_name": row.file_name,
        "asked_at": row.asked_at.isoformat(),
        "decided_at": _told(row.decided_at),
        "reason": row.reason,
    }


def _attestation(row: Attestation) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "competency": str(row.competency.identifier),
        "course_key": row.course_key,
        "origin": row.origin,
        "share": str(row.share),
        "note": row.note,
        "url": row.url,
        "by": row.by_name,
        "at": row.at.isoformat(),
        "withdrawn_at": _told(row.withdrawn_at),
        "withdrawn_by": row.withdrawn_name,
        "withdrawn_reason": row.withdrawn_reason,
    }


def _override(row: Override) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "competency": str(row.competency.identifier),
        "course_key": row.course_key,
        "status": row.status,
        "reason": row.reason,
        "by": row.by_name,
        "at": row.at.isoformat(),
        "until": _told(row.until),
        "ended_at": _told(row.ended_at),
        "ended_how": row.ended_how,
        "ended_by": row.ended_name,
        "ended_reason": row.ended_reason,
    }


def _request(row: PriorLearning) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "course_key": row.course_key,
        "status": row.status,
        "note": row.note,
        "url": row.url,
        "file_name": row.file_name,
        "asked_at": row.asked_at.isoformat(),
        "reviewer": row.reviewer_name,
        "decided_at": _told(row.decided_at),
        "comment": row.comment,
        "competencies": [
            {
                "competency": str(item.competency.identifier),
                "share": None if item.share is None else str(item.share),
            }
            for item in row.items.all()
        ],
        "steps": [
            {
                "at": step.at.isoformat(),
                "action": step.action,
                "by": step.by_name,
                "comment": step.comment,
            }
            for step in row.steps.all()
        ],
    }


def _contents(requests: Iterable[PriorLearning | PeerWork]) -> Iterator[dict[str, str]]:
    for row in requests:
        try:
            found = files.taken(row)
        except FileGone:
            continue
        told = b64encode(found.content).decode()
        yield {"request": str(row.pk), "name": found.name, "media": found.media, "base64": told}


def _told(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
