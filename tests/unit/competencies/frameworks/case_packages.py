"""CASE packages for tests, small and made up."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

DOCUMENT = UUID(int=0xD0C)


def document(**more: Any) -> dict[str, Any]:
    """Return a CFDocument."""
    return {"identifier": str(DOCUMENT), "title": "Un référentiel", "language": "fr"} | more


def item(number: int, statement: str = "", **more: Any) -> dict[str, Any]:
    """Return a CFItem whose identifier is ``number``."""
    identifier = str(UUID(int=number))
    return {"identifier": identifier, "fullStatement": statement or f"Savoir {number}",
            "uri": f"https://example.org/{number}"} | more  # fmt: skip


def node(number: int) -> dict[str, Any]:
    """Return a link to an item or to the document (0)."""
    return {"identifier": str(UUID(int=number) if number else DOCUMENT), "title": "", "uri": ""}


def edge(origin: int, destination: int, kind: str = "isChildOf", **more: Any) -> dict[str, Any]:
    """Return a CFAssociation; 0 is the document."""
    return {"associationType": kind, "originNodeURI": node(origin),
            "destinationNodeURI": node(destination)} | more  # fmt: skip


def package(items: list[Any], edges: list[Any] = (), **more: Any) -> bytes:  # type: ignore[assignment]
    """Return the bytes of a package."""
    whole = {"CFDocument": document(), "CFItems": items, "CFAssociations": list(edges)} | more
    return json.dumps(whole).encode()


@st.composite
def trees(draw: st.DrawFn, most: int = 15) -> tuple[list[dict], list[dict]]:
    """Return the items and edges of some framework, with and without sequence numbers."""
    size = draw(st.integers(1, most))
    words = st.sampled_from(
        ["Lire", "lire", "Écrire", "ecrire", "Compter; vite", "A > B", "x" * 900]
    )
    items = [item(n, draw(words), humanCodingScheme=draw(st.sampled_from(["", "A", "B"])))
             for n in range(1, size + 1)]  # fmt: skip
    edges = []
    for n in range(1, size + 1):
        sequence = draw(st.sampled_from([{}, {"sequenceNumber": None}, {"sequenceNumber": n % 3}]))
        parent = draw(st.integers(0, n - 1))
        if parent or draw(st.booleans()):
            edges.append(edge(n, parent, **sequence))
        if n > 2 and draw(st.booleans()):
            edges.append(edge(n, draw(st.integers(1, n - 1)), "isRelatedTo"))
            edges.append(edge(n, draw(st.integers(1, n - 1)), "precedes"))
    return items, edges
