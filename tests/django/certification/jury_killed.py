"""Kill what a jury's day writes before each statement it makes (``tests/killing.py``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from killing import walk

KEY = "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"
LEARNERS = [UUID(int=number) for number in (1, 2, 3)]
BLOCS = ("RNCP34762BC01", "RNCP34762BC02")
CODE = "RNCP34762"


def _ready() -> None:
    """Give the site a key, as a site has."""
    from django.conf import settings

    settings.AGIR_VAULT_KEYS = [KEY]


def prepare() -> None:
    """Make tables, a certification of two blocs, and three persons with a place in a session."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _ready()
    from certified_world import certification, civil, keep_covenant, later, request, session

    from agir_certification.api import registrations
    from agir_certification.models import Bloc

    keep_covenant()
    made = certification(CODE)
    for code in BLOCS:
        Bloc.objects.create(certification_id=made, code=code, title=code)
    day = later(days=-2).now()
    where = session(made, starts_at=day, ends_at=day, capacity=3)
    for subject in LEARNERS:
        asked = request(where, subject, is_paid=True)
        registrations.register(asked, clock=later(days=-9))
        civil(subject, clock=later(days=-9))


def work() -> None:
    """Do what the desk shows is left to do, as the person in charge does who comes back to it."""
    _ready()
    from certified_world import BY, CLOCK, PDF

    from agir_certification.api import passages, sessions
    from agir_certification.models import Registration, Session

    where = Session.objects.values_list("pk", flat=True).get()
    sessions.hold(where, by=BY, clock=CLOCK)
    for registration in Registration.objects.order_by("subject").values_list("pk", flat=True):
        passages.expect(registration)
    members = [passages.Member("Jeanne Presle", "présidente", is_president=True)]
    if not passages.juries_of(where):
        passages.convene(where, CLOCK.now().date(), members, clock=CLOCK)
    (jury,) = passages.juries_of(where)
    if jury.signed_on is None:
        passages.sign_minutes(jury.id, PDF, CLOCK.now().date(), clock=CLOCK)
    for one in passages.of_session(where):
        if one.attendance is passages.Attendance.EXPECTED:
            passages.attend(one.id, passages.Attendance.PRESENT, by=BY, clock=CLOCK)
        if one.decision is None:
            passages.decide(one.id, _result(one.subject), jury=jury.id, by=BY, clock=CLOCK)


def _result(subject: UUID) -> Any:
    """Return all for the first, a bloc for the second, nothing for the third."""
    from certified_world import CLOCK

    from agir_certification.api.passages import Decision, Result

    won = {LEARNERS[0]: 2, LEARNERS[1]: 1, LEARNERS[2]: 0}[subject]
    decision = (Decision.NOT_OBTAINED, Decision.PARTLY_OBTAINED, Decision.OBTAINED)[won]
    day = CLOCK.now().date() if won else None
    blocs = {code: place < won for place, code in enumerate(BLOCS)}
    return Result(decision=decision, delivered_on=day, blocs=blocs)


def _books() -> list[list[Any]]:
    """Say of each passage what was recorded, in the order of the learners."""
    from agir_certification.models import Duty, Passage

    told = []
    for row in Passage.objects.order_by("subject").prefetch_related("blocs", "steps"):
        blocs = sorted((bloc.code, bloc.is_obtained) for bloc in row.blocs.all())
        owed = Duty.objects.filter(about=row.pk, done_at=None, dropped_at=None).count()
        steps = sorted(step.word for step in row.steps.all())
        told.append([row.attendance, row.decision, row.deposit, blocs, owed, steps])
    return told


def aftermath() -> dict[str, Any]:
    """Say what the kill left, do what is left, do it once more, and say what is there then."""
    from agir_certification.models import Jury, JuryMember

    left = _books()
    work()
    again = _books()
    work()
    assert _books() == again
    return {
        "left": left,
        "again": again,
        "juries": [Jury.objects.count(), JuryMember.objects.count()],
    }


if __name__ == "__main__":
    import django

    django.setup()
    stride = int(os.environ.get("AGIR_KILL_STRIDE", "1"))
    walk(Path(sys.argv[1]), prepare, work, aftermath, stride=stride)
