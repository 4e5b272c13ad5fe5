"""What does a list of documents leave out, and in what order does it come? As CASE 1.1 says.

One or two comparisons joined by one `` AND `` or `` OR ``, values in single quotes, large and
small letters the same. A field that does not exist sorts nothing (the usual order comes), selects
nothing (everything comes), and filters nothing: that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agir_competencies.domain.case_entities import DOCUMENT
from agir_competencies.domain.refusals import CaseQueryRefused

USUAL: Final = 100
MOST: Final = 500
LONGEST: Final = 1000
FURTHEST: Final = 1_000_000_000
MOST_DIGITS: Final = 20
_ONE: Final = r"([A-Za-z.]+)(!=|>=|<=|=|>|<|~)'(.*{})'"
_FILTER: Final = re.compile(rf"{_ONE.format('?')}(?: (AND|OR) {_ONE.format('')})?", re.DOTALL)
_MORE: Final = re.compile(r"' (?:AND|OR) ")


@dataclass(frozen=True, slots=True)
class Comparison:
    """``predicate`` is one of CASE's seven: = != > >= < <= ~ (contains)."""

    field: str
    predicate: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the list; ``fields`` empty is all of them, ``sort`` '' the usual order."""

    limit: int = USUAL
    offset: int = 0
    sort: str = ""
    descending: bool = False
    comparisons: tuple[Comparison, ...] = ()
    any_of: bool = False
    fields: frozenset[str] = frozenset()


def asked(said: Mapping[str, Sequence[str]]) -> Asked:
    """Return what the parameters of an address ask; raise ``CaseQueryRefused``."""
    order = _last(said, "orderBy")
    if order not in ("", "asc", "desc"):
        raise CaseQueryRefused(field="orderBy")
    comparisons, any_of = _comparisons(_last(said, "filter")) if "filter" in said else ((), False)
    return Asked(
        limit=min(_number(said, "limit", USUAL, least=1), MOST),
        offset=_number(said, "offset", 0, least=0),
        sort=_last(said, "sort"),
        descending=order == "desc",
        comparisons=comparisons,
        any_of=any_of,
        fields=_fields(said.get("fields", ())),
    )


def _last(said: Mapping[str, Sequence[str]], name: str) -> str:
    found = said.get(name) or ("",)
    return found[-1]


def _number(said: Mapping[str, Sequence[str]], name: str, usual: int, *, least: int) -> int:
    text = _last(said, name) if name in said else str(usual)
    # Digits of other scripts are digits to Python, and to no reader of this service.
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise CaseQueryRefused(field=name)
    if not least <= int(text) <= FURTHEST:
        raise CaseQueryRefused(field=name)
    return int(text)


def _comparisons(text: str) -> tuple[tuple[Comparison, ...], bool]:
    found = _FILTER.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise CaseQueryRefused(field="filter")
    pairs = [found.group(1, 2, 3), *([found.group(5, 6, 7)] if found[4] else [])]
    if any(_MORE.search(value) for *_, value in pairs):
        raise CaseQueryRefused(field="filter")
    return tuple(Comparison(*one) for one in pairs), found[4] == "OR"


def _fields(said: Sequence[str]) -> frozenset[str]:
    names = [name.strip() for text in said for name in text.split(",")]
    if said and not all(names):
        raise CaseQueryRefused(field="fields")
    chosen = frozenset(names)
    return chosen if chosen <= DOCUMENT else frozenset()
