"""Frameworks: importing, finding, mirroring.

Who may: none of these functions asks; their callers (commands, admin, views) do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from agir_competencies.data import (
    CompetencyView,
    Drift,
    FrameworkPlan,
    FrameworkView,
    ImportOutcome,
    ImportPlan,
    MirrorOutcome,
)
from agir_competencies.domain.framework import Document
from agir_competencies.frameworks import apply as applying
from agir_competencies.frameworks import exporting, fileset, imported, planning, upkeep
from agir_competencies.models import Competency, CompetencyTranslation, Framework
from agir_kernel.clock import Clock, SystemClock
from agir_platform.select import platform

__all__ = [
    "apply_plan",
    "export_framework",
    "find_competencies",
    "frameworks",
    "import_size",
    "mirror",
    "plan_import",
    "plan_import_url",
    "report_drift",
]


def plan_import(
    path: Path,
    *,
    format: str,
    sheets: Sequence[str] = (),
    language: str = "",
    name: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> ImportPlan:
    """Return what importing ``path`` would change. Writes nothing.

    ``format`` is ``case``, ``esco``, ``moodle``, ``openedx``, ``rncp`` or ``rome``; ``path`` is a
    file, for ``esco`` and ``rome`` a folder or a .zip as well. ``sheets`` chooses sheets of the
    RNCP or the RS (``RNCP37674``, ``RS6604``, all when empty); ``language`` the one that says the
    items of ESCO (the site's, or else English, when empty); ``name`` is what a person called the
    file, where its path does not tell. ``progress`` hears (rows read, bytes read of
    ``import_size``). A file that was taken in before is not read again while the tables are as it
    left them. Raises a ``FrameworkRefused``.
    """
    order = planning.order(
        path, format, sheets=sheets, language=language, name=name, progress=progress
    )
    digest = imported.digest(order)
    known = imported.unchanged(digest)
    if known is not None:
        return ImportPlan(format, known)
    documents = planning.read(order)
    parts = (planning.plan(document) for document in documents)
    return ImportPlan(
        format, tuple(replace(part, file=digest, of=len(documents)) for part in parts)
    )


def import_size(path: Path) -> int:
    """Return the bytes that ``progress`` of an import counts up to; 0 when nothing is there."""
    return fileset.size_of(path)


def plan_import_url(
    url: str, *, identifier: UUID | None = None, format: str = "case"
) -> ImportPlan:
    """Return what importing from another site's CASE service would change. Writes nothing.

    ``url`` is the address of a CASE package or of a CASE document, or with ``identifier`` that
    of a service (``…/ims/case/v1p1``). Raises a ``FrameworkRefused``, or ``AddressRefused``,
    ``AddressUnreachable``, ``AnswerTooLarge``, ``AnswerUnexpected`` of ``agir_platform.http``.
    """
    documents = planning.read_url(url, identifier, format)
    return ImportPlan(format, tuple(planning.plan(document) for document in documents))


def export_framework(identifier: UUID, *, format: str) -> Iterator[bytes]:
    """Return a framework's bytes in pieces, whatever source it has. At most five SELECTs.

    ``format`` is ``case`` (a CASE 1.1 package, which imports as the same framework), ``moodle``
    (CSV), ``openedx_csv`` or ``openedx_json``. Raises ``FrameworkUnknown``, ``FormatUnknown``,
    and for ``case`` the ``SiteUrlUnset`` of a site that knows no address of its own.
    """
    return exporting.export(identifier, format)


def apply_plan(
    plan: ImportPlan,
    *,
    clock: Clock | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ImportOutcome:
    """Do what the plan says and mirror it into taxonomies, each framework in one transaction.

    What is stored is compared again, so that an aged plan does no harm; applying a plan twice
    writes nothing the second time, so that one that was interrupted is begun again and finds
    what it did unchanged. ``progress`` hears (frameworks done, how many there are).
    """
    now = (clock or SystemClock()).now()
    written, counts, moved = 0, dict[str, int](), False
    for at, part in enumerate(plan.frameworks, start=1):
        outcome, was_moved = _apply(part, now)
        moved |= was_moved
        written += outcome.frameworks
        for action, number in outcome.counts.items():
            counts[action] = counts.get(action, 0) + number
        if progress:
            progress(at, len(plan.frameworks))
    for digest in dict.fromkeys(part.file for part in plan.frameworks):
        imported.close(digest, moved=moved)
    return ImportOutcome(written, counts)


@transaction.atomic
def _apply(part: FrameworkPlan, now: datetime) -> tuple[ImportOutcome, bool]:
    """Apply one framework; tell whether it comes from another file than before."""
    document = part.payload
    if document is None and not (part.is_new or part.is_changed):
        return ImportOutcome(0, part.counts), False  # its file is the one that was taken in
    if not isinstance(document, Document):
        raise TypeError("a plan made by plan_import is needed")
    outcome = applying.apply(document, now)
    framework = Framework.objects.get(identifier=document.head.identifier)
    _offer(framework.taxonomy_id)
    return outcome, imported.mark(framework, part, now)


def frameworks() -> list[FrameworkView]:
    """Return all frameworks by title. One SELECT."""
    rows = Framework.objects.annotate(
        in_force=Count("items", filter=Q(items__retired_at=None)),
        out_of_force=Count("items", filter=Q(items__retired_at__isnull=False)),
    ).order_by("title", "pk")
    return [
        FrameworkView(
            key=row.pk,
            identifier=row.identifier,
            uri=row.uri,
            source=row.source,
            title=row.title,
            publisher=row.publisher,
            language=row.language,
            licence=row.licence,
            status=row.status,
            is_active=row.is_active,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            replaced_by_uri=row.replaced_by_uri,
            imported_at=row.imported_at,
            items=row.in_force,
            retired=row.out_of_force,
        )
        for row in rows
    ]


def find_competencies(
    *,
    search: str = "",
    framework: UUID | None = None,
    identifiers: Collection[UUID] | None = None,
    language: str = "",
    limit: int = 50,
    with_retired: bool = False,
) -> list[CompetencyView]:
    """Return competencies in reading order, at most ``limit``. One or two SELECTs.

    ``search`` is looked for in label, statement and code; ``framework`` is its identifier;
    ``identifiers`` asks for these and no others, retired ones included; ``language`` chooses a
    translation where there is one.
    """
    rows = Competency.objects.select_related("framework")
    if identifiers is not None:
        rows = rows.filter(identifier__in=list(identifiers))
    elif not with_retired:
        rows = rows.filter(retired_at=None)
    if framework is not None:
        rows = rows.filter(framework__identifier=framework)
    for word in search.split():
        rows = rows.filter(_holds(word))
    rows = rows.order_by("framework__title", "depth", "position", "pk").distinct()[:limit]
    said = _said(rows, language) if language else {}
    return [_view(row, said.get(row.pk)) for row in rows]


def mirror(framework_key: int) -> MirrorOutcome:
    """Bring the taxonomy of a framework (``FrameworkView.key``) in line. Idempotent."""
    outcome = upkeep.mirror(framework_key)
    _offer(outcome.taxonomy_id)
    return outcome


def report_drift() -> list[Drift]:
    """Return what was changed in Studio's taxonomy pages and ``mirror`` will overwrite."""
    return [
        difference
        for framework in Framework.objects.order_by("title", "pk")
        for difference in upkeep.drift(framework)
    ]


def _offer(taxonomy_id: int | None) -> None:
    """Show the taxonomy to the authors of every organisation."""
    if taxonomy_id:
        platform().taxonomies.offer_to_all(taxonomy_id)


def _holds(word: str) -> Q:
    """Return the condition that a competency says ``word`` somewhere."""
    return (
        Q(label__icontains=word) | Q(statement__icontains=word) | Q(code__icontains=word)
        | Q(translations__statement__icontains=word)
    )  # fmt: skip


def _said(rows: QuerySet, language: str) -> dict[int, CompetencyTranslation]:
    """Return the translations of these rows that suit ``language`` (``fr`` suits ``fr-CA``)."""
    short = language[:2].lower()
    found = CompetencyTranslation.objects.filter(
        competency_id__in=[row.pk for row in rows], language__istartswith=short
    )
    return {said.competency_id: said for said in found.order_by("-language")}


def _view(row: Competency, said: CompetencyTranslation | None) -> CompetencyView:
    """Return a row as others see it."""
    return CompetencyView(
        identifier=row.identifier,
        uri=row.uri,
        label=(said.short or said.statement) if said else str(row),
        statement=said.statement if said else row.statement,
        framework_title=row.framework.title,
        framework=row.framework.identifier,
        retired=row.retired_at is not None,
        code=row.code,
    )
