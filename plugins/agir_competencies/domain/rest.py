"""What does a file say that Agir has no column for? It is kept as it came, and given back.

Education levels, notes, keywords, subjects, rubrics, extensions of others: nothing here acts on
them, and an exchange must not lose them. Kept is what CASE 1.1 allows, cleaned; what it does not
allow (a null, a text for a list of texts) is mended where that is plain, else left out: what
leaves is strict.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from agir_competencies.domain import case_entities as case
from agir_competencies.domain.text import clean

DEEPEST: Final = 20  # levels of somebody's extension
LONGEST: Final = 200_000  # characters of one entity's rest; a package's has its own bound
LONGEST_PACKAGE: Final = 5_000_000


def rest_of(
    raw: Mapping[str, Any], entity: str, held: Collection[str], *, longest: int = LONGEST
) -> str:
    """Return as JSON what ``raw`` says beyond the fields that are ``held``; '' for nothing."""
    rules = {name.rstrip("!"): kind for name, kind in case.ENTITIES[entity].items()}
    found = {
        name: kept
        for name, kind in rules.items()
        if name not in held and (kept := _kept(raw.get(name), kind)) is not None
    }
    text = written(found)
    return text if len(text) <= longest else ""


def written(found: Mapping[str, Any]) -> str:
    """Return what was kept as it is stored: one form for one meaning, '' for nothing."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""


def told(rest: str) -> dict[str, Any]:
    """Return what ``rest_of`` kept."""
    found: dict[str, Any] = json.loads(rest) if rest else {}
    return found


def _kept(value: Any, kind: str) -> Any:
    """Return a value as its kind allows it, ``None`` for one that cannot be kept."""
    if kind.startswith("["):
        listed = value if isinstance(value, list) else [value]
        return [kept for one in listed if (kept := _kept(one, kind[1:-1])) is not None] or None
    if kind in case.ENTITIES:
        return _entity(value, case.ENTITIES[kind])
    if kind == case.ANY:
        return (_plain(value, DEEPEST) or None) if isinstance(value, dict) else None
    if kind in (case.WHOLE, case.NUMBER):
        return _number(value, kind)
    return _text(value, kind)


def _entity(value: Any, fields: case.Fields) -> dict[str, Any] | None:
    """Return an object with the fields it may have, ``None`` when one that it must have is not."""
    if not isinstance(value, dict):
        return None
    found = {}
    for marked, kind in fields.items():
        name = marked.rstrip("!")
        kept = _kept(value.get(name), kind)
        if kept is not None:
            found[name] = kept
        elif marked.endswith("!"):
            if kind != case.TEXT or value.get(name) not in (None, ""):
                return None
            found[name] = ""  # a title that nobody wrote
    return found or None


def _text(value: Any, kind: str) -> str | None:
    if not isinstance(value, str):
        return None
    text = clean(value)
    try:
        return _READINGS.get(kind, str)(text) or None
    except (OverflowError, ValueError):
        return None


def _address(text: str) -> str:
    return "" if any(letter.isspace() for letter in text) else text


def _moment(text: str) -> str:
    found = datetime.fromisoformat(text)
    found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return found.isoformat().replace("+00:00", "Z")


_READINGS: Final[Mapping[str, Callable[[str], str]]] = {
    case.UUID: lambda text: str(UUID(text)),
    case.URI: _address,
    case.DAY: lambda text: date.fromisoformat(text[:10]).isoformat(),
    case.MOMENT: _moment,
}


def _number(value: Any, kind: str) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    if kind == case.WHOLE:
        return int(value) if value == int(value) else None
    return value


def _plain(value: Any, depth: int) -> Any:
    """Return somebody's own value with its texts cleaned, cut below ``depth`` levels."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        if depth == 0:
            return {}
        return {clean(str(name)): _plain(one, depth - 1) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one, depth - 1) for one in value] if depth else []
    return value
