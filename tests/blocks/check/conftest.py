"""The demo course with its positioning test, and somebody who takes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from blocks.competency.conftest import Visitor, bring, frameworks, french, link, visitor

__all__ = ["Taker", "french", "visitor"]

KIND = "agir-check"
NAME = "reperes-depart"


@dataclass(frozen=True, slots=True)
class Taker:
    """A learner in front of the test: sees it, answers it, and knows its bank.

    ``beside`` lets somebody else in; ``known`` are competencies by (framework, code).
    """

    visitor: Visitor
    beside: Callable[..., Taker]
    known: dict[tuple[str, str], Any]
    name: str = NAME

    @property
    def block(self) -> Any:
        from opaque_keys.edx.keys import UsageKey

        from host.courseware.runtime import HostRuntime

        usage = UsageKey.from_string(self.visitor.usage(self.name, KIND))
        return HostRuntime(usage.context_key, self.visitor.user).block(usage)

    def see(self) -> str:
        return self.visitor.see(self.name, KIND)

    def post(self, handler: str, body: object, *, studio: bool = False) -> Any:
        text = body if isinstance(body, str) else json.dumps(body)
        usage = self.visitor.usage(self.name, KIND)
        room = "/studio" if studio else f"/courses/{self.visitor.course_key}"
        return self.visitor.client.post(
            f"{room}/xblock/{usage}/handler/{handler}", text, content_type="application/json"
        )

    def save(self, said: dict[str, Any]) -> Any:
        """Post the author's form as it stands, with what ``said`` changes."""
        block = self.block
        form = {
            "display_name": block.display_name, "intro": block.intro, "items": block.items,
            "most_asked": str(block.most_asked), "retake_days": str(block.retake_days),
            "weight": str(block.weight), "scored": block.scored,
            "competencies": [one["identifier"] for one in block.competencies],
        }  # fmt: skip
        return self.post("save_settings", {**form, **said}, studio=True)

    def link(self, name: str, kind: str, code: str) -> None:
        """Tag a block of the course with a competency of the local framework."""
        found = next(view for (_, one), view in self.known.items() if one == code)
        link(self.visitor.usage(name, kind), [found])

    def asked(self, html: str) -> tuple[int, str] | None:
        """Return sitting and name of the question on a page."""
        found = re.search(r'data-sitting="(\d+)" data-item="([^"]+)"', html)
        return (int(found[1]), found[2]) if found else None

    def answer(self, html: str, *, right: bool) -> Any:
        """Answer the question on a page, rightly or not."""
        asked = self.asked(html)
        assert asked is not None
        question = next(one.question for one in self.block._items() if one.name == asked[1])
        wrong = [place for place in range(len(question.choices)) if place not in question.right]
        picked = sorted(question.right) if right else wrong[:1]
        return self.post("answer", {"sitting": asked[0], "item": asked[1], "choices": picked})

    def walk(self, can: Callable[[str], bool]) -> tuple[list[str], str]:
        """Take the test to its end; return the questions' names and the last page."""
        html, names = self.post("begin", {}).json()["html"], []
        while (asked := self.asked(html)) is not None:
            names.append(asked[1])
            html = self.answer(html, right=can(asked[1])).json()["html"]
        return names, html


@pytest.fixture
def taker(french, visitor) -> Callable[..., Taker]:
    """Return a way to let somebody into the demo course, whose frameworks are there."""
    known = frameworks(french)
    course = bring(french.folder)

    def let_in(name: str = "awa", **fields: Any) -> Taker:
        return Taker(visitor(course, name, **fields), let_in, known)

    return let_in
