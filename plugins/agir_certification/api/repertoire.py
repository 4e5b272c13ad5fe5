"""Certifications of the RNCP and the RS: kept, checked, linked to courses and competencies.

Who may: none of these functions asks; pages and REST views do (``api.managers.ensure``).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from agir_certification.domain.hours import paris_day
from agir_certification.domain.passage import Role
from agir_certification.domain.repertoire import (
    BlocUnknown,
    CertificationThere,
    CertificationUnknown,
    CodeMalformed,
    Habilitation,
    Hindrance,
    MayNotDeposit,
)
from agir_certification.repertoire import blocs, keeping, sheets
from agir_certification.repertoire.blocs import BlocCoverage
from agir_certification.repertoire.keeping import BlocView, CertificationView, Identifiers
from agir_certification.repertoire.sheets import SheetsUnreadable
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "BlocCoverage", "BlocUnknown", "BlocView", "CertificationThere", "CertificationUnknown",
    "CertificationView", "CodeMalformed", "Habilitation", "Hindrance", "Identifiers",
    "MayNotDeposit", "Role", "SheetsUnreadable", "add", "archive", "by_code", "check_sheets",
    "coverage", "every", "identify", "link_course", "look_at_offer", "of_course", "one",
    "set_role", "take_in_blocs", "unlink_course",
]  # fmt: skip


def add(code: str, title: str, role: Role, *, clock: Clock | None = None) -> UUID:
    """Keep a certification, and its blocs where its sheet was imported.

    Raises ``CodeMalformed``, ``CertificationThere``.
    """
    now = (clock or SystemClock()).now()
    made = keeping.add(code, title, role, now)
    blocs.take_in(made, now)
    return made


def take_in_blocs(certification: UUID, *, clock: Clock | None = None) -> int:
    """Bring blocs in line with the imported sheet; return those in force, 0 without a sheet."""
    return blocs.take_in(certification, (clock or SystemClock()).now())


def check_sheets(
    path: Path, *, siret: str = "", clock: Clock | None = None
) -> tuple[list[str], list[str]]:
    """Record what France compétences' XML says of the certifications here: (found, absent) codes.

    ``siret``: the operator's, ``AGIR_CERTIFICATION_SIRET`` when ''. Raises ``SheetsUnreadable``.
    """
    own = (siret or str(getattr(settings, "AGIR_CERTIFICATION_SIRET", ""))).replace(" ", "")
    return sheets.check(path, own, (clock or SystemClock()).now())


def set_role(certification: UUID, role: Role, *, clock: Clock | None = None) -> None:
    """Say what the operator is for a certification."""
    keeping.set_role(certification, role, (clock or SystemClock()).now())


def identify(certification: UUID, told: Identifiers, *, clock: Clock | None = None) -> None:
    """Keep the identifiers that a deposit file needs."""
    keeping.identify(certification, told, (clock or SystemClock()).now())


def look_at_offer(
    certification: UUID, url: str, on: date | None, *, by: UUID, clock: Clock | None = None
) -> None:
    """Record that a named person saw the offer live on the portal, or (``None``) no longer."""
    keeping.look_at_offer(certification, url, on, by, (clock or SystemClock()).now())


def archive(certification: UUID, *, is_archived: bool = True, clock: Clock | None = None) -> None:
    """Take a certification out of use, or back."""
    keeping.archive(certification, (clock or SystemClock()).now(), is_archived=is_archived)


def link_course(
    certification: UUID, course_key: str, *, bloc: str = "", clock: Clock | None = None
) -> None:
    """Say that a course gives evidence for a bloc, or for the whole. Idempotent."""
    keeping.link_course(certification, course_key, bloc, (clock or SystemClock()).now())


def unlink_course(
    certification: UUID, course_key: str, *, bloc: str = "", clock: Clock | None = None
) -> None:
    """Take that back. Idempotent."""
    keeping.unlink_course(certification, course_key, bloc, (clock or SystemClock()).now())


def one(certification: UUID, *, clock: Clock | None = None) -> CertificationView:
    """Return a certification; raise ``CertificationUnknown``."""
    return keeping.one(certification, _today(clock))


def by_code(code: str, *, clock: Clock | None = None) -> CertificationView:
    """Return the certification of a code; raise ``CertificationUnknown``."""
    return keeping.by_code(code, _today(clock))


def every(
    *, only: frozenset[UUID] | None = None, with_archived: bool = False, clock: Clock | None = None
) -> list[CertificationView]:
    """Return certifications by code."""
    return keeping.every(_today(clock), only=only, with_archived=with_archived)


def of_course(course_key: str, *, clock: Clock | None = None) -> list[CertificationView]:
    """Return the certifications in use that a course gives evidence for."""
    return keeping.of_course(course_key, _today(clock))


def coverage(code: str, subject: UUID, *, language: str = "") -> tuple[BlocCoverage, ...]:
    """Return how much of each bloc a learner showed; empty where the sheet was not imported."""
    return blocs.coverage(code, subject, language=language)


def _today(clock: Clock | None) -> date:
    return paris_day((clock or SystemClock()).now())
