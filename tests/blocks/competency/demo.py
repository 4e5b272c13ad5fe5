"""The demo courses as files: what tests and the smoke run know of them without a database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HOME = Path(__file__).resolve().parents[2] / "host" / "courses"
NAMES = ("inclusion-numerique", "digital-inclusion")
POINTED = {"chapter", "sequential", "vertical", "problem", "html", "video"}


@dataclass(frozen=True)
class Demo:
    """One course folder: blocks in reading order as (tag, url_name), and what lies beside."""

    folder: Path
    key: str
    blocks: tuple[tuple[str, str], ...]
    manifest: dict[str, Any]
    answers: dict[str, Any]

    def named(self, tag: str) -> list[str]:
        return [name for kind, name in self.blocks if kind == tag]

    def usage(self, name: str) -> str:
        kind = next(tag for tag, one in self.blocks if one == name)
        return f"{self.key.replace('course-v1', 'block-v1')}+type@{kind}+block@{name}"


def tree(path: Path) -> ElementTree.Element:
    return ElementTree.parse(path).getroot()


@cache
def demo(name: str) -> Demo:
    folder = HOME / name
    pointer = tree(folder / "course.xml")
    run = pointer.attrib["url_name"]
    found: list[tuple[str, str]] = []

    def walk(element: ElementTree.Element) -> None:
        for child in element:
            url_name = child.attrib["url_name"]
            found.append((child.tag, url_name))
            if child.tag in POINTED - {"problem", "html", "video"}:
                walk(tree(folder / child.tag / f"{url_name}.xml"))

    walk(tree(folder / "course" / f"{run}.xml"))
    key = f"course-v1:{pointer.attrib['org']}+{pointer.attrib['course']}+{run}"
    return Demo(
        folder,
        key,
        tuple(found),
        json.loads((folder / "agir.json").read_text(encoding="utf-8")),
        json.loads((folder / "answers.json").read_text(encoding="utf-8")),
    )
