"""How is an amount written in French letters, as a receipt asks (CGI ann. IV, art. 23 N)?

Classical spelling, the one of the Cerfa notices: hyphens below a hundred only, ``et`` at 21, 31 …
61 and 71, ``quatre-vingts`` and ``cents`` with an s where nothing follows.
"""

from __future__ import annotations

from typing import Final

from agir_sponsorship.domain.amounts import decimals

_UNITS: Final = (
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
)
_TENS: Final = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante")
_LARGE: Final = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))
_NAMES: Final = {"EUR": ("euro", "centime")}


def number(value: int) -> str:
    """Return a whole number from 0 to 10^15 - 1 in letters."""
    if not 0 <= value < 10**15:
        raise ValueError("from 0 to 10^15 - 1")
    words: list[str] = []
    rest = value
    for size, name in _LARGE:
        count, rest = divmod(rest, size)
        if count:
            words += [_below_1000(count, is_last=True), name if count == 1 else f"{name}s"]
    thousands, rest = divmod(rest, 1000)
    if thousands:
        words += [_below_1000(thousands, is_last=False)] if thousands > 1 else []
        words.append("mille")
    if rest or not words:
        words.append(_below_1000(rest, is_last=True))
    return " ".join(words)


def amount(minor: int, currency: str) -> str:
    """Return an amount of minor units in letters: 7150 EUR is ``soixante et onze euros …``."""
    whole, part = divmod(minor, 10 ** decimals(currency))
    if currency not in _NAMES:
        said = f"{number(whole)} {currency}"
        return (
            f"{said} et {number(part)} millièmes"
            if part and decimals(currency) == 3
            else (f"{said} et {number(part)} centièmes" if part else said)
        )
    unit, cent = _NAMES[currency]
    parts = []
    if whole or not part:
        of = "d’" if whole >= 10**6 and whole % 10**6 == 0 else ""
        parts.append(f"{number(whole)} {of}{unit}{'s' if whole > 1 else ''}")
    if part:
        parts.append(f"{number(part)} {cent}{'s' if part > 1 else ''}")
    return " et ".join(parts)


def _below_1000(value: int, *, is_last: bool) -> str:
    """Return 1 to 999, or 0; ``is_last``: no numeral follows, so ``vingts`` and ``cents`` agree."""
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_100(rest, is_last=is_last)
    head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent"
    if not rest:
        return f"{head}s" if hundreds > 1 and is_last else head
    return f"{head} {_below_100(rest, is_last=is_last)}"


def _below_100(value: int, *, is_last: bool) -> str:
    if value < 17:
        return _UNITS[value]
    if value < 20:
        return f"dix-{_UNITS[value - 10]}"
    if value >= 80:
        rest = value - 80
        return (
            f"quatre-vingt-{_below_100(rest, is_last=True)}"
            if rest
            else ("quatre-vingts" if is_last else "quatre-vingt")
        )
    base = min(value // 10, 6)
    rest = value - base * 10
    if not rest:
        return _TENS[base]
    joint = " et " if rest in (1, 11) else "-"
    return f"{_TENS[base]}{joint}{_below_100(rest, is_last=True)}"
