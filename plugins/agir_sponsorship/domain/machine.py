"""How does something move from state to state? By named acts that a table holds, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from agir_kernel.errors import DomainError


class TransitionRefused(DomainError):
    """The act does not start from this state. Facts: ``act`` and ``state``."""

    code: ClassVar[str] = "transition_refused"


def moved(table: Mapping[str, Mapping[str, str]], state: str, act: str) -> str:
    """Return the state that ``act`` leads to; ``table`` is acts by states by next states."""
    after = table.get(act, {}).get(state)
    if after is None:
        raise TransitionRefused(act=act, state=state)
    return after
