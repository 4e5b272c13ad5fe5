"""At which addresses do the documents of badges lie? They never move: signatures name them."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote
from uuid import UUID

from agir_platform import addresses

ROOT: Final = "/agir/badges"


def page(credential: UUID) -> str:
    """Return the address of the page that a learner shares."""
    return addresses.absolute(f"{ROOT}/c/{credential}/")


def document(credential: UUID) -> str:
    """Return the address of a signed document, which is its ``id``."""
    return addresses.absolute(f"{ROOT}/c/{credential}.json")


def achievement(name: UUID, version: int) -> str:
    """Return the address, and ``id``, of what one version of a badge or skill asks."""
    return addresses.absolute(f"{ROOT}/achievements/{name}/{version}.json")


def status_list(name: UUID) -> str:
    """Return the address of one published status list."""
    return addresses.absolute(f"{ROOT}/status/{name}.json")


def skill_image(competency: UUID) -> str:
    """Return the path of the image of a skill."""
    return f"{ROOT}/skills/{competency}.svg"


def verification(credential: UUID) -> str:
    """Return the address of the page that checks this document for a stranger."""
    return addresses.absolute(f"{ROOT}/verify/?link={quote(document(credential), safe='')}")
