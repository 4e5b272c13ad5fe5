"""What may a team say of its course, and what stands in the notice then?

The platform's word comes first, what the team completed stands over it, field by field. A field
that the team clears says again what the platform says: completing never loses anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from agir_catalogue.domain import language, licence
from agir_kernel.errors import DomainError
from agir_platform.ports import CourseFacts, Mode

Said = dict[str, Any]
"""Fields by name, as ``json`` can write them."""

LEVELS: Final = tuple(range(1, 9))
LONGEST_TITLE: Final = 255
LONGEST_TEXT: Final = 2000
LONGEST_ADDRESS: Final = 500
MOST: Final = 20
MOST_HOURS: Final = Decimal(5000)
MOST_MONEY: Final = 100_000_000

# The words of schema.org (Accessibility Properties for Discoverability, W3C, 2023-07-18).
ACCESS_MODES: Final = ("auditory", "tactile", "textual", "visual")
FEATURES: Final = (
    "alternativeText",
    "audioDescription",
    "captions",
    "describedMath",
    "displayTransformability",
    "fullKeyboardControl",
    "highContrastDisplay",
    "longDescription",
    "readingOrder",
    "signLanguage",
    "structuralNavigation",
    "transcript",
    "unlocked",
)
HAZARDS: Final = (
    "none",
    "flashing",
    "noFlashingHazard",
    "motionSimulation",
    "noMotionSimulationHazard",
    "sound",
    "noSoundHazard",
    "unknown",
)


class NoticeFieldUnknown(DomainError):
    """A field that a notice does not have. Facts: ``field``."""

    code: ClassVar[str] = "notice_field_unknown"


class NoticeFieldUnfit(DomainError):
    """What was said of a field cannot stand there. Facts: ``field``, ``rule``."""

    code: ClassVar[str] = "notice_field_unfit"


class NoticeMoved(DomainError):
    """Somebody else changed the notice since it was read."""

    code: ClassVar[str] = "notice_moved"


class NothingToUndo(DomainError):
    """No such change, or what it changed was changed again since. Facts: ``version``."""

    code: ClassVar[str] = "nothing_to_undo"


def checked(changes: Mapping[str, object]) -> Said:
    """Return the changes as they are kept; ``None`` for a field that is cleared.

    Raises ``NoticeFieldUnknown``, ``NoticeFieldUnfit``.
    """
    found: Said = {}
    for name, value in changes.items():
        check = _CHECKS.get(name)
        if check is None:
            raise NoticeFieldUnknown(field=name)
        is_cleared = value is None or value is False or value in ("", [], ())
        found[name] = None if is_cleared else check(name, value)
    return found


def applied(completed: Said, changes: Said) -> Said:
    """Return what is completed after checked ``changes``.

    Raises ``NoticeFieldUnfit`` for a price without a currency.
    """
    merged = {**completed, **changes}
    kept = {name: merged[name] for name in FIELDS if merged.get(name) is not None}
    if kept.get("certification_price_minor") and not kept.get("currency"):
        raise NoticeFieldUnfit(field="currency", rule="needed")
    return kept


def differing(before: Said, after: Said) -> tuple[str, ...]:
    """Return the names of the fields that differ, in the order of ``FIELDS``, others after."""
    names = [*FIELDS, *sorted((before.keys() | after.keys()) - set(FIELDS))]
    return tuple(name for name in names if before.get(name) != after.get(name))


def undone(completed: Said, before: Said, after: Said, version: int) -> Said:
    """Return what is completed once a change from ``before`` to ``after`` is taken back.

    Raises ``NothingToUndo`` where one of its fields says something else by now.
    """
    if not can_undo(completed, before, after):
        raise NothingToUndo(version=version)
    return applied(completed, {name: before.get(name) for name in before.keys() | after.keys()})


def can_undo(completed: Said, before: Said, after: Said) -> bool:
    """Tell whether every field of the change still says what the change made it say."""
    names = before.keys() | after.keys()
    return bool(names) and all(completed.get(name) == after.get(name) for name in names)


def of_platform(facts: CourseFacts, now: datetime) -> Said:
    """Return what the platform alone says of the fields; what it does not know is absent."""
    languages = [tag for tag in map(language.tag, facts.languages) if tag]
    said: Said = {
        "title": facts.title,
        "summary": facts.summary,
        "languages": languages,
        "licence_spdx": licence.of_platform(facts.licence),
    }
    if (sold := certified(facts.modes, now)) is not None:
        said |= {"certification_price_minor": sold.price_minor, "currency": sold.currency}
    return {name: value for name, value in said.items() if value not in ("", [])}


def told(facts: CourseFacts, completed: Said, now: datetime) -> Said:
    """Return what the notice says: the platform's word under what was completed."""
    platform = of_platform(facts, now)
    if completed.get("certification_price_minor") is not None:
        platform.pop("currency", None)  # a price has its own currency, never another's
    return {**platform, **completed}


