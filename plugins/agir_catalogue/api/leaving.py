"""What does the catalogue hold of a person? Each room says it for itself.

Called while the context is off, too: it still holds what it held.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final
from uuid import UUID

__all__ = ["ROOMS", "export", "forget"]

ROOMS: Final = {
    "coproduction": "agir_catalogue.coproduction.leaving",
    "covenant": "agir_catalogue.covenant.people",
    "federation": "agir_catalogue.federation.incoming.disputes",
    "notices": "agir_catalogue.notices.leaving",
    "recognition": "agir_catalogue.recognition.leaving",
    "themes": "agir_catalogue.diversity.leaving",
}
"""Modules with ``forget(subject)`` and ``export(subject)``, by the name of what they hold."""


def forget(subject: UUID) -> None:
    """Forget a person in every room. Idempotent."""
    for module in ROOMS.values():
        import_module(module).forget(subject)


def export(subject: UUID) -> dict[str, Any]:
    """Return what each room holds of a person, in values that ``json`` can write."""
    return {name: import_module(module).export(subject) for name, module in ROOMS.items()}
