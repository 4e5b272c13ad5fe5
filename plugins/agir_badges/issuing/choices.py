"""Which results may a learner show on a badge?

Those that count now for its skills, told by the face of competencies; what was chosen is written
beside the document, so that signing again reads no result. Nobody else's name is in it: who
attested a skill did not agree to stand on a page for everybody, and may leave the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from agir_badges.data import EvidenceChoice
from agir_badges.domain.identity import evidence_id
from agir_badges.issuing.definitions import Key, definitions
from agir_badges.models import Credential
from agir_competencies import api as competencies


def of(row: Credential, language: str) -> tuple[EvidenceChoice, ...]:
    """Return what the learner may show, newest first a skill. Statements do not grow with it."""
    known = definitions({Key.of(row)}, language).get(Key.of(row))
    wanted = {one.identifier for one in known.asked} if known else set()
    chosen = {piece["id"] for piece in row.evidence}
    found = []
    for standing in competencies.standings(row.subject, language=language):
        if standing.identifier not in wanted:
            continue
        for piece in standing.evidence:
            if piece.counted and piece.share is not None:
                name = evidence_id(row.subject, standing.identifier, piece.object_key)
                found.append(
                    EvidenceChoice(
                        name,
                        standing.identifier,
                        piece.public_title,
                        piece.share,
                        piece.occurred_at,
                        str(name) in chosen,
                    )
                )
    return tuple(found)


def written(piece: EvidenceChoice) -> dict[str, str]:
    """Return a choice as plain values that JSON can hold."""
    return {
        "id": str(piece.id),
        "competency": str(piece.competency),
        "title": piece.title,
        "share": str(piece.share),
        "occurred_at": piece.occurred_at.isoformat(),
    }


def read(plain: Mapping[str, str]) -> EvidenceChoice:
    """Return what was chosen, from what ``written`` made."""
    return EvidenceChoice(
        UUID(plain["id"]),
        UUID(plain["competency"]),
        plain["title"],
        Decimal(plain["share"]),
        datetime.fromisoformat(plain["occurred_at"]),
        shown=True,
    )
