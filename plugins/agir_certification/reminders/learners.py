"""Which learners should hear that their exam is near, or that their civil status came back?

Only within a registration that is alive: who gave a place back is written to no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from agir_certification.civil_status import records
from agir_certification.domain.attendance import Deposit
from agir_certification.domain.hours import paris_day
from agir_certification.domain.registration import LIVE, SessionState
from agir_certification.models import Passage, Registration
from agir_certification.reminders.claims import Claim, Matter, take
from agir_platform.ports import RegistrationState

CHUNK: Final = 200
NEAR: Final = timedelta(days=7)
ALIVE: Final = [state.value for state in LIVE]
AHEAD: Final = [SessionState.OPEN.value, SessionState.CLOSED.value]


@dataclass(frozen=True, slots=True)
class Told:
    """What one learner is told of one registration; ``claim`` was taken.

    ``lacks_civil_status``: nothing is kept, and the exam needs it.
    """

    claim: Claim
    registration: UUID
    code: str
    starts_at: datetime
    place: str
    contact: str
    lacks_civil_status: bool = False


def exams(now: datetime) -> Iterator[Told]:
    """Yield whose exam begins within ``NEAR``, once an exam day, each claimed first."""
    rows = Registration.objects.filter(
        state=RegistrationState.CONFIRMED.value, session__state__in=AHEAD,
        session__starts_at__gt=now, session__starts_at__lte=now + NEAR,
    )  # fmt: skip
    for row in _each(rows, "session__certification"):
        claim = Claim(row.subject, Matter.EXAM, row.pk, paris_day(row.session.starts_at))
        if take(claim):
            lacks = not records.recorded({row.subject})
            yield _told(row, claim, lacks_civil_status=lacks)


def came_back(now: datetime) -> Iterator[Told]:
    """Yield who should look at their civil status, once a refusal, each claimed first."""
    rows = Passage.objects.filter(
        deposit=Deposit.REFUSED.value, registration__state__in=ALIVE, settled_at__lte=now
    )
    for row in _each(rows, "registration__session__certification"):
        claim = Claim(row.subject, Matter.REFUSED, row.pk, paris_day(row.settled_at))
        if take(claim):
            yield _told(row.registration, claim)


def _each(rows: QuerySet, *related: str) -> Iterator[Any]:
    """Yield rows in chunks, as a letter leaves between two of them and may take a while."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield from rows.filter(pk__in=keys[start : start + CHUNK]).select_related(*related)


def _told(row: Registration, claim: Claim, *, lacks_civil_status: bool = False) -> Told:
    session = row.session
    return Told(
        claim, row.pk, session.certification.code, session.starts_at, session.place,
        session.contact, lacks_civil_status,
    )  # fmt: skip
