"""How does the ledger meet its tables? Reading in one statement, writing in three."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import connection, models
from django.db.models import CharField, DecimalField, Exists, F, QuerySet, Value

from agir_competencies.domain.evidence import Current, Fact
from agir_competencies.domain.mastery import Mastery, Placed, rounded
from agir_competencies.domain.methods import Rule, named
from agir_competencies.domain.override import Override
from agir_competencies.models import CurrentEvidence, Evidence, State
from agir_competencies.models import Override as OverrideRow
from agir_platform.ports import ScoreCause

CURRENT_COLUMNS: Final = (
    "id", "competency_id", "object_key", "kind", "share", "weight", "first_at", "course_key",
    "scored_at", "based_at", "last_at", "evidence_id",
)  # fmt: skip
CURRENT_CHANGES: Final = (
    "share", "weight", "first_at", "scored_at", "based_at", "last_at", "evidence_id",
)  # fmt: skip
STATE_CHANGES: Final = (
    "status", "estimate", "weight", "certainty", "evidence_count", "object_count",
    "demonstrated_at", "last_evidence_at", "method", "rule_version", "folded_status", "updated_at",
)  # fmt: skip
OVERRIDE_CHANGES: Final = ("override_status", "override_at", "override_until")
WHOLE_STATE: Final = (*STATE_CHANGES, *OVERRIDE_CHANGES)
OVERRIDE: Final = "override"  # stands where a current row has its kind
OVERRIDE_COLUMNS: Final = (
    "id", "competency_id", "status", "mark", "none", "one", "made", "course", "ends", "at1",
    "at2", "whose",
)  # fmt: skip


@dataclass(slots=True)
class Held:
    """What the tables hold of one learner and some competencies.

    ``placed``: competency's row → current evidence by its id. ``facts``: competency's row → the
    ledger's facts about the one object that was asked, where they had to be read. ``overrides``:
    competency's row → the open decision of a named person.
    """

    placed: dict[int, dict[UUID, Placed]] = field(default_factory=dict)
    facts: dict[int, list[Fact]] = field(default_factory=dict)
    overrides: dict[int, Override] = field(default_factory=dict)


def placed_of(row: Sequence[Any]) -> Placed:
    """Return what a row of ``CURRENT_COLUMNS`` says."""
    share, weight, first_at, _course, scored_at, based_at, last_at, evidence_id = row[4:]
    current = Current(share, weight, first_at, scored_at, based_at, last_at, evidence_id)
    return Placed(row[0], row[2], current, row[3])


def open_overrides(
    found: QuerySet[OverrideRow], *, with_actor: bool = False
) -> QuerySet[OverrideRow, Any]:
    """Return the open ones as ``OVERRIDE_COLUMNS``, to be united with rows of current evidence.

    ``with_actor``: and who decided, last. From the first column that is computed on, every one is:
    Django 4.2 puts what is computed behind what is stored, whatever order is asked.
    """
    amount = DecimalField(max_digits=5, decimal_places=2)
    told = found.filter(ended_at__isnull=True).annotate(
        mark=Value(OVERRIDE, output_field=CharField()),
        none=Value(Decimal(0), output_field=amount),
        one=Value(Decimal(1), output_field=amount),
        made=F("at"),
        course=F("course_key"),
        ends=F("until"),
        at1=F("at"),
        at2=F("at"),
        whose=F("subject"),
        actor=F("by"),
    )
    return told.values_list(*OVERRIDE_COLUMNS, *(("actor",) if with_actor else ()))


def is_override(row: Sequence[Any]) -> bool:
    """Tell an override from current evidence in what was united."""
    return bool(row[3] == OVERRIDE)


def override_of(row: Sequence[Any]) -> Override:
    """Return what a row of ``OVERRIDE_COLUMNS`` says."""
    return Override(row[2], row[6], row[8])


def read(subject: UUID, competencies: Sequence[int], about: Evidence, ids: Sequence[UUID]) -> Held:
    """Return all current evidence of these competencies, and the ledger of ``about``'s object.

    With it come the open overrides. One SELECT: the ledger's part is empty unless one more fact
    is not enough to know what counts (see ``domain.current.advanced``). ``ids`` are the current
    rows that ``about`` would change.
    """
    current = CurrentEvidence.objects.filter(subject=subject, competency_id__in=competencies)
    late = CurrentEvidence.objects.filter(pk__in=ids, last_at__gte=about.occurred_at)
    if about.cause == ScoreCause.ATTEMPT.value:
        late = late.filter(based_at__isnull=False)
    ledger = Evidence.objects.filter(
        Exists(late),
        subject=subject,
        competency_id__in=competencies,
        object_key=about.object_key,
        kind=about.kind,
    ).annotate(at1=F("occurred_at"), at2=F("occurred_at"), at3=F("occurred_at"), same=F("id"))
    columns = (
        "id", "competency_id", "object_key", "kind", "share", "weight", "occurred_at", "cause",
        "at1", "at2", "at3", "same",
    )  # fmt: skip
    overrides = open_overrides(
        OverrideRow.objects.filter(subject=subject, competency_id__in=competencies)
    )
    union = current.values_list(*CURRENT_COLUMNS).union(
        ledger.values_list(*columns), overrides, all=True
    )
    return _sorted_out(union, about)


def _sorted_out(rows: Iterable[Sequence[Any]], about: Evidence) -> Held:
    """Tell the parts apart: a fact's last column is its own id, a current row's never is."""
    held = Held()
    for row in rows:
        if is_override(row):
            held.overrides[row[1]] = override_of(row)
        elif row[0] != row[-1]:
            held.placed.setdefault(row[1], {})[row[0]] = placed_of(row)
        elif row[2] == about.object_key:  # a collation may ignore case, keys do not
            fact = Fact(row[0], ScoreCause(row[7]), row[4], row[5], row[6])
            held.facts.setdefault(row[1], []).append(fact)
    return held


def current_row(evidence: Evidence, key: UUID, current: Current) -> CurrentEvidence:
    """Return the row that says ``current`` of the object of ``evidence``."""
    return CurrentEvidence(
        id=key,
        subject=evidence.subject,
        competency_id=evidence.competency_id,
        course_key=evidence.course_key,
        object_key=evidence.object_key,
        kind=evidence.kind,
        share=current.share,
        weight=current.weight,
        first_at=current.first_at,
        scored_at=current.scored_at,
        based_at=current.based_at,
        last_at=current.last_at,
        evidence_id=current.evidence_id,
    )


def state_row(
    key: UUID, subject: UUID, competency: int, mastery: Mastery, rule: Rule, now: datetime
) -> State:
    """Return the row that says ``mastery``."""
    return State(
        id=key,
        subject=subject,
        competency_id=competency,
        status=mastery.status,
        estimate=rounded(mastery.estimate),
        weight=rounded(mastery.n) or 0,
        certainty=mastery.certainty,
        evidence_count=mastery.evidence_count,
        object_count=mastery.object_count,
        demonstrated_at=mastery.demonstrated_at,
        last_evidence_at=mastery.last_evidence_at,
        method=named(rule.method),
        rule_version=rule.version,
        folded_status=mastery.folded_status,
        updated_at=now,
    )


def overridden(row: State, override: Override | None) -> State:
    """Return ``row`` with the open override that it repeats, or with none."""
    row.override_status = override.status if override else ""
    row.override_at = override.at if override else None
    row.override_until = override.until if override else None
    return row


def override_in(row: State) -> Override | None:
    """Return the open override that a state repeats."""
    if not row.override_status or row.override_at is None:
        return None
    return Override(row.override_status, row.override_at, row.override_until)


def append(rows: list[Evidence]) -> None:
    """Add rows to the ledger; those it has already stay as they are. One statement."""
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)


def upsert(manager: models.Manager[Any], rows: list[Any], changes: Sequence[str]) -> None:
    """Insert rows, or replace ``changes`` where the id is there already. One statement."""
    target: dict[str, Any] = {}
    if connection.features.supports_update_conflicts_with_target:
        target["unique_fields"] = ["id"]  # MySQL refuses to be told
    manager.bulk_create(rows, update_conflicts=True, update_fields=list(changes), **target)
