"""What did people say: an exam here, an exception there, a promise; and how does it leave?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_catalogue.models import CovenantOverride, CovenantPromise, ExamSection
from agir_kernel.errors import DomainError

LONGEST: Final = 500


class ReasonMissing(DomainError):
    """An exception without its reason, or with one of more than 500 characters."""

    code: ClassVar[str] = "covenant_reason_missing"


class OverrideOpen(DomainError):
    """The course has an exception already."""

    code: ClassVar[str] = "covenant_override_open"


class OverrideAbsent(DomainError):
    """The course has no exception that could end."""

    code: ClassVar[str] = "covenant_override_absent"


class PromiseUnknown(DomainError):
    """Nobody signed the covenant under this reference."""

    code: ClassVar[str] = "covenant_promise_unknown"


class PromiseBound(DomainError):
    """The promise is for another course already. Facts: ``course_key``."""

    code: ClassVar[str] = "covenant_promise_bound"


def override(course_key: str, reason: str, by: UUID, now: datetime) -> None:
    """Let activations proceed on a course for a reason; raise ``ReasonMissing, OverrideOpen``."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise ReasonMissing(limit=LONGEST)
    try:
        with transaction.atomic():
            CovenantOverride.objects.create(
                course_key=course_key, open_key=course_key, reason=reason, made_by=by, made_at=now
            )
    except IntegrityError as double:
        raise OverrideOpen(course_key=course_key) from double


def end_override(course_key: str, by: UUID, now: datetime) -> None:
    """End the exception of a course; raise ``OverrideAbsent``."""
    ended = CovenantOverride.objects.filter(open_key=course_key).update(
        open_key=None, ended_by=by, ended_at=now
    )
    if not ended:
        raise OverrideAbsent(course_key=course_key)


@transaction.atomic
def declare(course_key: str, usage_keys: Collection[str], by: UUID, now: datetime) -> None:
    """Let these be the exam sections of a course, and no others. Idempotent."""
    rows = ExamSection.objects.filter(course_key=course_key)
    rows.exclude(usage_key__in=usage_keys).delete()
    known = set(rows.values_list("usage_key", flat=True))
    ExamSection.objects.bulk_create(
        ExamSection(course_key=course_key, usage_key=key, declared_by=by, declared_at=now)
        for key in sorted(set(usage_keys) - known)
    )


def promise(reference: str, by: UUID, now: datetime) -> None:
    """Sign the covenant for a course to come. Signing again changes nothing."""
    CovenantPromise.objects.get_or_create(
        reference=reference, defaults={"signed_by": by, "signed_at": now}
    )


def bind(reference: str, course_key: str, now: datetime) -> None:
    """Say which course a promise was for; raise ``PromiseUnknown`` or ``PromiseBound``."""
    rows = CovenantPromise.objects.filter(reference=reference)
    if rows.filter(course_key="").update(course_key=course_key, bound_at=now):
        return
    bound = rows.values_list("course_key", flat=True).first()
    if bound is None:
        raise PromiseUnknown(reference=reference)
    if bound != course_key:
        raise PromiseBound(course_key=bound)


def course_of(reference: str) -> str:
    """Return the course that a promise was for, '' before it exists; raise ``PromiseUnknown``."""
    rows = CovenantPromise.objects.filter(reference=reference)
    bound = rows.values_list("course_key", flat=True).first()
    if bound is None:
        raise PromiseUnknown(reference=reference)
    return bound


def forget(subject: UUID) -> None:
    """Leave what somebody said, and no longer say that it was them. Idempotent."""
    CovenantOverride.objects.filter(made_by=subject).update(made_by=None)
    CovenantOverride.objects.filter(ended_by=subject).update(ended_by=None)
    ExamSection.objects.filter(declared_by=subject).update(declared_by=None)
    CovenantPromise.objects.filter(signed_by=subject).update(signed_by=None)


def export(subject: UUID) -> dict[str, Any]:
    """Return what somebody said, as plain values."""
    overrides = CovenantOverride.objects.filter(made_by=subject)
    exams = ExamSection.objects.filter(declared_by=subject)
    promises = CovenantPromise.objects.filter(signed_by=subject)
    return {
        "exceptions": [
            {"course": row.course_key, "reason": row.reason, "at": row.made_at.isoformat()}
            for row in overrides
        ],
        "exceptions_ended": [
            {"course": row.course_key, "at": row.ended_at.isoformat() if row.ended_at else ""}
            for row in CovenantOverride.objects.filter(ended_by=subject)
        ],
        "exams": [{"section": row.usage_key, "at": row.declared_at.isoformat()} for row in exams],
        "promises": [
            {"reference": row.reference, "at": row.signed_at.isoformat()} for row in promises
        ],
    }
