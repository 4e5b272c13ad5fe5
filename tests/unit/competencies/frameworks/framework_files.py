"""Frameworks as files of other makers' formats, written by the tests' own hand. Made-up words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

SKILL = "http://data.europa.eu/esco/skill/"
GREEN = "http://data.europa.eu/esco/concept-scheme/green"
ESCO_HEADERS = {
    "skills": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,"
    "status,modifiedDate,scopeNote,definition,inScheme,description",
    "skillGroups": "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,scopeNote,inScheme,description,code",
    "broaderRelationsSkillPillar": "conceptType,conceptUri,broaderType,broaderUri",
    "skillsHierarchy": "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,"
    "Level 2 URI,Level 2 preferred term,Level 3 URI,Level 3 preferred term",
    "skillSkillRelations": "originalSkillUri,originalSkillType,relationType,relatedSkillType,"
    "relatedSkillUri",
    "greenSkillsCollection": "conceptType,conceptUri,preferredLabel,status",
}
MOODLE_HEADER = ("Parent ID number,ID number,Short name,Description,Description format,"
                 "Scale values,Scale configuration,Rule type (optional),Rule outcome (optional),"
                 "Rule config (optional),Cross-referenced competency ID numbers,"
                 "Exported ID (optional),Is framework,Taxonomy")  # fmt: skip


@dataclass(frozen=True)
class Node:
    """One competency of a made-up framework; ``parent`` is the number of an earlier one."""

    number: int
    parent: int | None
    label: str
    text: str = ""
    related: tuple[int, ...] = field(default=())

    @property
    def uri(self) -> str:
        """Return its address in ESCO."""
        return f"{SKILL}{self.number}"

    @property
    def uuid(self) -> UUID:
        """Return its identifier elsewhere."""
        return UUID(int=self.number)


WORDS = st.sampled_from(
    ["Lire", "lire", 'Dire "oui"', "Écrire, compter", "a;b\tc", "=SOMME(A1)", "'=x", "-1",
     "漢字 😀", "Deux\nlignes", "x" * 600]
)  # fmt: skip
TEXTS = st.one_of(st.just(""), WORDS, st.text(st.characters(exclude_categories=["C"]), max_size=20))


@st.composite
def forests(draw: st.DrawFn, most: int = 10) -> list[Node]:
    """Return some framework, parents before children."""
    nodes = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        parent = draw(st.integers(0, number - 1)) or None
        related = draw(st.frozensets(st.integers(1, number), max_size=2)) - {number}
        text = draw(TEXTS).strip()
        nodes.append(Node(number, parent, draw(WORDS), text, tuple(sorted(related))))
    return nodes


def table(header: str, rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    """Return a CSV file."""
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return sink.getvalue()


def skill(node: Node, status: str = "released", schemes: str = "", **more: str) -> list[str]:
    """Return the row of a skill; an empty text says nothing more than the label."""
    return ["KnowledgeSkillCompetence", node.uri, more.get("kind", "knowledge"), "cross-sector",
            node.label, "", "", status, more.get("modified", "2024-05-15T10:00:00.5Z"), "", "",
            f"http://data.europa.eu/esco/concept-scheme/skills{schemes}", node.text]  # fmt: skip


def group(number: int, label: str, code: str) -> list[str]:
    """Return the row of a group of skills."""
    return ["SkillGroup", f"{SKILL}group/{number}", label, "", "", "released", "", "", "", "", code]


def broader(child: str, parent: str) -> list[str]:
    """Return what hangs from what."""
    return ["", child, "", parent]


def esco(folder: Path, language: str = "en", **rows: list[list[str]]) -> Path:
    """Write a set of ESCO of one language; the files that are needed may be empty."""
    folder.mkdir(exist_ok=True)
    needed = {"skills": [], "skillGroups": [], "broaderRelationsSkillPillar": []}
    for stem, lines in (needed | rows).items():
        path = folder / f"{stem}_{language}.csv"
        path.write_text(table(ESCO_HEADERS[stem], lines), encoding="utf-8-sig", newline="")
    return folder


def moodle(nodes: Sequence[Node], delimiter: str = ",", title: str = "Un référentiel") -> str:
    """Return a Moodle framework whose ID numbers are words."""
    rows: list[list[str]] = [["", "REF", title, "", "1", "Non,Oui", "[]", "", "", "", "", "", "1",
                              "domain,competency"]]  # fmt: skip
    for node in nodes:
        related = ",".join(f"C%2C{number}" for number in node.related)
        rows.append([f"C,{node.parent}" if node.parent else "", f"C,{node.number}", node.label,
                     node.text, "2", "", "", "", "", "null", related, str(node.number), "",
                     ""])  # fmt: skip
    return table(MOODLE_HEADER, rows, delimiter)


def tags_csv(nodes: Sequence[Node]) -> str:
    """Return a list of tags whose ids are UUIDs."""
    return table("id,value,parent_id", [
        [str(node.uuid), node.label, str(UUID(int=node.parent)) if node.parent else ""]
        for node in nodes
    ])  # fmt: skip


def tags_json(nodes: Sequence[Node], name: str = "Mes tags") -> str:
    """Return the same as JSON."""
    tags = [{"id": str(node.uuid), "value": node.label}
            | ({"parent_id": str(UUID(int=node.parent))} if node.parent else {})
            for node in nodes]  # fmt: skip
    return json.dumps({"name": name, "description": "", "tags": tags}, ensure_ascii=False)
