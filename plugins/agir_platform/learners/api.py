"""How does a platform user become a subject, and back?

The subject is drawn at random (UUID4): it cannot be computed from the user, so deleting the
mapping really forgets the person.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from agir_platform.models import Learner

__all__ = [
    "forget",
    "known_subject",
    "locked",
    "locked_all",
    "locked_if_known",
    "subject_of",
    "user_of",
    "users_of",
]


def subject_of(user_id: int) -> UUID:
    """Return the learner's subject, drawn now when the suite meets them for the first time."""
    subject = known_subject(user_id)
    if subject is not None:
        return subject
    _meet(user_id)
    return Learner.objects.values_list("subject", flat=True).get(user_id=user_id)


def known_subject(user_id: int) -> UUID | None:
    """Return the learner's subject, or ``None`` when the suite never met them. Writes nothing."""
    return Learner.objects.filter(user_id=user_id).values_list("subject", flat=True).first()


def user_of(subject: UUID) -> int | None:
    """Return the platform user behind ``subject``, or ``None`` when unknown or retired."""
    return Learner.objects.filter(subject=subject).values_list("user_id", flat=True).first()


def users_of(subjects: Iterable[UUID]) -> dict[UUID, int]:
    """Return the platform users behind the subjects that still mean somebody. One statement."""
    rows = Learner.objects.filter(subject__in=set(subjects))
    return dict(rows.values_list("subject", "user_id"))


def subjects_of(user_ids: Iterable[int]) -> dict[int, UUID]:
    """Return the subjects of the users that the suite met. One statement; writes nothing."""
    rows = Learner.objects.filter(user_id__in=set(user_ids))
    return dict(rows.values_list("user_id", "subject"))


def locked(user_id: int, **annotations: Any) -> Learner:
    """Return the learner's row, locked until the transaction ends; it is made when absent.

    One SELECT for a learner already known. ``annotations`` are expressions the caller wants read
    in the same statement (such as a ``Subquery``); they become attributes of the row. To be
    called inside ``transaction.atomic()``.
    """
    rows = Learner.objects.select_for_update().filter(user_id=user_id).annotate(**annotations)
    try:
        return rows.get()
    except Learner.DoesNotExist:
        _meet(user_id)
        return rows.get()


def locked_all(user_ids: Iterable[int]) -> dict[int, Learner]:
    """Return the rows of these users, locked in one order until the transaction ends.

    One SELECT where all are known; whoever is not is made first, and then read with the others.
    To be called inside ``transaction.atomic()``.
    """
    wanted = sorted(set(user_ids))
    rows = Learner.objects.select_for_update().filter(user_id__in=wanted).order_by("user_id")
    found = {row.user_id: row for row in rows}
    absent = [user_id for user_id in wanted if user_id not in found]
    if absent:
        _meet(*absent)
        found = {row.user_id: row for row in rows.all()}
    return found


def locked_if_known(user_id: int) -> UUID | None:
    """Return the learner's subject, their row locked until the transaction ends, or ``None``.

    What is being folded for them ends first, and nothing new begins.
    """
    rows = Learner.objects.select_for_update().filter(user_id=user_id)
    return rows.values_list("subject", flat=True).first()


def forget(user_id: int) -> None:
    """Delete the mapping of this user. Idempotent."""
    Learner.objects.filter(user_id=user_id).delete()


def _meet(*user_ids: int) -> None:
    """Write the learners' rows unless they are there.

    An upsert and no plain INSERT: where two processes meet the same learner at once, MySQL gives
    the loser of an INSERT a shared lock on the row, and two losers that then want it for
    themselves are a deadlock. The loser of an upsert waits for the row itself.
    """
    has_target = connection.features.supports_update_conflicts_with_target
    Learner.objects.bulk_create(
        [Learner(user_id=user_id) for user_id in user_ids],
        update_conflicts=True,
        update_fields=["user_id"],
        unique_fields=["user_id"] if has_target else None,
    )
