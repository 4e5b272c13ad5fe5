"""The one file that imports ``openedx_tagging``: its rows as plain records, in sets.

The package changed its address and its columns: ``openedx_tagging.core.tagging`` up to
openedx-learning 0.30 (Teak, Ulmo), ``openedx_tagging`` from openedx-core on; ``depth`` and
``lineage`` from openedx-core 0.39 (checked by the database), ``read_only`` from 1.15.
Labels and ids are written in bulk: the package's own import takes minutes for what takes a
second here, and asks nothing more of a row than what is written below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import models
from django.db.models.functions import Cast, Concat

from agir_competencies.domain.text import fold

try:
    from openedx_tagging.core.tagging import api
    from openedx_tagging.core.tagging.models import ObjectTag, Tag, Taxonomy
except ImportError:
    from openedx_tagging import api  # type: ignore[no-redef]
    from openedx_tagging.models import ObjectTag, Tag, Taxonomy  # type: ignore[no-redef]

BATCH: Final = 500


def _has_column(model: type[models.Model], name: str) -> bool:
    """Tell whether the installed version stores ``name``."""
    return any(column.name == name for column in model._meta.concrete_fields)  # noqa: SLF001


HAS_LINEAGE: Final = _has_column(Tag, "lineage")
HAS_READ_ONLY: Final = _has_column(Taxonomy, "read_only")
# Columns that a mirror may have to write, and what a TagRow calls them.
COLUMNS: Final = {"value": "value", "external_id": "external_id", "parent": "parent"} | (
    {"depth": "depth", "lineage": "lineage"} if HAS_LINEAGE else {}
)


@dataclass(frozen=True, slots=True)
class TagRow:
    """One tag. ``depth`` and ``lineage`` are what the row says, or what it would have to."""

    key: int
    value: str
    external_id: str
    parent: int | None
    depth: int = 0
    lineage: str = ""


@dataclass(frozen=True, slots=True)
class TaxonomyRow:
    """One taxonomy; the flags are the ones that a mirror sets."""

    key: int
    export_id: str
    name: str
    description: str
    as_it_should: bool


@dataclass(frozen=True, slots=True)
class ObjectTagRow:
    """One tag of one object; ``tag`` is ``None`` once the tag was deleted in Studio.

    ``value`` is the tag's, or the text that the object kept of it.
    """

    key: int
    object_key: str
    taxonomy: int
    tag: int | None
    value: str


def taxonomy(*, key: int | None = None, export_id: str = "") -> TaxonomyRow | None:
    """Return a taxonomy by its id, or by its export id, or ``None``."""
    found = Taxonomy.objects.filter(pk=key) if key else Taxonomy.objects.filter(export_id=export_id)
    row = found.first()
    if row is None:
        return None
    return TaxonomyRow(row.pk, row.export_id, row.name, row.description, _as_it_should(row))


def write_taxonomy(key: int | None, export_id: str, name: str, description: str) -> int:
    """Create the taxonomy, or set every column that a mirror decides; return its id."""
    row = Taxonomy.objects.filter(pk=key).first() if key else None
    row = row or Taxonomy(export_id=export_id)
    row.export_id, row.name, row.description = export_id, name, description
    for flag, value in _flags().items():
        setattr(row, flag, value)
    row.save()
    return row.pk


def tags(taxonomy_key: int) -> list[TagRow]:
    """Return all tags of a taxonomy. One SELECT."""
    columns = ["pk", "value", "external_id", "parent_id"]
    if HAS_LINEAGE:
        columns += ["depth", "lineage"]
    rows = Tag.objects.filter(taxonomy_id=taxonomy_key).order_by("pk").values_list(*columns)
    return [TagRow(key, value, external or "", *rest) for key, value, external, *rest in rows]


def insert(taxonomy_key: int, rows: Sequence[TagRow]) -> dict[str, int]:
    """Insert tags of one level and return their ids by ``external_id``.

    ``key`` of the rows is ignored. The ids are read back: MySQL does not return them.
    """
    made = [_tag(taxonomy_key, row) for row in rows]
    Tag.objects.bulk_create(made, batch_size=BATCH)
    ids: dict[str, int] = {}
    for some in _batches([row.external_id for row in rows]):
        known = Tag.objects.filter(taxonomy_id=taxonomy_key, external_id__in=some)
        ids.update(known.values_list("external_id", "pk"))
    return ids


def update(taxonomy_key: int, pairs: Sequence[tuple[TagRow, TagRow]]) -> None:
    """Write what differs between the rows as they are and as they shall be."""
    columns = [
        column
        for column, name in COLUMNS.items()
        if any(getattr(old, name) != getattr(new, name) for old, new in pairs)
    ]
    made = [_tag(taxonomy_key, new, key=old.key) for old, new in pairs]
    if columns:
        Tag.objects.bulk_update(made, columns, batch_size=BATCH)


def set_aside(taxonomy_key: int, rows: Sequence[TagRow]) -> list[TagRow]:
    """Give tags a value that nobody else has, so that theirs are free; return them so."""
    aside = []
    for row in rows:
        value = f"~{row.key}"
        above = row.lineage[: -len(row.value) - 1] if row.lineage else ""
        aside.append(replace(row, value=value, lineage=f"{above}{value}\t"))
    update(taxonomy_key, list(zip(rows, aside, strict=True)))
    return aside


def delete(keys: Collection[int]) -> None:
    """Delete tags; their objects keep the text of the tag, the platform's own rule."""
    for some in _batches(list(keys)):
        Tag.objects.filter(pk__in=some).delete()


