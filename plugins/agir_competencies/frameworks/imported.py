"""Was this very file taken in before, and are the tables still as it left them?

Reading a file costs seconds, and its comparison with the tables too. Two digests answer without
either: of the file with the reader's own source, and of everything that an import may write. Both
are made anew each time, so that no change elsewhere is overlooked, whoever made it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files as sources
from typing import Any, Final

from django.db import transaction

from agir_competencies.data import FrameworkPlan
from agir_competencies.domain.plan import UNCHANGED
from agir_competencies.frameworks.fileset import digest_of, holds
from agir_competencies.frameworks.readers import Order
from agir_competencies.frameworks.snapshot import COLUMNS, HEAD
from agir_competencies.models import (
    Competency,
    CompetencyTranslation,
    Framework,
    ImportedFile,
    Relation,
)
from agir_competencies.tagging import oel

DATED: Final = b'"statusEndDate"'  # CASE: an item in force until a day
NAMED: Final = frozenset({"esco", "openedx", "rome"})  # a name tells a version or a title
ROOMS: Final = ("domain", "frameworks", "tagging")  # what decides what an import writes
CHUNK: Final = 2_000
ITEM: Final = ("framework_id", *COLUMNS)


def digest(order: Order) -> str:
    """Return the digest of a file and of how it is read; raise ``FileUnreadable``.

    '' for a file that says another thing on another day: it has to be read each time.
    """
    if order.form == "case" and holds(order.path, DATED):
        return ""
    how = [order.form, *sorted(order.sheets), order.language, str(order.is_language_asked)]
    if order.form in NAMED:
        how.append(order.name)
    return digest_of(order.path, _readers(), *how)


def unchanged(digest: str) -> tuple[FrameworkPlan, ...] | None:
    """Return the plans of a file that would change nothing, ``None`` when that is not known.

    One SELECT for a file that never came; for one that did five, and four or five a framework.
    The notes of the first reading are not repeated.
    """
    file = ImportedFile.objects.filter(digest=digest).first() if digest else None
    if file is None:
        return None
    rows = list(file.holds.order_by("pk"))
    if len(rows) != file.frameworks or content(rows) != file.content:
        return None
    items = Counter(
        Competency.objects.filter(framework__file=file, retired_at=None).values_list(
            "framework_id", flat=True
        )
    )
    return tuple(
        FrameworkPlan(
            title=row.title,
            uri=row.uri,
            is_new=False,
            is_changed=False,
            counts={UNCHANGED: items[row.pk]},
            changes=(),
            notes=(),
        )
        for row in rows
    )


def mark(framework: Framework, part: FrameworkPlan, now: datetime) -> bool:
    """Note which file a framework was last taken in from; tell whether that is new.

    In the transaction that wrote the framework: what an interrupted import did is known.
    """
    if not part.file:
        return False
    file, _ = ImportedFile.objects.get_or_create(
        digest=part.file, defaults={"frameworks": part.of, "imported_at": now}
    )
    if framework.file_id == file.pk:
        return False
    Framework.objects.filter(pk=framework.pk).update(file=file)
    return True


@transaction.atomic
def close(digest: str, *, moved: bool) -> None:
    """Note what the tables hold once all frameworks of a file are in; before, nothing.

    Writes only what is not known already. ``moved`` frameworks may leave a file with none.
    """
    file = ImportedFile.objects.filter(digest=digest).first() if digest else None
    if file is None:
        return
    rows = list(file.holds.order_by("pk"))
    if len(rows) == file.frameworks:
        found = content(rows)
        if found != file.content:
            ImportedFile.objects.filter(pk=file.pk).update(content=found)
    if moved:
        ImportedFile.objects.filter(holds=None).delete()


def content(frameworks: Iterable[Framework]) -> str:
    """Return the digest of everything that an import may write of these frameworks."""
    rows = sorted(frameworks, key=lambda row: row.pk)
    found = hashlib.sha256()
    for row in rows:
        found.update(repr((row.pk, row.taxonomy_id, *(getattr(row, name) for name in HEAD)))
                     .encode())  # fmt: skip
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), CHUNK):
        for line in _lines(keys[start : start + CHUNK]):
            found.update(repr(line).encode())
    for row in rows:
        for line in _tags(row):
            found.update(repr(line).encode())
    return found.hexdigest()


def _lines(frameworks: list[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of items, relations and translations, each kind in a settled order."""
    items = Competency.objects.filter(framework_id__in=frameworks).order_by("pk")
    yield from items.values_list(*ITEM).iterator(CHUNK)
    ties = Relation.objects.filter(origin__framework_id__in=frameworks).order_by("pk")
    for *said, to, home, away in ties.values_list(
        "origin_id", "kind", "destination_uri", "destination_id",
        "origin__framework_id", "destination__framework_id",
    ).iterator(CHUNK):  # fmt: skip
        yield (*said, to if home == away else None)  # across frameworks it is not the file's
    sayings = CompetencyTranslation.objects.filter(
        competency__framework_id__in=frameworks
    ).order_by("pk")
    yield from sayings.values_list("competency_id", "language", "statement", "short").iterator(
        CHUNK
    )


def _tags(framework: Framework) -> Iterator[Any]:
    """Yield the taxonomy, its tags, those of retired items still borne, and what lost its tag."""
    key = framework.taxonomy_id
    if key is None:
        return
    yield oel.taxonomy(key=key)
    for tag in oel.tags(key):
        yield (tag.key, tag.value, tag.external_id, tag.parent, tag.depth, tag.lineage)
    yield [(row.key, row.value) for row in oel.orphans(key)]
    retired = framework.items.filter(retired_at__isnull=False, tag_id__isnull=False)
    tags = list(retired.values_list("tag_id", flat=True))
    yield sorted(oel.used(tags)) if tags else ()


@cache
def _readers() -> str:
    """Return the digest of the sources that decide what an import writes.

    A number that somebody has to raise would be forgotten once.
    """
    found = hashlib.sha256()
    for room in ROOMS:
        folder = sources(f"agir_competencies.{room}")
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith(".py"):
                found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()
