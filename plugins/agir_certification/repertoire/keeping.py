"""Which certifications does the site lead to, and what is known of each?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from agir_certification.domain.passage import Role
from agir_certification.domain.repertoire import (
    BlocUnknown,
    CertificationThere,
    CertificationUnknown,
    Checked,
    Hindrance,
    checked_on,
    code_of,
    ends_soon,
    ensure_blocs,
    hindrances,
    is_said_online,
    kind_of,
    may_deposit,
)
from agir_certification.models import Bloc, Certification, CourseLink


@dataclass(frozen=True, slots=True)
class BlocView:
    """A bloc; ``competency`` is its item in the imported framework, ``None`` where there is none.

    ``courses`` are the keys of the courses that give evidence for it.
    """

    code: str
    title: str
    competency: UUID | None
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertificationView:
    """A certification as a manager or a page sees it.

    ``hindrances`` say why it may not be offered to the public now. ``online_since``: the day
    since which sheet, habilitation and offer were all seen right, ``None`` while one of them was
    not: only then may a page say that the offer is online on Mon Compte Formation, at
    ``offer_url``. ``courses`` are those of the certification as a whole.
    """

    id: UUID
    code: str
    kind: str
    title: str
    role: Role
    may_deposit: bool
    certifier_name: str
    certifier_siret: str
    client_id: str
    certifier_client_id: str
    contract_id: str
    is_active: bool
    valid_from: date | None
    valid_until: date | None
    deliverable_until: date | None
    ends_soon: bool
    habilitation: str
    sheet_checked_on: date | None
    habilitation_checked_on: date | None
    offer_url: str
    offer_checked_on: date | None
    hindrances: tuple[Hindrance, ...]
    online_since: date | None
    is_archived: bool
    courses: tuple[str, ...] = ()
    blocs: tuple[BlocView, ...] = ()

    @property
    def course_keys(self) -> tuple[str, ...]:
        """Return every course that gives evidence for it or a bloc of it, sorted."""
        told = set(self.courses).union(*(bloc.courses for bloc in self.blocs))
        return tuple(sorted(told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """What the Caisse des Dépôts and the certifier call themselves; '' is not known yet."""

    certifier_name: str = ""
    certifier_siret: str = ""
    client_id: str = ""
    certifier_client_id: str = ""
    contract_id: str = ""


def add(code: str, title: str, role: Role, now: datetime) -> UUID:
    """Keep a certification; raise ``CodeMalformed``, ``CertificationThere``."""
    told = code_of(code)
    try:
        with transaction.atomic():
            row = Certification.objects.create(
                code=told, title=title.strip()[:800] or told, role=role.value,
                created_at=now, updated_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise CertificationThere(certification=told) from None
    return row.pk


def locked(certification: UUID) -> Certification:
    """Return the row, locked until the transaction ends; raise ``CertificationUnknown``."""
    row = Certification.objects.select_for_update().filter(pk=certification).first()
    if row is None:
        raise CertificationUnknown
    return row


def set_role(certification: UUID, role: Role, now: datetime) -> None:
    """Say what the operator is for a certification."""
    _change(certification, now, role=role.value)


def identify(certification: UUID, told: Identifiers, now: datetime) -> None:
    """Keep the identifiers that a deposit file needs, as they are written there."""
    _change(
        certification, now,
        certifier_name=told.certifier_name.strip(),
        certifier_siret=told.certifier_siret.replace(" ", ""),
        client_id=told.client_id.strip(),
        certifier_client_id=told.certifier_client_id.strip(),
        contract_id=told.contract_id.strip(),
    )  # fmt: skip


def look_at_offer(certification: UUID, url: str, on: date | None, by: UUID, now: datetime) -> None:
    """Record that a named person saw the offer live on the portal on a day, or (``None``) not."""
    _change(certification, now, offer_url=url.strip(), offer_checked_on=on, offer_checked_by=by)


def archive(certification: UUID, now: datetime, *, is_archived: bool = True) -> None:
    """Take a certification out of use, or back; its registrations stay."""
    _change(certification, now, archived_at=now if is_archived else None)


def link_course(certification: UUID, course_key: str, bloc_code: str, now: datetime) -> None:
    """Say that a course gives evidence for a bloc, or ('') for the whole. Idempotent.

    Raises ``CertificationUnknown``, ``BlocUnknown``.
    """
    with transaction.atomic():
        row = locked(certification)
        if bloc_code:
            ensure_blocs(row.blocs.filter(retired_at=None).values_list("code", flat=True),
                         [bloc_code])  # fmt: skip
        CourseLink.objects.get_or_create(
            certification=row, bloc_code=bloc_code, course_key=course_key
        )
        _touch(row, now)


def unlink_course(certification: UUID, course_key: str, bloc_code: str, now: datetime) -> None:
    """Take that back. Idempotent."""
    with transaction.atomic():
        row = locked(certification)
        row.courses.filter(course_key=course_key, bloc_code=bloc_code).delete()
        _touch(row, now)


def one(certification: UUID, today: date) -> CertificationView:
    """Return a certification; raise ``CertificationUnknown``. Three statements."""
    return _only(Certification.objects.filter(pk=certification), today)


def by_code(code: str, today: date) -> CertificationView:
    """Return the certification of a code; raise ``CertificationUnknown``. Three statements."""
    return _only(Certification.objects.filter(code=code.strip().upper()), today)


def every(
    today: date, *, only: frozenset[UUID] | None = None, with_archived: bool = False
) -> list[CertificationView]:
    """Return certifications by code; ``only`` narrows. Three statements."""
    rows = Certification.objects.all()
    if only is not None:
        rows = rows.filter(pk__in=only)
    if not with_archived:
        rows = rows.filter(archived_at=None)
    return [view(row, today) for row in _with_parts(rows)]


def of_course(course_key: str, today: date) -> list[CertificationView]:
    """Return the certifications in use that a course gives evidence for."""
    rows = Certification.objects.filter(courses__course_key=course_key, archived_at=None)
    return [view(row, today) for row in _with_parts(rows.distinct())]


def blocs_of(code: str) -> frozenset[str]:
    """Return the codes of the blocs in force of a certification."""
    rows = Bloc.objects.filter(certification__code=code, retired_at=None)
    return frozenset(rows.values_list("code", flat=True))


def checked(row: Certification) -> Checked:
    """Return what is known of a certification."""
    return Checked(
        is_active=row.is_active,
        valid_until=row.valid_until,
        habilitation=row.habilitation,
        habilitation_is_active=row.habilitation_is_active,
        sheet_checked_on=row.sheet_checked_on,
        habilitation_checked_on=row.habilitation_checked_on,
        offer_checked_on=row.offer_checked_on,
    )


def view(row: Certification, today: date) -> CertificationView:
    """Return a row as others see it; its blocs and courses are read, prefetched or not."""
    known = checked(row)
    courses: dict[str, list[str]] = {}
    for link in row.courses.all():
        courses.setdefault(link.bloc_code, []).append(link.course_key)
    online = checked_on(known) if is_said_online(known, today) else None
    return CertificationView(
        id=row.pk, code=row.code, kind=kind_of(row.code), title=row.title, role=Role(row.role),
        may_deposit=may_deposit(row.role), certifier_name=row.certifier_name,
        certifier_siret=row.certifier_siret, client_id=row.client_id,
        certifier_client_id=row.certifier_client_id, contract_id=row.contract_id,
        is_active=row.is_active, valid_from=row.valid_from, valid_until=row.valid_until,
        deliverable_until=row.deliverable_until, ends_soon=ends_soon(row.valid_until, today),
        habilitation=row.habilitation, sheet_checked_on=row.sheet_checked_on,
        habilitation_checked_on=row.habilitation_checked_on, offer_url=row.offer_url,
        offer_checked_on=row.offer_checked_on, hindrances=hindrances(known, today),
        online_since=online, is_archived=row.archived_at is not None,
        courses=tuple(courses.get("", ())),
        blocs=tuple(
            BlocView(bloc.code, bloc.title, bloc.competency, tuple(courses.get(bloc.code, ())))
            for bloc in row.blocs.all()
            if bloc.retired_at is None
        ),
    )  # fmt: skip


def _only(rows: QuerySet, today: date) -> CertificationView:
    row = _with_parts(rows).first()
    if row is None:
        raise CertificationUnknown
    return view(row, today)


def _with_parts(rows: QuerySet) -> QuerySet:
    return rows.prefetch_related("blocs", "courses").order_by("code")


def _change(certification: UUID, now: datetime, **told: object) -> None:
    changed = Certification.objects.filter(pk=certification).update(**told, updated_at=now)
    if not changed and not Certification.objects.filter(pk=certification).exists():
        raise CertificationUnknown


def _touch(row: Certification, now: datetime) -> None:
    row.updated_at = now
    row.save(update_fields=("updated_at",))


__all__ = ["BlocUnknown", "BlocView", "CertificationView", "Identifiers"]
