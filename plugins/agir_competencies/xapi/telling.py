"""When does the tracking log hear of a competency? After the commit, and only if the site asks."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from agir_competencies.xapi import names
from agir_competencies.xapi.known import Named, named

log = logging.getLogger("agir_competencies.xapi")

CONTEXT: Final = "agir.competencies"


@dataclass(frozen=True, slots=True)
class Happened:
    """What one score did. ``share`` and the estimates are 0 to 1, ``None`` when there is none.

    ``estimates``: the competencies it is evidence of. ``gained`` and ``lost`` are among them.
    """

    user_id: int
    course_key: str
    object_key: str
    occurred_at: datetime
    share: Decimal | None
    estimates: dict[UUID, Fraction | None]
    gained: Sequence[UUID]
    lost: Sequence[UUID]


def level() -> str:
    """Return what the site wants told: "" (nothing), ``transitions``, or ``evidence`` as well."""
    return str(getattr(settings, "AGIR_COMPETENCIES_XAPI", "") or "")


def tell(what: Happened) -> None:
    """Emit a tracking event a competency gained or lost, and one of the score. Never raises."""
    wanted = level()
    if not wanted:
        return
    try:
        _tell(what, recorded=wanted == names.EVIDENCE and what.share is not None)
    except Exception as error:  # noqa: BLE001  a learner's answer must not fail because of us
        log.error("The tracking log was not told: %s", type(error).__name__)


def _tell(what: Happened, *, recorded: bool) -> None:
    about = {*what.gained, *what.lost, *(what.estimates if recorded else ())}
    if not about:
        return
    found = named(about)
    facts: list[tuple[str, dict[str, Any]]] = []
    if recorded:
        told = [_of(found[one]) for one in what.estimates if one in found]
        facts.append((names.RECORDED, {"share": float(what.share or 0), "competencies": told}))
    for name, identifiers in ((names.DEMONSTRATED, what.gained), (names.WITHDRAWN, what.lost)):
        for one in identifiers:
            if one in found:
                estimate = what.estimates.get(one)
                scaled = None if estimate is None else round(float(estimate), 6)
                facts.append((name, {"competency": _of(found[one]), "estimate": scaled}))
    _emit(what, facts)


def _emit(what: Happened, facts: list[tuple[str, dict[str, Any]]]) -> None:
    from eventtracking import tracker  # noqa: PLC0415  the platform has it, a test may not

    common = {
        "user_id": what.user_id,
        "course_id": what.course_key,
        "object_key": what.object_key,
        "occurred_at": what.occurred_at.astimezone(UTC).isoformat(),
    }
    # A teacher's request may be what moved the score: the learner is named last, and wins.
    about = {"user_id": what.user_id, "course_id": what.course_key}
    found = tracker.get_tracker()
    with found.context(CONTEXT, about):
        for name, data in facts:
            found.emit(name, common | data)


def _of(competency: Named) -> dict[str, str]:
    return {
        "id": str(competency.identifier),
        "iri": competency.iri,
        "label": competency.label,
        "language": competency.language,
        "framework": competency.framework,
    }
