"""What does a folder of OLX hold? Read whole, before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from lxml import etree

from agir_kernel.errors import DomainError

LEVELS = {"course": "course", "chapter": "section", "sequential": "subsection", "vertical": "unit"}
CONTAINERS = frozenset({*LEVELS, "library_content"})
POINTED = frozenset({*LEVELS, "problem", "html", "video"})


class OlxUnreadable(DomainError):
    """A file of the course is missing or is not XML; the course is not imported."""

    code: ClassVar[str] = "olx_unreadable"


@dataclass(slots=True)
class Node:
    """One block of OLX: its tag, name, settings (policy applied), children or own XML."""

    tag: str
    name: str
    settings: dict[str, str]
    children: list[Node] = field(default_factory=list)
    element: Any = None

    @property
    def level(self) -> str:
        """Return the level word of ``ports.Block``."""
        return LEVELS.get(self.tag, "leaf")

    @property
    def title(self) -> str:
        """Return the display name, else the name."""
        return (self.settings.get("display_name") or self.name)[:255]

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class OlxCourse:
    """A course as read: its root, names, grading policy and texts."""

    root: Node
    org: str
    course: str
    run: str
    grading: dict[str, Any]
    intro: str
    folder: Path


def read_course(folder: Path) -> OlxCourse:
    """Read the folder; raise ``OlxUnreadable`` naming the file at fault."""
    pointer = _xml(folder / "course.xml")
    run = pointer.get("url_name") or "course"
    policy = _json(folder / f"policies/{run}/policy.json") or _json(folder / f"policies/{run}.json")
    root = _Reader(folder, policy).read(pointer)
    grading = _json(folder / f"policies/{run}/grading_policy.json")
    return OlxCourse(
        root=root,
        org=pointer.get("org") or "Org",
        course=pointer.get("course") or "Course",
        run=run,
        grading=grading or _json(folder / "grading_policy.json"),
        intro=_text(folder / "about/short_description.html"),
        folder=folder.resolve(),
    )


class _Reader:
    """Follows pointers (``<problem url_name="x"/>`` is ``problem/x.xml``) and applies policy."""

    def __init__(self, folder: Path, policy: dict[str, Any]) -> None:
        self.folder, self.policy = folder, policy
        self.unnamed = 0

    def read(self, element: Any) -> Node:
        tag, name = element.tag, element.get("url_name") or ""
        if _is_pointer(element) and self._is_file(tag, name):
            element = _xml(self._file(tag, name))
        settings = {str(key): str(value) for key, value in element.attrib.items()}
        for key in ("url_name", "org", "course"):
            settings.pop(key, None)
        settings |= {k: _written(v) for k, v in self.policy.get(f"{tag}/{name}", {}).items()}
        node = Node(tag, name or self._new_name(tag), settings)
        if tag in CONTAINERS:
            node.children = [self.read(child) for child in element if isinstance(child.tag, str)]
            node.children = [child for child in node.children if child.tag != "wiki"]
        else:
            node.element = self._own(tag, element)
        return node

    def _file(self, tag: str, name: str) -> Path:
        return self.folder / tag / f"{name.replace(':', '/')}.xml"

    def _is_file(self, tag: str, name: str) -> bool:
        """Tell a pointer from a block without settings: only other blocks may stand so inline."""
        return tag in POINTED or self._file(tag, name).is_file()

    def _own(self, tag: str, element: Any) -> Any:
        """Return the leaf's XML; the text of an ``html`` may lie in a file of its own."""
        filename = element.get("filename")
        path = self.folder / tag / f"{(filename or '').replace(':', '/')}.html"
        if tag == "html" and filename and path.is_file():
            element.attrib.pop("filename")
            element.text = etree.CDATA(path.read_text(encoding="utf-8"))
        return element

    def _new_name(self, tag: str) -> str:
        self.unnamed += 1
        return f"{tag}_{self.unnamed}"


def _is_pointer(element: Any) -> bool:
    allowed = {"url_name", "org", "course"} if element.tag == "course" else {"url_name"}
    bare = len(element) == 0 and not (element.text or "").strip()
    return bare and element.get("url_name") is not None and set(element.attrib) <= allowed


def _xml(path: Path) -> Any:
    parser = etree.XMLParser(remove_comments=True, resolve_entities=False, no_network=True)
    try:
        return etree.parse(str(path), parser).getroot()
    except (OSError, etree.XMLSyntaxError) as problem:
        raise OlxUnreadable(file=str(path), problem=str(problem)) from problem


def _json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(_text(path) or "{}"))
    except ValueError as problem:
        raise OlxUnreadable(file=str(path), problem=str(problem)) from problem


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
