"""May a visitor without an account learn here, and what do they get for it? A signed receipt."""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from agir_xblocks.doors.switches import Presence, has_dashboard, presence

BEFORE_PAGE: Final = "/agir/skills/before/"


def may_visit(course_key: str) -> bool:
    """Tell whether everybody may read this course: never a guess, for its questions are shown."""
    if presence() is not Presence.ON or not course_key:
        return False
    from agir_platform.select import platform

    facts = platform().courses.facts(course_key)
    return facts is not None and facts.visibility == "public"


def shows(course_key: str, usage_key: str) -> tuple[UUID, ...]:
    """Return the competencies of which a score of this block is evidence. One SELECT."""
    if presence() is not Presence.ON or not course_key:
        return ()
    from agir_competencies.api import links

    return tuple(
        dict.fromkeys(
            one.competency
            for one in links.links_of(course_key)
            if one.object_key == usage_key and one.removed_at is None and one.kind in SHOWING
        )
    )


SHOWING: Final = ("problem_score", "xblock_attestation")


def receipt(usage_key: object, findings: Mapping[UUID, Decimal], *, at: datetime) -> str:
    """Return a signed receipt that names nobody; '' where the site gives none."""
    if presence() is not Presence.ON or not findings:
        return ""
    from agir_competencies import api
    from agir_competencies.api import claims

    known = {
        one.identifier for one in api.find_competencies(identifiers=findings, limit=len(findings))
    }
    course = str(getattr(usage_key, "context_key", ""))
    told = {key: share for key, share in findings.items() if key in known}
    return claims.give(str(usage_key), course, told, at)


def before_page() -> str:
    """Return the page that lists what was learnt before sign-up, '' where there is none."""
    if not has_dashboard():
        return ""
    from agir_competencies.api import claims

    return BEFORE_PAGE if claims.is_open() else ""
