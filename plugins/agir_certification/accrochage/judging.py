"""Which passages of a certification can go now, and why does each of the others wait?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from agir_certification.accrochage.settled import terms_of
from agir_certification.civil_status import records as persons
from agir_certification.domain.attendance import Deposit
from agir_certification.domain.faults import Fault, sendable
from agir_certification.domain.passage import Passage as Record
from agir_certification.domain.schema import Profile
from agir_certification.domain.sifting import Seen, judged
from agir_certification.models import Batch, BatchLine, Passage
from agir_certification.passages import depositing
from agir_platform.learners import api as learners
from agir_platform.select import platform


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage that was looked at. ``record`` is there when it may go; else ``why`` says why.

    ``why`` is a word of ``depositing.Wait`` or of a filter's step, ``faults`` when the checks
    keep it back; warnings stand in ``faults`` of one that goes.
    """

    passage: UUID
    record: Record | None
    why: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a passage stands at the Caisse des Dépôts; ``message`` is the return file's own.

    ``batch`` is the file it is in, or was in last. ``is_named``: a civil status is kept.
    """

    passage: UUID
    subject: UUID
    deposit: Deposit
    is_decided: bool
    is_named: bool
    message: str
    batch: UUID | None


def judge(
    code: str, *, by: UUID | None, now: datetime, profile: Profile, hand_over: bool = False
) -> Iterator[Judged]:
    """Yield every passage of a certification that was not accepted, looked at; reads are logged.

    A page of the database at a time: 100,000 passages take little more memory than 500. Raises
    ``MayNotDeposit`` for a training partner unless ``hand_over``.
    """
    seen, terms = Seen.nothing(), terms_of(now)
    for page in depositing.pages(code, by=by, now=now, hand_over=hand_over):
        called = _usernames(page.subjects)
        for record in page.found.records:
            identifier = record.technical_id
            if identifier not in page.subjects:
                continue  # a step of the filter renamed it: nobody could settle it
            username = called.get(page.subjects[identifier], "")
            faults = judged(record, terms, profile, seen, username=username)
            yield Judged(UUID(identifier), record if sendable(faults) else None, "", faults)
        for one in page.found.waiting:
            yield Judged(one.passage, None, one.why)


def _usernames(subjects: Mapping[str, UUID]) -> dict[UUID, str]:
    """Return what the platform calls each: a name that is that one was not given as a name.

    Whose name a manager confirmed is left out.
    """
    several = set(subjects.values())
    users = learners.users_of(several - persons.confirmed(several))
    known = platform().people.persons(users.values())
    return {key: known[user].username for key, user in users.items() if user in known}


def standings(code: str, *, start: int = 0, most: int | None = None) -> list[Standing]:
    """Return where passages of a certification stand, in the order of decisions.

    ``start`` and ``most`` take a page of them. Reads no civil status. Four statements.
    """
    found = Passage.objects.filter(certification_code=code).order_by("decided_at", "id")
    rows = list(found[start : None if most is None else start + most])
    return _standing(rows, None if most is None else [row.pk for row in rows], code)


def standings_of(passages: Sequence[UUID]) -> list[Standing]:
    """Return where these passages stand. Four statements."""
    rows = list(Passage.objects.filter(pk__in=passages).order_by("decided_at", "id"))
    return _standing(rows, list(passages), "")


def counts(code: str) -> dict[str, int]:
    """Return how many passages of a certification stand where, by ``Deposit``. One statement."""
    rows = Passage.objects.filter(certification_code=code).order_by()
    return dict(rows.values_list("deposit").annotate(count=Count("pk")))


def _standing(rows: list[Passage], keys: list[UUID] | None, code: str) -> list[Standing]:
    named = persons.recorded({row.subject for row in rows})
    lines = (
        BatchLine.objects.filter(passage__certification_code=code)
        if keys is None
        else BatchLine.objects.filter(passage__in=keys)
    )
    last = dict(lines.order_by("batch__made_at").values_list("passage_id", "batch_id"))
    return [
        Standing(
            row.pk, row.subject, Deposit(row.deposit), bool(row.decision), row.subject in named,
            row.message, last.get(row.pk),
        )
        for row in rows
    ]  # fmt: skip


def unresolved(code: str) -> list[Batch]:
    """Return the files of a certification that were made and not deposited, oldest first."""
    return list(Batch.objects.filter(certification_code=code, state="generated").order_by("at"))
