"""What was done last to a framework that is written here, so that it can be taken back?

One step, kept in the person's own session: what is undone is a change like another.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest

KEY: Final = "agir_framework_undo"


@dataclass(frozen=True, slots=True)
class Step:
    """The opposite of what was done: ``act`` is retire, revive or reword."""

    act: str
    items: tuple[str, ...]
    statement: str = ""
    code: str = ""


def remember(request: HttpRequest, framework: UUID, step: Step) -> None:
    """Offer to take a change back."""
    request.session[KEY] = {"framework": str(framework), **asdict(step)}


def offered(request: HttpRequest, framework: UUID) -> Step | None:
    """Return what would take the last change back, if it was to this framework."""
    kept = request.session.get(KEY) or {}
    if kept.get("framework") != str(framework):
        return None
    return Step(kept["act"], tuple(kept["items"]), kept["statement"], kept["code"])


def forget(request: HttpRequest) -> None:
    """Offer nothing any more."""
    request.session.pop(KEY, None)
