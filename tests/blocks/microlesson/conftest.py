"""The demo course with its deck, and somebody who reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from blocks.competency.conftest import Visitor, bring, french, visitor

__all__ = ["Reader", "french", "visitor"]

KIND = "agir-microlesson"
NAME = "deck-pieges"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in front of the deck; ``beside`` lets somebody else in."""

    visitor: Visitor
    beside: Callable[..., Reader]

    @property
    def block(self) -> Any:
        from opaque_keys.edx.keys import UsageKey

        from host.courseware.runtime import HostRuntime

        usage = UsageKey.from_string(self.visitor.usage(NAME, KIND))
        return HostRuntime(usage.context_key, self.visitor.user).block(usage)

    def see(self) -> str:
        return self.visitor.see(NAME, KIND)

    def post(self, handler: str, body: object, *, studio: bool = False) -> Any:
        text = body if isinstance(body, str) else json.dumps(body)
        room = "/studio" if studio else f"/courses/{self.visitor.course_key}"
        url = f"{room}/xblock/{self.visitor.usage(NAME, KIND)}/handler/{handler}"
        return self.visitor.client.post(url, text, content_type="application/json")

    def sync(self, *answers: dict[str, Any], seen: object = None) -> dict[str, Any]:
        answer = self.post("sync", {"seen": seen, "answers": list(answers)})
        assert answer.status_code == 200
        return dict(answer.json())

    def save(self, said: dict[str, Any]) -> Any:
        """Post the author's form as it stands, with what ``said`` changes."""
        block = self.block
        form = {
            "display_name": block.display_name, "cards": block.cards, "competencies": [],
            "minutes": str(block.minutes), "weight": str(block.weight), "scored": block.scored,
        }  # fmt: skip
        return self.post("save_settings", {**form, **said}, studio=True)


@pytest.fixture
def reader(french, visitor) -> Callable[..., Reader]:
    """Return a way to let somebody into the demo course."""
    course = bring(french.folder)

    def let_in(name: str = "awa", **fields: Any) -> Reader:
        return Reader(visitor(course, name, **fields), let_in)

    return let_in


@pytest.fixture
def author(reader) -> Reader:
    return reader("auteur", is_staff=True, is_superuser=True)
