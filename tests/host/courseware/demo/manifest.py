"""What goes with a course? ``agir.json``: its frameworks, tags, badges, themes and notice."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

NAME = "agir.json"


@dataclass(frozen=True, slots=True)
class TagEntry:
    """Competencies (identifiers or codes) of one framework, put on one object."""

    object: str
    framework: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadgeEntry:
    """One badge: what it asks, and its words by language."""

    slug: str
    words: dict[str, tuple[str, str]]
    framework: str
    competencies: tuple[str, ...]
    threshold: Decimal
    minimum: Decimal
    level: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read; empty where a course has none."""

    frameworks: tuple[tuple[Path, str], ...] = ()
    tags: tuple[TagEntry, ...] = ()
    badges: tuple[BadgeEntry, ...] = field(default=())
    themes: dict[str, int] = field(default_factory=dict)
    notice: dict[str, Any] = field(default_factory=dict)


def read(folder: Path) -> Manifest:
    """Read the manifest of a course's folder."""
    path = folder / NAME
    if not path.is_file():
        return Manifest()
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Manifest(
        frameworks=tuple(
            ((folder / entry["file"]).resolve(), entry["format"])
            for entry in data.get("frameworks", ())
        ),
        tags=tuple(
            TagEntry(entry["object"], entry["framework"], tuple(entry["competencies"]))
            for entry in data.get("tags", ())
        ),
        badges=tuple(_badge(entry) for entry in data.get("badges", ())),
        themes=dict(data.get("themes", {})),
        notice=dict(data.get("notice", {})),
    )


def _badge(entry: dict[str, Any]) -> BadgeEntry:
    names, texts = entry["name"], entry.get("description", {})
    return BadgeEntry(
        slug=entry["slug"],
        words={language: (name, texts.get(language, "")) for language, name in names.items()},
        framework=entry["framework"],
        competencies=tuple(entry["competencies"]),
        threshold=Decimal(entry.get("threshold", "1")),
        minimum=Decimal(entry.get("minimum", "0")),
        level=int(entry.get("level", 2)),
    )
