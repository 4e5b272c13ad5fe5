"""Which choice of a problem is right, by the demo courses' own ``answers.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from browser.host_process import ROOT

COURSES = ROOT / "tests/host/courses"


@dataclass(frozen=True, slots=True)
class Choice:
    """A single-choice problem: its url_name, a right choice and a wrong one, as radio values."""

    url_name: str
    right: str
    wrong: str


def choice_of(usage_key: str) -> Choice | None:
    """Return the choices of a problem; ``None`` unless it is one plain single-choice question."""
    name = usage_key.rpartition("@")[2]
    answer = _answers().get(name)
    if answer is None or len(answer["right"]) != 1:
        return None
    (right,), (wrong,) = answer["right"].values(), answer["wrong"].values()
    radios = all(isinstance(one, str) and one.startswith("choice_") for one in (right, wrong))
    return Choice(name, right, wrong) if radios else None


@cache
def _answers() -> dict[str, Any]:
    """Return the answers of all demo courses by url_name."""
    found: dict[str, Any] = {}
    for path in sorted(COURSES.glob("*/answers.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found
