"""How is a look at a course written down, and what follows from it?

A breach opens when a course that kept the covenant fails a guard, and heals when all four pass
again. What is unknown opens nothing and heals nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from agir_catalogue.domain.covenant import KEPT, Finding, failing, standing
from agir_catalogue.models import Breach, CovenantCheck, CovenantPromise, CovenantStanding


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: the standing, whether it differs from the last, and the breach's fate.

    ``breach`` is ``opened``, ``healed``, ``open`` or ''.
    """

    course_key: str
    standing: str
    has_changed: bool
    breach: str


@transaction.atomic
def write(course_key: str, found: tuple[Finding, ...], now: datetime) -> Looked:
    """Write down a look; the same again moves its date alone. At most ten statements.

    A look older than the one already written is dropped: two nights may overtake each other.
    """
    now_standing = standing(found)
    row, is_new = CovenantStanding.objects.select_for_update().get_or_create(
        course_key=course_key,
        defaults={"standing": now_standing, "checked_at": now},
    )
    if row.checked_at > now:
        return Looked(course_key, row.standing, False, "")
    has_changed = is_new or row.standing != now_standing
    _write_checks(course_key, found, now)
    breach = _breach(row, found, now)
    row.standing, row.checked_at = now_standing, now
    if now_standing == KEPT:
        row.last_kept_at = now
    row.save(update_fields=["standing", "checked_at", "last_kept_at"])
    return Looked(course_key, now_standing, has_changed, breach)


def _write_checks(course_key: str, found: tuple[Finding, ...], now: datetime) -> None:
    rows = CovenantCheck.objects.filter(course_key=course_key, until=None)
    current = {row.criterion: row for row in rows}
    same, gone, new = [], [], []
    for one in found:
        row = current.get(one.criterion)
        if row and (row.verdict, row.code, row.facts) == (one.verdict, one.code, dict(one.facts)):
            same.append(row.pk)
            continue
        if row:
            gone.append(row.pk)
        new.append(
            CovenantCheck(
                course_key=course_key,
                criterion=one.criterion,
                verdict=one.verdict,
                code=one.code,
                facts=dict(one.facts),
                since=now,
                checked_at=now,
            )
        )
    rows_of = CovenantCheck.objects.filter
    if same:
        rows_of(pk__in=same).update(checked_at=now)
    if gone:
        rows_of(pk__in=gone).update(until=now)
    CovenantCheck.objects.bulk_create(new)


def _breach(row: CovenantStanding, found: tuple[Finding, ...], now: datetime) -> str:
    """Open, widen or heal; a course that never kept the covenant, nor promised to, has none."""
    failed = failing(found)
    open_one = Breach.objects.filter(open_key=row.course_key).first()
    if open_one is not None and standing(found) == KEPT:
        open_one.open_key, open_one.healed_at = None, now
        open_one.save(update_fields=["open_key", "healed_at"])
        return "healed"
    if open_one is not None:
        known = set(open_one.criteria.split(","))
        if not known.issuperset(failed):
            open_one.criteria = ",".join(sorted(known.union(failed)))
            open_one.save(update_fields=["criteria"])
        return "open"
    if failed and (row.last_kept_at is not None or _is_promised(row.course_key)):
        Breach.objects.create(
            course_key=row.course_key,
            open_key=row.course_key,
            criteria=",".join(failed),
            opened_at=now,
        )
        return "opened"
    return ""


def _is_promised(course_key: str) -> bool:
    return CovenantPromise.objects.filter(course_key=course_key).exists()
