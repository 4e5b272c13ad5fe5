"""How are the facts of a badge laid out for its pages?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agir_badges import sentences
from agir_badges.data import CredentialView, EvidenceChoice, SharedView, SkillShown


def evidence(pieces: Iterable[EvidenceChoice]) -> list[dict[str, Any]]:
    """Return results in words, in their order."""
    return [
        {
            "id": piece.id,
            "title": sentences.activity(piece.title),
            "result": sentences.share(piece.share),
            "date": sentences.day(piece.occurred_at),
            "shown": piece.shown,
        }
        for piece in pieces
    ]


def skills(found: Iterable[SkillShown]) -> list[dict[str, Any]]:
    """Return the skills of a badge, with the level that it vouches for."""
    return [
        {
            "label": one.label,
            "level": one.asked,
            "word": sentences.level(one.asked),
            "framework": one.framework,
            "code": one.code,
            "web": one.uri if one.uri.startswith(("https://", "http://")) else "",
        }
        for one in found
    ]


def standing(view: CredentialView | SharedView) -> dict[str, Any]:
    """Return the words on where a badge stands, and since when or until when."""
    lost = getattr(view, "lost", ())
    return {
        "badge": view,
        "word": sentences.status(view.status),
        "awarded": sentences.day(view.awarded_at),
        "until": sentences.day(view.suspended_until),
        "ended": sentences.day(view.revoked_at),
        "lost": [{"label": one.label, "word": sentences.level(one.level)} for one in lost],
    }
