"""What does certification hear, and what does it say it holds of a person?

``listen`` is called while a whole platform boots: it raises nothing.
"""

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)


def listen() -> None:
    """Subscribe what each room hears, when the context is on. Idempotent.

    What is held of a person is said in any case: a context that is off still holds it.
    """
    _safely(_say_what_is_held)


def _say_what_is_held() -> None:
    from agir_certification.api import leaving  # noqa: PLC0415  models load after the registry
    from agir_platform import retirement  # noqa: PLC0415

    retirement.register("certification", leaving.forget, leaving.export)


def _safely(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("Agir certification does not hear all")
