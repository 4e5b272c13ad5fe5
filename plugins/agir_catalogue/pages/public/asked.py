"""What does an address of the catalogue ask, and which address asks a little more or less?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest
from django.utils.http import urlencode

from agir_catalogue.api.listings import KINDS, ORDERS, Question

LONGEST: Final = 100  # characters of a search
LONGEST_VALUE: Final = 191
MOST: Final = 4
"""Values of one facet that are heard: each costs the database a little."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked; ``chosen`` has only kinds with a value."""

    words: str
    chosen: Mapping[str, tuple[str, ...]]
    order: str
    number: int

    @property
    def question(self) -> Question:
        """Return it as the search hears it."""
        return Question(self.words, self.chosen, self.order, self.number)

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing narrows what is found."""
        return not self.words and not self.chosen

    def has(self, kind: str, value: str) -> bool:
        """Tell whether a value is chosen."""
        return value in self.chosen.get(kind, ())

    def with_value(self, kind: str, value: str) -> str:
        """Return the address that asks for a value as well, from its first page."""
        return self._with(kind, (*self.chosen.get(kind, ()), value))

    def without_value(self, kind: str, value: str) -> str:
        """Return the address that does not ask for a value."""
        return self._with(kind, tuple(one for one in self.chosen.get(kind, ()) if one != value))

    def page(self, number: int) -> str:
        """Return the address of a page."""
        return replace(self, number=number).address

    def ordered(self, order: str) -> str:
        """Return the address of another order, from its first page."""
        return replace(self, order=order, number=1).address

    @property
    def address(self) -> str:
        """Return the address; the same question always has the same."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(kind, one) for kind in KINDS for one in self.chosen.get(kind, ())]
        pairs += [("order", self.order)] if self.order != ORDERS[0] else []
        pairs += [("page", str(self.number))] if self.number > 1 else []
        return f"?{urlencode(pairs)}" if pairs else "."

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what a new search by words keeps, as hidden fields."""
        pairs = [(kind, one) for kind in KINDS for one in self.chosen.get(kind, ())]
        return pairs + ([("order", self.order)] if self.order != ORDERS[0] else [])

    def _with(self, kind: str, values: tuple[str, ...]) -> str:
        chosen = {**self.chosen, kind: values}
        return replace(self, chosen={k: v for k, v in chosen.items() if v}, number=1).address


def asked(request: HttpRequest) -> Asked:
    """Return what an address asks; what it says beyond is not heard."""
    chosen = {}
    for kind in KINDS:
        values = [clean(one, LONGEST_VALUE) for one in request.GET.getlist(kind)]
        if several := tuple(dict.fromkeys(one for one in values if one))[:MOST]:
            chosen[kind] = several
    order = request.GET.get("order", "")
    return Asked(
        clean(request.GET.get("q", ""), LONGEST),
        chosen,
        order if order in ORDERS else ORDERS[0],
        number(request),
    )


def clean(text: str, longest: int) -> str:
    """Return a text of an address as it may be asked."""
    return text.replace("\x00", "").strip()[:longest]


def number(request: HttpRequest) -> int:
    """Return the number of the page, 1 where the address says none."""
    text = request.GET.get("page", "")[:9]
    return min(max(1, int(text)), 10_000) if text.isascii() and text.isdecimal() else 1
