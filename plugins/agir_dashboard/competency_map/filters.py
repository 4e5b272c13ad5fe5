"""Which competencies of the map did somebody ask to see, and in which order?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from agir_competencies.api.authoring import CODES, LineView
from agir_kernel.searching import plain

PAGE: Final = 25
SHOWN: Final = ("", "promised", "unassessed", "findings")
VIEWS: Final = ("", "list")
ORDERS: Final[Mapping[str, Callable[[LineView], Any]]] = {
    "": lambda line: 0,
    "label": lambda line: plain(line.label),
    "findings": lambda line: (
        min((CODES.index(one.code) for one in line.findings), default=len(CODES)),
        -len(line.findings),
    ),
    "activities": lambda line: sum(tie.gives for tie in line.ties),
}
"""How each order places a competency; equals stay in the order of their framework."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form says; '' asks nothing. ``section`` is a usage key; ``page`` from 1."""

    words: str = ""
    framework: str = ""
    section: str = ""
    show: str = ""
    order: str = ""
    view: str = ""
    page: int = 1

    @property
    def is_active(self) -> bool:
        """Tell whether anything was asked of the competencies."""
        return bool(self.words or self.framework or self.section or self.show)

    def keep(self, lines: Iterable[LineView], inside: frozenset[str]) -> list[LineView]:
        """Return the competencies that are asked for, in the order that is asked for.

        ``inside``: the blocks of the section, where one is asked.
        """
        wanted = plain(self.words).split()
        kept = [
            line
            for line in lines
            if all(word in plain(f"{line.label} {line.code} {line.statement}") for word in wanted)
            and self.framework in ("", str(line.framework))
            and (not self.section or any(tie.object_key in inside for tie in line.ties))
            and self._shows(line)
        ]
        return sorted(kept, key=ORDERS[self.order])

    def query(self, **changes: object) -> str:
        """Return the same wishes with changes, as the end of an address; '' for none."""
        told = {
            "q": self.words,
            "framework": self.framework,
            "section": self.section,
            "show": self.show,
            "order": self.order,
            "view": self.view,
            "page": self.page if self.page > 1 else "",
        } | changes
        kept = {name: value for name, value in told.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def _shows(self, line: LineView) -> bool:
        return {
            "promised": line.is_promised and not line.is_assessed,
            "unassessed": not line.is_assessed,
            "findings": bool(line.findings),
        }.get(self.show, True)


def asked(query: Mapping[str, str]) -> Wanted:
    """Read the form; what is none of its choices is no question."""
    page = query.get("page", "")
    return Wanted(
        words=query.get("q", "").strip()[:100],
        framework=query.get("framework", "")[:40],
        section=query.get("section", "")[:255],
        show=_one_of(query.get("show", ""), SHOWN),
        order=_one_of(query.get("order", ""), ORDERS),
        view=_one_of(query.get("view", ""), VIEWS),
        page=int(page) if page.isdecimal() and 0 < len(page) < 5 and int(page) else 1,
    )


def _one_of(said: str, known: Iterable[str]) -> str:
    return said if said in known else ""