def is_free(modes: tuple[Mode, ...], now: datetime) -> bool | None:
    """Tell whether a way to enrol costs nothing now; ``None`` where no way is known."""
    if not modes:
        return None
    return any(mode.price_minor == 0 for mode in _open(modes, now))


def certified(modes: tuple[Mode, ...], now: datetime) -> Mode | None:
    """Return the cheapest way to enrol that costs something now, ``None`` for none."""
    sold = [mode for mode in _open(modes, now) if mode.price_minor > 0]
    return min(sold, key=lambda mode: (mode.price_minor, mode.slug), default=None)


def _open(modes: tuple[Mode, ...], now: datetime) -> list[Mode]:
    return [mode for mode in modes if mode.expires_at is None or mode.expires_at > now]


def _unfit(name: str, rule: str) -> NoticeFieldUnfit:
    return NoticeFieldUnfit(field=name, rule=rule)


def _text(longest: int) -> Callable[[str, object], str]:
    def check(name: str, value: object) -> str:
        if not isinstance(value, str):
            raise _unfit(name, "text")
        words = "".join(
            letter for letter in value.strip() if letter == "\n" or letter.isprintable()
        )
        if not words or len(words) > longest:
            raise _unfit(name, "length")
        return words

    return check


def _several(check: Callable[[str, object], Any]) -> Callable[[str, object], list[Any]]:
    def check_all(name: str, value: object) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise _unfit(name, "list")
        if len(value) > MOST:
            raise _unfit(name, "many")
        return list(dict.fromkeys(check(name, one) for one in value))

    return check_all


def _one_of(words: tuple[str, ...]) -> Callable[[str, object], str]:
    def check(name: str, value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise _unfit(name, "word")
        return value

    return check


def _senses(name: str, value: object) -> str:
    """Return a set of modes that suffice together, as ``textual,visual``."""
    several = value.split(",") if isinstance(value, str) else value
    if not isinstance(several, list | tuple) or not several:
        raise _unfit(name, "word")
    mode = _one_of(ACCESS_MODES)
    return ",".join(sorted({mode(name, one.strip() if isinstance(one, str) else one)
                            for one in several}))  # fmt: skip


def _language(name: str, value: object) -> str:
    found = language.tag(value) if isinstance(value, str) else ""
    if not found:
        raise _unfit(name, "language")
    return found


def _licence(name: str, value: object) -> str:
    found = licence.spdx(value) if isinstance(value, str) else ""
    if not found:
        raise _unfit(name, "licence")
    return found


def _address(name: str, value: object) -> str:
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    is_whole = host and parts.scheme in ("http", "https") and not parts.username
    if not is_whole or len(str(value)) > LONGEST_ADDRESS or re.search(r"\s", str(value)):
        raise _unfit(name, "address")
    return str(value)


def _whole(least: int, most: int) -> Callable[[str, object], int]:
    def check(name: str, value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value.strip()):
            value = int(value)
        if type(value) is not int or not least <= value <= most:
            raise _unfit(name, "number")
        return value

    return check


def _hours(name: str, value: object) -> str:
    try:
        hours = Decimal(str(value).strip().replace(",", "."))
        is_fit = hours.is_finite() and 0 < hours <= MOST_HOURS and hours == round(hours, 2)
    except InvalidOperation:
        is_fit = False
    if not is_fit or isinstance(value, bool):
        raise _unfit(name, "hours")
    return format(hours.quantize(Decimal("0.01")).normalize(), "f")


def _currency(name: str, value: object) -> str:
    told = value.strip().upper() if isinstance(value, str) else ""
    if not re.fullmatch(r"[A-Z]{3}", told):
        raise _unfit(name, "currency")
    return told


def _yes(name: str, value: object) -> bool:
    if value is not True:
        raise _unfit(name, "yes")
    return True


_CHECKS: Final[dict[str, Callable[[str, object], Any]]] = {
    "title": _text(LONGEST_TITLE),
    "summary": _text(LONGEST_TEXT),
    "languages": _several(_language),
    "level": _whole(LEVELS[0], LEVELS[-1]),
    "duration_hours": _hours,
    "licence_spdx": _licence,
    "certification_price_minor": _whole(0, MOST_MONEY),
    "currency": _currency,
    "access_modes": _several(_one_of(ACCESS_MODES)),
    "access_modes_sufficient": _several(_senses),
    "features": _several(_one_of(FEATURES)),
    "hazards": _several(_one_of(HAZARDS)),
    "accessibility_summary": _text(LONGEST_TEXT),
    "same_as": _several(_address),
    "is_withheld": _yes,
}
FIELDS: Final = tuple(_CHECKS)
"""What a team may complete, in the order of the form."""
