"""What do competencies hear? One file a kind of news.

``listen`` is called while a whole platform boots: it raises nothing.
"""

import logging
from importlib import import_module

log = logging.getLogger(__name__)

ROOMS = ("tags", "scores", "goals")


def listen() -> None:
    """Subscribe every room to the platform's ports, when the context is on. Idempotent.

    What is held of a learner is said in any case: a context that is off still holds it.
    """
    _join("leaving")
    try:
        from agir_platform import contexts  # noqa: PLC0415  read once the settings are whole

        if not contexts.is_on("competencies"):
            return
    except Exception:
        log.exception("Agir competencies hear nothing")
        return
    for room in ROOMS:
        _join(room)


def _join(room: str) -> None:
    """Let one room subscribe; what goes wrong there stays there."""
    try:
        import_module(f"{__name__}.{room}").listen()
    except Exception:
        log.exception("Agir competencies hear no %s", room)
