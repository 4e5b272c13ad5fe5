"""How does a framework leave, whole, in a format that others read? Read at once, told in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from agir_competencies.domain.refusals import FormatUnknown, FrameworkUnknown
from agir_competencies.frameworks import moodle_out, openedx_out
from agir_competencies.frameworks.case_out import places
from agir_competencies.frameworks.case_out.entities import Writer
from agir_competencies.frameworks.case_out.package import package
from agir_competencies.frameworks.snapshot import head_of, snapshot
from agir_competencies.models import Framework

CASE: Final = "case"
MOODLE: Final = "moodle"
OPENEDX_CSV: Final = "openedx_csv"
OPENEDX_JSON: Final = "openedx_json"
FORMATS: Final = (CASE, MOODLE, OPENEDX_CSV, OPENEDX_JSON)


def export(identifier: UUID, form: str) -> Iterator[bytes]:
    """Return the bytes of a framework, a piece at a time. Four SELECTs, all before the first.

    Raises ``FormatUnknown``, ``FrameworkUnknown``, and for CASE ``SiteUrlUnset``.
    """
    if form not in FORMATS:
        raise FormatUnknown(format=form, known=", ".join(FORMATS))
    framework = Framework.objects.filter(identifier=identifier).first()
    if framework is None:
        raise FrameworkUnknown(identifier=str(identifier))
    return told(framework, form)


def told(framework: Framework, form: str) -> Iterator[bytes]:
    """Return the bytes of a framework whose row is at hand. Three SELECTs."""
    stored, head = snapshot(framework), head_of(framework)
    if form == CASE:
        return package(stored, Writer(places.here(), head, framework.imported_at))
    if form == MOODLE:
        return moodle_out.rows(stored, head)
    if form == OPENEDX_CSV:
        return openedx_out.as_csv(stored, head)
    return openedx_out.as_json(stored, head)
