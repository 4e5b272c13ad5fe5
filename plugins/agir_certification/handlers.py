"""What does certification hear, and what does it say it holds of a person?

``listen`` is called while a whole platform boots: it raises nothing.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

log = logging.getLogger(__name__)
CERTIFICATES: Final = "openedx_events.learning.signals.CERTIFICATE_CREATED"


def listen() -> None:
    """Subscribe what each room hears, when the context is on. Idempotent.

    What is held of a person is said in any case: a context that is off still holds it.
    """
    _safely(_say_what_is_held)
    _safely(_say_what_is_sealed)
    _safely(_say_who_manages)
    _safely(_answer_for_registrations)
    _safely(_hear_certificates)


def _say_what_is_held() -> None:
    from agir_certification.api import leaving  # noqa: PLC0415  models load after the registry
    from agir_platform import retirement  # noqa: PLC0415

    retirement.register("certification", leaving.forget, leaving.export)


def _say_what_is_sealed() -> None:
    from agir_certification.accrochage import lines  # noqa: PLC0415  models load later
    from agir_certification.civil_status import sealed  # noqa: PLC0415
    from agir_platform import vault  # noqa: PLC0415

    vault.hold("agir_certification_civil_status", sealed.move)
    vault.hold("agir_certification_batch_line", lines.move)


def _say_who_manages() -> None:
    from agir_certification import permissions as table  # noqa: PLC0415  its rows are declared
    from agir_certification.api import managers  # noqa: PLC0415  models load after the registry
    from agir_platform import contexts, permissions  # noqa: PLC0415

    log.debug("%s says who may do what", table.__name__)
    if contexts.is_on("certification"):
        permissions.hold(permissions.Role.CERTIFICATION_MANAGER, managers.holds)


def _answer_for_registrations() -> None:
    from agir_certification.api.offers import Offers  # noqa: PLC0415
    from agir_certification.api.registrations import Facts  # noqa: PLC0415
    from agir_platform import contexts, registrations  # noqa: PLC0415

    if contexts.is_on("certification"):
        registrations.register(Facts(), Offers())


def _hear_certificates() -> None:
    from agir_platform import contexts, hearing  # noqa: PLC0415  read once settings are whole

    if contexts.is_on("certification"):
        hearing.connect_if_there(CERTIFICATES, _certificate, certificate_created)


def _certificate(carried: Mapping[str, Any]) -> tuple[int, str]:
    told = carried["certificate"]
    return int(told.user.id), str(told.course.course_key)


def certificate_created(told: tuple[int, str]) -> None:
    """Let a certificate of the platform propose a passage; its twin is ``agir_refresh_duties``."""
    from agir_certification.api import certificates  # noqa: PLC0415  models load later

    certificates.on_certificate(*told)


def _safely(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("Agir certification does not hear all")
