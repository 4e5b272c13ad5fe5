"""How is what the platform says of a course kept, and read again?

As JSON in the notice's row: pages and feeds then read one table, whatever the platform costs. When
the platform last touched its own row is left out: a notice changes when what it says changes.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from agir_catalogue.domain.notice import Said
from agir_platform.ports import CourseFacts, Mode

INSTANTS: Final = ("starts_at", "ends_at", "enrolment_opens_at", "enrolment_closes_at")
LEFT_OUT: Final = frozenset({"course_key", "modified_at"})
NAMES: Final = tuple(one.name for one in fields(CourseFacts) if one.name not in LEFT_OUT)


def kept(facts: CourseFacts) -> Said:
    """Return the facts as JSON can hold them; what is unknown or unset is absent."""
    told = {name: getattr(facts, name) for name in NAMES}
    for name in INSTANTS:
        told[name] = _text(told[name])
    told["languages"] = list(facts.languages)
    told["modes"] = [_mode(mode) for mode in facts.modes]
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def read(course_key: str, said: Said) -> CourseFacts:
    """Return the facts that ``kept`` made; names that it did not write are passed over."""
    told: dict[str, Any] = {name: said[name] for name in NAMES if name in said}
    for name in INSTANTS:
        told[name] = _instant(told.get(name))
    told["languages"] = tuple(told.get("languages", ()))
    told["modes"] = tuple(
        Mode(one["slug"], one["price_minor"], one["currency"], _instant(one.get("expires_at")))
        for one in told.get("modes", ())
    )
    told.setdefault("title", course_key)
    return CourseFacts(course_key=course_key, **told)


def _mode(mode: Mode) -> Said:
    told = {"slug": mode.slug, "price_minor": mode.price_minor, "currency": mode.currency}
    return told if mode.expires_at is None else {**told, "expires_at": _text(mode.expires_at)}


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
