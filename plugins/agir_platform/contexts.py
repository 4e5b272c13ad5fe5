"""Which contexts are switched on at this site?

All apps of the wheel are always installed, so that migrations are whole. ``AGIR_CONTEXTS`` names
the contexts that act: a context left out has no address, no receiver, no job, no widget, and its
blocks say "not available here".
"""

from typing import Final

from django.conf import settings

CONTEXTS: Final = (
    "competencies",
    "badges",
    "catalogue",
    "sponsorship",
    "certification",
    "dashboard",
    "xblocks",
)


def is_on(name: str) -> bool:
    """Tell whether the context ``name`` acts here; ``AGIR_CONTEXTS`` absent or ``None`` is all."""
    chosen = getattr(settings, "AGIR_CONTEXTS", None)
    return name in (CONTEXTS if chosen is None else chosen)
