"""How is a framework read, a part at a time, however large it is? Counts are subqueries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from agir_competencies.frameworks.shown import Branch, Card, Item, Told, card_of
from agir_competencies.models import Competency, CompetencyTranslation, Framework, Link

CARDS: Final = 30
PAGE: Final = 100
FOUND: Final = 50
WHOLE: Final = 300
"""A framework of at most so many competencies is shown with all its levels at once."""
DEEPEST_WHOLE: Final = 12


def cards(words: str = "", number: int = 1) -> tuple[list[Card], bool]:
    """Return a page of frameworks by title, and whether another follows. One SELECT.

    ``words`` are looked for in title, publisher and address.
    """
    rows = _counted(Framework.objects.order_by("title", "pk"))
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(publisher__icontains=word) | Q(uri__icontains=word)
        )
    start = (max(1, number) - 1) * CARDS
    found = list(rows[start : start + CARDS + 1])
    return [card_of(row) for row in found[:CARDS]], len(found) > CARDS


def card(identifier: UUID) -> Card | None:
    """Return a framework, or ``None``. One SELECT."""
    row = _counted(Framework.objects.filter(identifier=identifier)).first()
    return card_of(row) if row else None


def branch(
    identifier: UUID,
    under: UUID | None = None,
    *,
    number: int = 1,
    language: str = "",
    with_retired: bool = False,
) -> Branch | None:
    """Return a part of a framework, ``None`` when there is none. At most seven SELECTs."""
    found = card(identifier)
    if found is None:
        return None
    rows = _placed(identifier)
    top = rows.filter(identifier=under).first() if under else None
    if under and top is None:
        return None
    if not with_retired:
        rows = rows.filter(retired_at=None)
    is_whole = found.items + found.retired <= WHOLE
    if is_whole:
        shown, has_more = list(rows), False
        is_whole = all(row.depth < DEEPEST_WHOLE for row in shown)
    if not is_whole:
        start = (max(1, number) - 1) * PAGE
        shown = list(rows.filter(parent=top)[start : start + PAGE + 1])
        shown, has_more = shown[:PAGE], len(shown) > PAGE
    above = _above(identifier, top) if top else []
    told = Told.of([*shown, *([top] if top else [])], above, language)
    items = _nested(shown, top, told) if is_whole else tuple(told.item(row) for row in shown)
    return Branch(
        found, told.item(top) if top else None, tuple(told.name(row) for row in above), items,
        is_whole, max(1, number), has_more,
    )  # fmt: skip


def search(words: str, *, framework: UUID | None = None, language: str = "") -> list[Item]:
    """Return competencies that say ``words``, retired ones last, at most 50. Four SELECTs."""
    if not words.split():
        return []
    rows = _placed(framework)
    for word in words.split():
        said = CompetencyTranslation.objects.filter(
            Q(statement__icontains=word) | Q(short__icontains=word)
        )
        rows = rows.filter(
            Q(label__icontains=word) | Q(statement__icontains=word) | Q(code__icontains=word)
            | Q(pk__in=said.values("competency_id"))
        )  # fmt: skip
    found = sorted(
        rows.select_related("framework", "replaced_by__framework").order_by(
            "retired_at", "framework__title", "depth", "position", "pk"
        )[:FOUND],
        key=lambda row: row.retired_at is not None,
    )
    told = Told.of(found, [], language)
    return [told.item(row) for row in found]


def _counted(rows: QuerySet) -> QuerySet:
    """Count, beside each framework, what it holds and what leads to it."""
    items = Competency.objects.filter(framework=OuterRef("pk"))
    links = Link.objects.filter(competency__framework=OuterRef("pk"), removed_at=None)
    other = Framework.objects.filter(uri=OuterRef("replaced_by_uri")).exclude(uri="")
    return rows.annotate(
        in_force=_number(items.filter(retired_at=None)),
        out_of_force=_number(items.filter(retired_at__isnull=False)),
        live_links=_number(links),
        live_courses=_number(links, "course_key"),
        heir=Subquery(other.order_by("pk").values("identifier")[:1]),
    )


def _placed(framework: UUID | None) -> QuerySet:
    """Return competencies in reading order of siblings, each with what leads to it and lies below.

    Children count when they are in force, or when their parent is not.
    """
    links = Link.objects.filter(competency=OuterRef("pk"), removed_at=None)
    below = Competency.objects.filter(parent=OuterRef("pk"), retired_at=None)
    rows = Competency.objects.select_related("framework", "replaced_by__framework")
    if framework is not None:
        rows = rows.filter(framework__identifier=framework)
    return rows.annotate(
        live_links=_number(links), live_courses=_number(links, "course_key"), below=_number(below)
    ).order_by("position", "pk")


def _number(rows: QuerySet, column: str = "pk") -> Subquery:
    """Return how many different values of a column a subquery finds, 0 for none."""
    template = "COUNT(DISTINCT %(expressions)s)"
    counted = Func(column, template=template, output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=counted).values("number"))


def _above(framework: UUID, top: Competency) -> list[Competency]:
    """Return the way from the top of the framework to an item, without it. Two SELECTs or none."""
    if top.parent_id is None:
        return []
    rows = Competency.objects.filter(framework__identifier=framework, depth__lt=top.depth)
    parents = dict(rows.values_list("pk", "parent_id"))
    way: list[int] = []
    key: int | None = top.parent_id
    while key is not None and key in parents:
        way.append(key)
        key = parents.pop(key)
    named = Competency.objects.select_related("framework").in_bulk(way)
    return [named[key] for key in reversed(way)]


def _nested(rows: Sequence[Any], top: Any, told: Told) -> tuple[Item, ...]:
    """Return the children of ``top`` with everything below them."""
    places: dict[int | None, list[Any]] = {}
    present = {row.pk for row in rows}
    for row in rows:
        known = row.parent_id in present or (top is not None and row.parent_id == top.pk)
        places.setdefault(row.parent_id if known else None, []).append(row)

    def below(key: int | None) -> tuple[Item, ...]:
        return tuple(told.item(row, below(row.pk)) for row in places.get(key, ()))

    return below(top.pk if top is not None else None)
