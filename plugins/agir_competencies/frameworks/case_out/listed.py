"""How does the list of documents come from the table, a page at a time? Two SELECTs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import reduce
from operator import and_, or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils.dateparse import parse_datetime

from agir_competencies.domain.refusals import CaseQueryRefused
from agir_competencies.frameworks.case_out.asking import Asked, Comparison
from agir_competencies.frameworks.case_out.entities import DEPRECATED, VERSION
from agir_competencies.models import Framework

# Where each field that a document has stands in the table.
TEXTS: Final = {
    "title": "title", "creator": "publisher", "publisher": "publisher", "language": "language",
    "version": "version_label", "adoptionStatus": "shown_status", "uri": "uri",
    "officialSourceURL": "uri", "licenseURI.title": "licence", "licenseURI.uri": "licence",
    "caseVersion": "case_version", "CFPackageURI.title": "title",
}  # fmt: skip
DAYS: Final = {"statusStartDate": "valid_from", "statusEndDate": "valid_until"}
MOMENTS: Final = {"lastChangeDateTime": "imported_at"}
NAMES: Final = {"identifier": "identifier", "CFPackageURI.identifier": "identifier"}
SORTED: Final = TEXTS | DAYS | MOMENTS | NAMES
LOOKUPS: Final = {"=": "exact", ">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
UNLIKE: Final = "!="
CONTAINS: Final = "~"
NOTHING: Final = Q(pk__in=[])


def page(asked: Asked) -> tuple[list[Framework], int]:
    """Return a page of frameworks in the order asked, and how many there are in all."""
    rows = _rows()
    if asked.comparisons:
        joined = or_ if asked.any_of else and_
        rows = rows.filter(reduce(joined, (_condition(one) for one in asked.comparisons)))
    total = rows.count()
    column = SORTED.get(asked.sort)
    if column:
        rows = rows.order_by(F(column).desc() if asked.descending else F(column).asc(), "pk")
    else:
        rows = rows.order_by("title", "pk")
    return list(rows[asked.offset : asked.offset + asked.limit]), total


def _rows() -> QuerySet[Framework]:
    """Return the frameworks with what a document shows and no column holds."""
    is_told = Q(is_active=True) | Q(status__iexact=DEPRECATED)
    return Framework.objects.annotate(
        shown_status=Case(When(is_told, then=F("status")), default=Value(DEPRECATED)),
        case_version=Value(VERSION),
        **{f"low_{column}": Lower(column) for column in ("title", "publisher", "language", "uri",
                                                          "version_label", "licence")},
        low_shown_status=Lower(
            Case(When(is_told, then=F("status")), default=Value(DEPRECATED))
        ),
        low_case_version=Value(VERSION),
    )  # fmt: skip


def _condition(asked: Comparison) -> Q:
    """Return the condition of one comparison; raise ``CaseQueryRefused``."""
    if asked.field in TEXTS:
        return _text(f"low_{TEXTS[asked.field]}", asked)
    if asked.field in DAYS:
        return _figure(DAYS[asked.field], asked, _day(asked.value))
    if asked.field in MOMENTS:
        return _figure(MOMENTS[asked.field], asked, _moment(asked.value))
    if asked.field in NAMES:
        return _name(asked)
    raise CaseQueryRefused(field="filter")


def _text(column: str, asked: Comparison) -> Q:
    value = asked.value.lower()
    if asked.predicate == CONTAINS:
        return Q(**{f"{column}__contains": value})
    if asked.predicate == UNLIKE:
        return ~Q(**{column: value})
    return Q(**{f"{column}__{LOOKUPS[asked.predicate]}": value})


def _figure(column: str, asked: Comparison, value: Any) -> Q:
    if asked.predicate == CONTAINS:
        raise CaseQueryRefused(field="filter")
    if asked.predicate == UNLIKE:
        return ~Q(**{column: value}) & Q(**{f"{column}__isnull": False})
    return Q(**{f"{column}__{LOOKUPS[asked.predicate]}": value})


def _name(asked: Comparison) -> Q:
    """Return the condition on an identifier: databases keep it in forms that compare otherwise."""
    if asked.predicate not in ("=", UNLIKE):
        raise CaseQueryRefused(field="filter")
    try:
        same = Q(identifier=UUID(asked.value))
    except ValueError:
        same = NOTHING
    return same if asked.predicate == "=" else ~same


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CaseQueryRefused(field="filter") from error


def _moment(text: str) -> datetime:
    """Return an instant, UTC where no zone is told; a day is its first instant."""
    try:
        found = parse_datetime(text) or datetime.combine(date.fromisoformat(text), time.min)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (OverflowError, ValueError) as error:  # an instant before the first, or after the last
        raise CaseQueryRefused(field="filter") from error
