"""Which tables hold sealed texts, and how do they move to a new key?"""

from __future__ import annotations

from collections.abc import Callable

Move = Callable[[], tuple[int, int]]

_holders: dict[str, Move] = {}


def hold(name: str, move: Move) -> None:
    """Say that ``name`` (a table) holds sealed texts; saying it again replaces.

    ``move()`` seals each of them with the first key, a row at a time so that it may be killed and
    begun again, and returns how many it sealed anew and how many did not open.
    """
    _holders[name] = move


def move_all() -> dict[str, tuple[int, int]]:
    """Seal everything with the first key; return (sealed anew, not opened) by table."""
    return {name: move() for name, move in sorted(_holders.items())}
