"""Which choice of a problem is right, read from the demo course's own OLX."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from browser.host_process import ROOT

COURSES = ROOT / "tests/host/courses"


@dataclass(frozen=True, slots=True)
class Choice:
    """A single-choice problem: its url_name, a right choice and a wrong one, by position."""

    url_name: str
    right: int
    wrong: int


def choice_of(usage_key: str) -> Choice | None:
    """Return the choices of a problem; ``None`` unless it is one plain single-choice question."""
    name = usage_key.rpartition("@")[2]
    problem = _problem(name)
    if problem is None:
        return None
    groups = problem.findall(".//multiplechoiceresponse/choicegroup")
    others = [one for one in problem.iter() if str(one.tag).endswith("response")]
    if len(groups) != 1 or len(others) != 1 or groups[0].get("shuffle") == "true":
        return None
    marks = [one.get("correct") == "true" for one in groups[0].findall("choice")]
    return Choice(name, marks.index(True), marks.index(False))


def _problem(name: str) -> etree._Element | None:
    for path in sorted(COURSES.rglob("*.xml")):
        root = _parsed(path)
        if root is None:
            continue
        for problem in root.iter("problem"):
            if problem.get("url_name", path.stem) == name and len(problem):
                return problem
    return None


def _parsed(path: Path) -> etree._Element | None:
    try:
        return etree.parse(path).getroot()
    except etree.XMLSyntaxError:
        return None