def used(keys: Collection[int]) -> set[int]:
    """Return the tags that some object bears."""
    found: set[int] = set()
    for some in _batches(list(keys)):
        bearing = ObjectTag.objects.filter(tag_id__in=some).values_list("tag_id", flat=True)
        found.update(bearing.distinct())
    return found


def object_tags(object_keys: Collection[str], taxonomies: Collection[int]) -> list[ObjectTagRow]:
    """Return the tags of these objects in these taxonomies."""
    rows: list[ObjectTagRow] = []
    for some in _batches(list(object_keys)):
        rows += _object_rows(ObjectTag.objects.filter(object_id__in=some), taxonomies)
    return rows


def orphans(taxonomy_key: int) -> list[ObjectTagRow]:
    """Return what objects bear of a taxonomy without a tag behind it."""
    return _object_rows(ObjectTag.objects.filter(tag=None), [taxonomy_key])


def tagged_objects(taxonomies: Collection[int]) -> list[str]:
    """Return the keys of all objects that bear a tag of these taxonomies, sorted."""
    bearing = ObjectTag.objects.filter(taxonomy_id__in=taxonomies)
    return sorted(set(bearing.values_list("object_id", flat=True)))


def relink(pairs: Iterable[tuple[ObjectTagRow, int, str]]) -> int:
    """Tie object tags to (tag id, value) again; return how many.

    An object that already bears the tag loses the orphan: the platform allows one.
    """
    pairs = list(pairs)
    bearing = set(
        ObjectTag.objects.filter(tag_id__in=[tag for _, tag, _ in pairs]).values_list(
            "object_id", "tag_id"
        )
    )
    for row, tag, value in pairs:
        found = ObjectTag.objects.filter(pk=row.key)
        if (row.object_key, tag) in bearing:
            found.delete()
        else:
            found.update(tag_id=tag, _value=value)
            bearing.add((row.object_key, tag))
    return len(pairs)


def put(object_key: str, taxonomy_key: int, values: Sequence[str]) -> None:
    """Make ``values`` the tags of an object in a taxonomy: REPLACES those that it has."""
    found = Taxonomy.objects.get(pk=taxonomy_key)
    cast = getattr(found, "cast", None)
    api.tag_object(object_key, cast() if cast else found, list(values))


def _object_rows(found: Any, taxonomies: Collection[int]) -> list[ObjectTagRow]:
    """Return the rows of a queryset in a stable order."""
    rows = found.filter(taxonomy_id__in=taxonomies).order_by("pk")
    columns = ("pk", "object_id", "taxonomy_id", "tag_id", "_value", "tag__value")
    return [
        ObjectTagRow(key, object_key, taxonomy_key, tag, value or kept)
        for key, object_key, taxonomy_key, tag, kept, value in rows.values_list(*columns)
    ]


def _tag(taxonomy_key: int, row: TagRow, key: int | None = None) -> Any:
    """Return the model of a row."""
    more = {"depth": row.depth, "lineage": row.lineage} if HAS_LINEAGE else {}
    return Tag(
        pk=key,
        taxonomy_id=taxonomy_key,
        parent_id=row.parent,
        value=row.value,
        external_id=row.external_id or None,
        **more,
    )


def _flags() -> dict[str, Any]:
    """Return what a mirrored taxonomy is: plain, closed, shown, of many tags, read-only."""
    flags = {
        "enabled": True,
        "allow_multiple": True,
        "allow_free_text": False,
        "visible_to_authors": True,
    }
    if HAS_READ_ONLY:
        flags["read_only"] = True
    return flags


def _as_it_should(row: Any) -> bool:
    """Tell whether a taxonomy's flags are those of a mirror."""
    return all(getattr(row, flag) == value for flag, value in _flags().items())


