"""What is one answer of the self-check, and how is a question asked without stopping the others?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from agir_platform import contract
from agir_platform.rehearsals import NothingToPlay


@dataclass(frozen=True, slots=True)
class Answer:
    """``holds``: ``None`` where there was nothing to try; ``why`` is '' where it holds."""

    name: str
    holds: bool | None
    why: str = ""


def ask(name: str, question: Callable[[], Any]) -> Answer:
    """Ask; a crash is an answer too."""
    try:
        question()
    except contract.NothingToTry as missing:
        return Answer(name, None, str(missing))
    except NothingToPlay as missing:
        return Answer(name, None, str(missing.facts.get("what", "")))
    except contract.ContractBroken as broken:
        return Answer(name, False, str(broken))
    except Exception as error:  # noqa: BLE001  a check that crashes is a check that fails
        return Answer(name, False, f"{type(error).__name__}: {error}")
    return Answer(name, True)


def together(name: str, parts: Sequence[Answer]) -> Answer:
    """Return one answer for several: broken where one is, untried where all are."""
    broken = [f"{one.name}: {one.why}" for one in parts if one.holds is False]
    if broken:
        return Answer(name, False, "; ".join(broken))
    if all(one.holds is None for one in parts):
        return Answer(name, None, ", ".join(dict.fromkeys(one.why for one in parts)))
    return Answer(name, True)
