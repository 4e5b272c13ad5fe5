"""What does the catalogue hear, and what does it say it holds of a person?

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
    _safely(_hear_courses)
    _safely(_answer_for_the_covenant)
    _safely(_answer_for_themes)


def _say_what_is_held() -> None:
    from agir_catalogue.api import leaving  # noqa: PLC0415  models load after the registry
    from agir_platform import retirement  # noqa: PLC0415

    retirement.register("catalogue", leaving.forget, leaving.export)


def _hear_courses() -> None:
    from agir_platform import contexts  # noqa: PLC0415  read once the settings are whole
    from agir_platform.select import platform  # noqa: PLC0415

    if contexts.is_on("catalogue"):
        platform().subscriptions.on_publish(published)


def _answer_for_the_covenant() -> None:
    from agir_catalogue.api.covenant import Covenant  # noqa: PLC0415
    from agir_platform import contexts, covenants  # noqa: PLC0415

    if contexts.is_on("catalogue"):
        covenants.register(Covenant())


def _answer_for_themes() -> None:
    from agir_catalogue.api.themes import Themes  # noqa: PLC0415
    from agir_platform import contexts, themes  # noqa: PLC0415

    if contexts.is_on("catalogue"):
        themes.register(Themes())


def published(event: object) -> None:
    """Have the notice of a published course refreshed. Never raises."""
    _safely(lambda: _refresh_later(event))


def _refresh_later(event: object) -> None:
    from agir_catalogue import tasks  # noqa: PLC0415

    tasks.after_course(str(getattr(event, "course_key", "")))


def _safely(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("Agir catalogue does not hear all")
