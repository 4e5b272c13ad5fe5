"""What is known of registrations for certification? Asked by contexts that never import it.

Certification registers who answers. Whoever pays for a registration asks here whether it still
stands: while nobody answers, nothing is known, and what was paid is neither confirmed nor released.
"""

import logging
from collections.abc import Iterable

from agir_platform.ports import (
    CertificationOffer,
    CourseCertifications,
    RegistrationFacts,
    Registrations,
)

log = logging.getLogger(__name__)

_registrations: list[Registrations] = []
_certifications: list[CourseCertifications] = []


def register(registrations: Registrations, certifications: CourseCertifications) -> None:
    """Let these answer from now on, in the place of who did."""
    _registrations[:] = [registrations]
    _certifications[:] = [certifications]


def withdraw() -> None:
    """Let nobody answer. Idempotent."""
    _registrations.clear()
    _certifications.clear()


def facts(registrations: Iterable[str]) -> dict[str, RegistrationFacts] | None:
    """Return what is known, by registration; ``None`` while nobody can tell."""
    if not _registrations:
        return None
    return _registrations[0].facts(registrations)


def offers(course_key: str) -> tuple[CertificationOffer, ...]:
    """Return the certifications that can be registered for through a course; never raises."""
    if not _certifications:
        return ()
    try:
        return _certifications[0].offers(course_key)
    except Exception:
        log.exception("The certifications of %s could not be read", course_key)
        return ()
