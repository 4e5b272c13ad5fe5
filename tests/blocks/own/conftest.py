"""A course of one unit that holds what is the learner's own: goals, words, badges."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from blocks.competency.conftest import Visitor, bring, frameworks, link, make_badge, visitor
from blocks.competency.demo import Demo, demo

__all__ = ["visitor"]
PROBLEMS = ("premier-pas-marta", "questions-utiles", "qui-tient-la-souris", "faire-a-la-place")
GOALS, WORDS, BADGES = "agir-goals", "agir-self-assessment", "agir-badges"
NAMES = {GOALS: "pourquoi", WORDS: "paroles", BADGES: "mur"}


@dataclass(frozen=True, slots=True)
class Own:
    """The course, its competencies by code, and how a handler of its blocks is asked."""

    course: Any
    known: dict[str, Any]
    french: Demo

    def see(self, visit: Visitor, kind: str) -> str:
        return visit.see(NAMES[kind], kind)

    def ask(self, visit: Visitor, kind: str, handler: str, body: object) -> Any:
        text = body if isinstance(body, str) else json.dumps(body)
        url = visit._handler(NAMES[kind], kind, handler)
        return visit.client.post(url, text, content_type="application/json")

    def author(self, visit: Visitor, kind: str, handler: str, body: object) -> Any:
        url = f"/studio/xblock/{visit.usage(NAMES[kind], kind)}/handler/{handler}"
        return visit.client.post(url, json.dumps(body), content_type="application/json")

    def block(self, visit: Visitor, kind: str) -> Any:
        from opaque_keys.edx.keys import UsageKey

        from host.courseware.runtime import HostRuntime

        usage = UsageKey.from_string(visit.usage(NAMES[kind], kind))
        return HostRuntime(usage.context_key, visit.user).block(usage)

    def show(self, visit: Visitor, code: str) -> None:
        """Answer both problems of a competency rightly: 2.9 / 3.9 = 0.744, demonstrated."""
        for name in {"2.1": PROBLEMS[:2], "2.2": PROBLEMS[2:]}[code]:
            visit.submit(name, self.french.answers[name]["right"])

    def badge(self) -> Any:
        local = self.french.manifest["badges"][0]["framework"]
        known = {(local, code): view for code, view in self.known.items()}
        return make_badge(self.french.manifest["badges"][0], known)


@pytest.fixture
def own(tmp_path: Path, visitor: Callable[..., Visitor]) -> Own:
    """Write and import the course, with its tags."""
    french = demo("inclusion-numerique")
    local = french.manifest["badges"][0]["framework"]
    known = {code: view for (name, code), view in frameworks(french).items() if name == local}
    picked = [{"identifier": str(known[code].identifier)} for code in ("2.1", "2.2")]
    pages = {
        "course.xml": '<course url_name="2026" org="Agir" course="OWN"/>',
        "course/2026.xml": '<course display_name="Own"><chapter url_name="c"/></course>',
        "chapter/c.xml": '<chapter display_name="C"><sequential url_name="s"/></chapter>',
        "sequential/s.xml": '<sequential display_name="S"><vertical url_name="u"/></sequential>',
        "vertical/u.xml": f'<vertical display_name="U"><{GOALS} url_name="{NAMES[GOALS]}"/>'
        f"<{WORDS} url_name=\"{NAMES[WORDS]}\" competencies='{json.dumps(picked)}'/>"
        f'<{BADGES} url_name="{NAMES[BADGES]}"/>'
        + "".join(f'<problem url_name="{name}"/>' for name in PROBLEMS)
        + "</vertical>",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "problem").mkdir()
    for name in PROBLEMS:
        shutil.copy(french.folder / f"problem/{name}.xml", tmp_path / "problem")
    course = bring(tmp_path)
    prefix = course.key.replace("course-v1", "block-v1")
    for number, name in enumerate(PROBLEMS):
        link(f"{prefix}+type@problem+block@{name}", [known["2.1" if number < 2 else "2.2"]])
    return Own(course, known, french)


def looking_as(own: Own, visit: Visitor, staff: Visitor, kind: str) -> Any:
    """Return the block as a member of the team sees it who looks as this learner."""
    visit.user.real_user = staff.user
    return own.block(visit, kind)
