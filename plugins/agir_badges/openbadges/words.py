"""Does a signed document say to a reader of its JSON what its signature covers?

A proof ``eddsa-rdfc-2022`` signs statements, not letters, and the same statements can be written
in many ways. Whoever holds an expired or a revoked badge could move its ``validUntil`` or its
``credentialStatus`` to where the checks of dates and status do not look: under the whole address
of the word, in ``@nest``, in ``@included``, in another object of the same ``id``. Each is refused;
no issuer writes so. What JSON-LD would drop, ``canonical`` refuses. A token signs its letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from agir_kernel.errors import DomainError

_BARE: Final = frozenset({"id", "type"})


class ReadsTwoWays(DomainError):
    """A document in which programs and people would read different things; ``where`` it is."""

    code: ClassVar[str] = "reads_two_ways"


def check(document: dict[str, Any]) -> None:
    """Raise ``ReadsTwoWays`` for a document, sealed by a proof, that hides a word."""
    inner = list(_objects(_bare(document)))
    for one in inner:
        for name in one:
            if ":" in name or (name.startswith("@") and name != "@context"):
                raise ReadsTwoWays("a word by another name", where=name[:200])
    own = [document, *_entries(document)]
    for relied in own:
        if "id" in relied and any(_is_twin(one, relied) for one in inner):
            raise ReadsTwoWays("one thing in two places", where="id")


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    return {name: held for name, held in one.items() if name != "proof"}


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a document."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _entries(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = document.get("credentialStatus", [])
    entries = found if isinstance(found, list) else [found]
    return [one for one in entries if isinstance(one, dict)]


def _is_twin(one: dict[str, Any], relied: dict[str, Any]) -> bool:
    """Tell whether ``one`` says more of what ``relied`` is, from another place."""
    if one.get("id") != relied["id"] or not set(one) - _BARE:
        return False
    mine = _bare(relied)
    return one is not relied and one != mine
