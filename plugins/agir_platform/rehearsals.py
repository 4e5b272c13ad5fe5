"""What does each context play through, with a throw-away learner, when a site checks itself?

A context names a function by its dotted path, so that starting a site loads nothing. It gets the
learner's user id and what the contexts before it found (``{"competency": UUID}``), writes as it
would for a real learner, and raises where something is not as it should be. All of it happens in
one transaction that is rolled back: nothing waits for a commit, and nothing outside the database
may be touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

from agir_kernel.errors import DomainError

Play = Callable[[int, dict[str, Any]], None]

_plays: dict[str, str] = {}


class NothingToPlay(DomainError):
    """The site has not what this play needs; ``what`` says so in a few English words."""

    code = "nothing_to_play"


def register(context: str, path: str) -> None:
    """Say which function plays for ``context``; saying it again replaces."""
    _plays[context] = path


def plays(order: tuple[str, ...]) -> list[tuple[str, Play]]:
    """Return the plays in the order of their contexts."""
    return [(name, import_string(_plays[name])) for name in order if name in _plays]