def _batches(values: list[Any]) -> Iterable[list[Any]]:
    """Yield values a batch at a time."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


@dataclass(frozen=True, slots=True)
class Bearing:
    """One tag on one object: ``value`` is what the tag is called now."""

    object_key: str
    taxonomy: int
    tag: int
    value: str


MOST_TAGS: Final = 100  # the package's own limit for one object, over all taxonomies


def overfull(wanted: Collection[Bearing]) -> list[str]:
    """Return the objects that would bear more tags than the package allows, sorted."""
    more: dict[str, set[int]] = {}
    for one in wanted:
        more.setdefault(one.object_key, set()).add(one.tag)
    counts: dict[str, int] = {}
    for some in _batches(list(more)):
        for key, tag in ObjectTag.objects.filter(object_id__in=some).values_list(
            "object_id", "tag_id"
        ):
            counts[key] = counts.get(key, 0) + (tag not in more[key])
    return sorted(key for key, new in more.items() if counts.get(key, 0) + len(new) > MOST_TAGS)


def add(wanted: Collection[Bearing]) -> int:
    """Let objects bear tags besides those they have; return how many rows were written.

    What an object kept of a deleted tag is tied to the tag again. Texts that were kept of tags
    that are called otherwise now are brought up to date first: the package allows a text once.
    """
    objects, taxonomies = {one.object_key for one in wanted}, {one.taxonomy for one in wanted}
    for some in _batches(list(objects)):
        _refresh(ObjectTag.objects.filter(object_id__in=some, taxonomy_id__in=taxonomies))
    rows = object_tags(objects, taxonomies)
    borne = {(row.object_key, row.tag) for row in rows if row.tag}
    kept = {(row.object_key, row.taxonomy, fold(row.value)): row for row in rows if not row.tag}
    new = {(one.object_key, one.tag): one for one in wanted}
    missing = [one for pair, one in new.items() if pair not in borne]
    tied = [(kept[key], one) for one in missing if (key := _text(one)) in kept]
    if tied:
        relink([(row, one.tag, one.value) for row, one in tied])
    names = dict(Taxonomy.objects.filter(pk__in=taxonomies).values_list("pk", "export_id"))
    made = [
        ObjectTag(
            object_id=one.object_key,
            taxonomy_id=one.taxonomy,
            tag_id=one.tag,
            _export_id=names[one.taxonomy],
            _value=one.value,
        )
        for one in missing
        if _text(one) not in kept
    ]
    ObjectTag.objects.bulk_create(made, batch_size=BATCH)
    return len(missing)


def remove(borne: Collection[Bearing]) -> int:
    """Take tags off objects, and what an object kept of them as text; return how many rows went."""
    objects, taxonomies = {one.object_key for one in borne}, {one.taxonomy for one in borne}
    tags = {(one.object_key, one.tag) for one in borne}
    texts = {_text(one) for one in borne}
    gone = [
        row.key
        for row in object_tags(objects, taxonomies)
        if (row.object_key, row.tag) in tags
        or (not row.tag and (row.object_key, row.taxonomy, fold(row.value)) in texts)
    ]
    for some in _batches(gone):
        ObjectTag.objects.filter(pk__in=some).delete()
    return len(gone)


def _text(one: Bearing) -> tuple[str, int, str]:
    return (one.object_key, one.taxonomy, fold(one.value))


def refresh(taxonomy_key: int) -> int:
    """Bring up to date what objects keep of renamed tags of a taxonomy; return how many rows.

    The package keeps the text of a tag with each object, and allows a text once: a label that
    passed to another tag could not be put on an object that bears the first.
    """
    return _refresh(ObjectTag.objects.filter(taxonomy_id=taxonomy_key))


def _refresh(found: models.QuerySet[Any]) -> int:
    """Write the texts that differ, by way of ones that nobody has: two labels may have swapped."""
    lost = ObjectTag.objects.filter(
        object_id=models.OuterRef("object_id"), taxonomy_id=models.OuterRef("taxonomy_id"),
        tag=None, _value=models.OuterRef("tag__value"),
    )  # fmt: skip
    stale = found.filter(tag__isnull=False).exclude(_value=models.F("tag__value"))
    keys = list(stale.exclude(models.Exists(lost)).values_list("pk", flat=True))
    aside = Concat(models.Value("~"), Cast("pk", models.CharField()))
    now = Tag.objects.filter(pk=models.OuterRef("tag_id")).values("value")[:1]
    for value in (aside, models.Subquery(now)):
        for some in _batches(keys):
            ObjectTag.objects.filter(pk__in=some).update(_value=value)
    return len(keys)
