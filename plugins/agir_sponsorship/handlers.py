"""What does sponsorship hear, and what does it say it holds of a person?

``listen`` is called while a whole platform boots: it raises nothing.
"""

import logging
from collections.abc import Callable
from uuid import UUID

from agir_events.data import RegistrationData

log = logging.getLogger(__name__)


def listen() -> None:
    """Subscribe what each room hears, when the context is on. Idempotent.

    What is held of a person is said in any case: a context that is off still holds it.
    """
    _safely(_say_what_is_held)
    _safely(_keep_guards)
    _safely(_say_who_sponsors)
    _safely(_hear_registrations)
    _safely(_thank_sponsors)


def _say_what_is_held() -> None:
    from agir_platform import retirement  # noqa: PLC0415
    from agir_sponsorship.api import leaving  # noqa: PLC0415  models load after the registry

    retirement.register("sponsorship", leaving.forget, leaving.export)


def _say_who_sponsors() -> None:
    from agir_platform import permissions  # noqa: PLC0415
    from agir_sponsorship.api import organisations, solidarity  # noqa: PLC0415

    permissions.hold(permissions.Role.SPONSOR, organisations.is_sponsor)
    solidarity.sponsors_are(organisations.is_sponsor)


def _keep_guards() -> None:
    """Make the triggers anew after migrations: one that rebuilds a table loses its own."""
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


def _hear_registrations() -> None:
    from agir_events.signals import REGISTRATION_CHANGED  # noqa: PLC0415
    from agir_platform import contexts  # noqa: PLC0415  read once the settings are whole

    if contexts.is_on("sponsorship"):
        REGISTRATION_CHANGED.connect(
            on_registration, dispatch_uid="agir_sponsorship.registration", weak=False
        )


def _thank_sponsors() -> None:
    from agir_platform import contexts, sponsors  # noqa: PLC0415  read once the settings are whole
    from agir_sponsorship.api.acknowledgements import Sponsors  # noqa: PLC0415

    if contexts.is_on("sponsorship"):
        sponsors.register(Sponsors())


def on_registration(registration: RegistrationData, **_: object) -> None:
    """Let seats follow a registration. Never raises: ``agir_reconcile_seats`` finds the rest."""
    from agir_sponsorship.api import seats  # noqa: PLC0415  models load after the registry

    _safely(lambda: seats.hear(UUID(registration.registration), registration.state))


def _safely(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        log.exception("Agir sponsorship does not hear all")
