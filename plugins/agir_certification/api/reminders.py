"""Who is due a letter about a certification? Each is claimed first: whoever asks, sends.

Off by default, managers' and learners' apart. No letter holds a civil status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from agir_certification.api import calendar, managers
from agir_certification.domain.hours import paris_day
from agir_certification.duties import log as duties
from agir_certification.duties.log import DutyView
from agir_certification.reminders import claims
from agir_certification.reminders import learners as candidates
from agir_certification.reminders.claims import Claim, Matter
from agir_certification.reminders.learners import Told
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners

__all__ = [
    "Candidate", "Digest", "Matter", "Told", "candidates_due", "digests_due", "give_back",
    "is_on_for_learners", "is_on_for_managers",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Digest:
    """What one manager is told today: duties that are late or due soon, longest late first."""

    user_id: int
    duties: tuple[DutyView, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one learner is told."""

    user_id: int
    matter: Matter
    told: Told


def is_on_for_managers() -> bool:
    """Tell whether this site writes to certification managers about their duties."""
    return bool(getattr(settings, "AGIR_CERTIFICATION_REMINDERS", False))


def is_on_for_learners() -> bool:
    """Tell whether this site writes to learners about the exam that they registered for."""
    return bool(getattr(settings, "AGIR_CERTIFICATION_LEARNER_REMINDERS", False))


def digests_due(*, clock: Clock | None = None) -> Iterator[Digest]:
    """Yield what each manager has not been told today of what is late or due soon.

    Nothing where it is off. ``AGIR_CERTIFICATION_REMINDER_DAYS`` says how far ahead.
    """
    if not is_on_for_managers():
        return
    today = paris_day((clock or SystemClock()).now())
    claims.forget_old(today)
    ahead = today + timedelta(days=int(getattr(settings, "AGIR_CERTIFICATION_REMINDER_DAYS", 2)))
    for subject in sorted({one.subject for one in managers.living()}):
        user_id = learners.user_of(subject)
        if user_id is None:
            continue
        near = duties.due_by(ahead, today, codes=calendar.codes_of(user_id, clock=clock))
        taken = [(one, Claim(subject, Matter.DUTY, one.id, today)) for one in near]
        fresh = [(one, claim) for one, claim in taken if claims.take(claim)]
        if fresh:
            yield Digest(
                user_id, tuple(one for one, _ in fresh), tuple(claim for _, claim in fresh)
            )


def candidates_due(*, clock: Clock | None = None) -> Iterator[Candidate]:
    """Yield which learners should hear of their exam, or of a civil status that came back.

    Nothing where it is off; only of registrations that are alive.
    """
    if not is_on_for_learners():
        return
    now = (clock or SystemClock()).now()
    for several in (candidates.exams(now), candidates.came_back(now)):
        for told in several:
            user_id = learners.user_of(told.claim.subject)
            if user_id is not None:
                yield Candidate(user_id, told.claim.matter, told)


def give_back(*several: Claim) -> None:
    """Let what could not be sent be due again."""
    claims.give_back(several)
