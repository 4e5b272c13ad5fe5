"""What would an import do? Reads a file and the tables; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from django.conf import settings

from agir_competencies.data import Change, FrameworkPlan
from agir_competencies.domain.framework import Document
from agir_competencies.domain.plan import diff
from agir_competencies.domain.refusals import FormatUnknown
from agir_competencies.frameworks import case, rncp
from agir_competencies.frameworks.apply import settled
from agir_competencies.frameworks.snapshot import refuse_taken, snapshot
from agir_competencies.models import Framework
from agir_competencies.settings.common import DEFAULTS

FORMATS: Final = ("case", "rncp")
Progress = Callable[[int, int], None]


def read(
    path: Path, form: str, sheets: Sequence[str] = (), progress: Progress | None = None
) -> list[Document]:
    """Return the frameworks of a file; raise a ``FrameworkRefused``."""
    if form == "case":
        return [case.read(path, most_bytes=_limit("BYTES"), most_items=_limit("ITEMS"))]
    if form == "rncp":
        return rncp.read(path, sheets=sheets, most_items=_limit("ITEMS"), progress=progress)
    raise FormatUnknown(format=form, known=", ".join(FORMATS))


def plan(document: Document) -> FrameworkPlan:
    """Return what taking in ``document`` would change."""
    framework = Framework.objects.filter(identifier=document.head.identifier).first()
    stored = snapshot(framework)
    document = settled(document, stored)
    refuse_taken(document, stored, framework)
    change = diff(document, stored)
    return FrameworkPlan(
        title=document.head.title,
        uri=document.head.uri,
        is_new=framework is None,
        is_changed=not change.is_empty,
        counts=change.counts,
        changes=tuple(
            Change(step.action, step.identifier, step.label, step.before, step.after)
            for step in change.steps
        ),
        notes=tuple((note.code, note.facts) for note in document.notes),
        payload=document,
    )


def _limit(unit: str) -> int:
    """Return what the site takes at most."""
    name = f"AGIR_COMPETENCIES_IMPORT_MAX_{unit}"
    return int(getattr(settings, name, DEFAULTS[name]))
