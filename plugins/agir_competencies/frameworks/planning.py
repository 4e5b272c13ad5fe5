"""What would an import do? Reads a file and the tables; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from agir_competencies.data import Change, FrameworkPlan
from agir_competencies.domain.framework import Document
from agir_competencies.domain.plan import diff
from agir_competencies.domain.refusals import FormatUnknown
from agir_competencies.frameworks import case_in, crossing, readers
from agir_competencies.frameworks.apply import settled
from agir_competencies.frameworks.fileset import Limits
from agir_competencies.frameworks.homing import at_home
from agir_competencies.frameworks.readers import FORMATS, Order
from agir_competencies.frameworks.snapshot import refuse_taken, snapshot
from agir_competencies.settings.common import DEFAULTS

Progress = Callable[[int, int], None]


def order(
    path: Path,
    form: str,
    *,
    sheets: Sequence[str] = (),
    language: str = "",
    name: str = "",
    progress: Progress | None = None,
) -> Order:
    """Return what is to be read, within the site's limits; raise ``FormatUnknown``."""
    if form not in FORMATS:
        raise FormatUnknown(format=form, known=", ".join(FORMATS))
    return Order(
        path=path,
        form=form,
        whole=Limits(_limit("BYTES"), _limit("ITEMS")),
        parted=Limits(_limit("SET_BYTES"), _limit("ITEMS")),
        sheets=sheets,
        language=language or settings.LANGUAGE_CODE,
        is_language_asked=bool(language),
        name=Path(name).name or path.name,
        progress=progress,
    )


def read(wanted: Order) -> list[Document]:
    """Return the frameworks of a file; raise a ``FrameworkRefused``."""
    return readers.read(wanted)


def read_url(url: str, identifier: UUID | None, form: str) -> list[Document]:
    """Return the framework of another site's service; raise what ``case_in`` raises."""
    limits = {"most_bytes": _limit("BYTES"), "most_items": _limit("ITEMS")}
    return [case_in.read(url, identifier=identifier, form=form, **limits)]


def plan(document: Document) -> FrameworkPlan:
    """Return what taking in ``document`` would change."""
    document, framework = at_home(document)
    stored = snapshot(framework)
    document = settled(document, stored)
    refuse_taken(document, stored, framework)
    change = diff(document, stored)
    met = document.notes
    if not change.is_empty:
        met += crossing.notes(crossing.leads(document, framework), document)
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
        notes=tuple((note.code, note.facts) for note in met),
        payload=document,
    )


def _limit(unit: str) -> int:
    """Return what the site takes at most."""
    name = f"AGIR_COMPETENCIES_IMPORT_MAX_{unit}"
    return int(getattr(settings, name, DEFAULTS[name]))
