"""What does sponsorship hear, and what does it say it holds of a person?

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
    _safely(_keep_guards)


def _say_what_is_held() -> None:
    from agir_platform import retirement  # noqa: PLC0415
    from agir_sponsorship.api import leaving  # noqa: PLC0415  models load after the registry

    retirement.register("sponsorship", leaving.forget, leaving.export)


def _keep_guards() -> None:
    """A migration that rebuilds a table loses its triggers: they are made anew after each."""
    from django.apps import apps  # noqa: PLC0415
    from django.db.models.signals import post_migrate  # noqa: PLC0415

    post_migrate.connect(
        _guard,
        sender=apps.get_app_config("agir_sponsorship"),
        dispatch_uid="agir_sponsorship.guards",
    )


def _guard(using: str, **_: object) -> None:
    from agir_sponsorship.ledger import guards  # noqa: PLC0415

    _safely(lambda: guards.install(using))


def _safely(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("Agir sponsorship does not hear all")
