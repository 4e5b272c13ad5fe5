"""How is the record of a course's makers read, written, taken back and agreed to?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from agir_catalogue.coproduction import houses
from agir_catalogue.data import Institution as Named
from agir_catalogue.domain import coproduction as rules
from agir_catalogue.domain.coproduction import (
    CoproductionMoved,
    CoproductionNothingToUndo,
    Line,
    TermsMoved,
)
from agir_catalogue.domain.institution import InstitutionUnknown
from agir_catalogue.models import (
    Coproduction,
    CoproductionLine,
    CoproductionVersion,
    Institution,
    InstitutionWord,
)

MOST_HISTORY: Final = 50


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a record; ``by`` is ``None`` once its author left."""

    number: int
    lines: tuple[Line, ...]
    by: UUID | None
    at: datetime
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What an institution does in a course, ``answer`` yes, no, or ``None`` while it is asked."""

    course_key: str
    lines: tuple[Line, ...]
    terms: str
    answer: bool | None


def number(course_key: str) -> int:
    """Return the number of the latest version, 0 for none. One SELECT."""
    rows = Coproduction.objects.filter(pk=course_key)
    return rows.values_list("number", flat=True).first() or 0


def lines_of(course_keys: Collection[str]) -> dict[str, tuple[Line, ...]]:
    """Return the lines of these courses as they are written, agreed or not. One SELECT."""
    found: dict[str, list[Line]] = {}
    for row in CoproductionLine.objects.filter(course_key__in=list(course_keys)):
        found.setdefault(row.course_key, []).append(_line(row))
    return {key: tuple(several) for key, several in found.items()}


def agreed(course_keys: Collection[str]) -> dict[str, tuple[Line, ...]]:
    """Return the lines that count, those whose institution said yes. Two SELECTs, or one."""
    lines = lines_of(course_keys)
    if not lines:
        return {}
    words = _words(lines)
    found = {key: rules.agreed(told, words.get(key, {})) for key, told in lines.items()}
    return {key: told for key, told in found.items() if told}


def credits_of(course_keys: Collection[str]) -> dict[str, tuple[Named, ...]]:
    """Return who publicly makes these courses, in order. Three SELECTs, one for no record."""
    lines = agreed(course_keys)
    found = houses.several(one.institution for told in lines.values() for one in told)
    return {
        key: tuple(
            Named(house.name, house.url, one.role, one.share)
            for one in told
            if (house := found.get(one.institution))
        )
        for key, told in lines.items()
    }


def parts(course_key: str) -> dict[UUID, Part]:
    """Return what each institution is asked, and answered, by institution. Two SELECTs."""
    lines = lines_of([course_key]).get(course_key, ())
    words = _words([course_key]).get(course_key, {})
    return {key: _part(course_key, lines, key, words) for key in {one.institution for one in lines}}


def parts_of(institution: UUID) -> list[Part]:
    """Return what an institution does in every course, by course. Three SELECTs."""
    rows = CoproductionLine.objects.filter(institution_id=institution)
    lines = lines_of(sorted(set(rows.values_list("course_key", flat=True))))
    words = _words(lines)
    return [_part(key, told, institution, words.get(key, {})) for key, told in lines.items()]


def history(course_key: str) -> list[Version]:
    """Return the latest versions, the last first. One SELECT."""
    rows = CoproductionVersion.objects.filter(course_key=course_key)[:MOST_HISTORY]
    return [
        Version(row.number, tuple(map(rules.read, row.lines)), row.by, row.at, row.undoes)
        for row in rows
    ]


def save(course_key: str, lines: Iterable[Line], *, read: int, by: UUID, now: datetime) -> int:
    """Write the record anew; return its number, the old one where nothing changed.

    ``read`` is the number of the version that the writer saw. Raises ``CoproductionMoved``,
    ``InstitutionUnknown`` and what ``domain.checked`` does. One transaction.
    """
    told = rules.checked(lines)
    named = {one.institution for one in told}
    if Institution.objects.filter(pk__in=named).count() != len(named):
        raise InstitutionUnknown
    with transaction.atomic():
        _begin(course_key, read)
        if told == lines_of([course_key]).get(course_key, ()):
            Coproduction.objects.filter(pk=course_key).update(number=F("number") - 1)
            return read
        return _write(course_key, told, read + 1, by=by, now=now)


def undo(course_key: str, *, read: int, by: UUID, now: datetime) -> int:
    """Take the latest change back, as a change of its own; return its number.

    Undoing an undo does it again. Raises ``CoproductionMoved``, ``CoproductionNothingToUndo``.
    """
    with transaction.atomic():
        if not read:
            raise CoproductionNothingToUndo
        _begin(course_key, read)
        rows = CoproductionVersion.objects.filter(course_key=course_key, number=read - 1)
        before = rows.values_list("lines", flat=True).first() or []
        told = tuple(map(rules.read, before))
        return _write(course_key, told, read + 1, by=by, now=now, undoes=read)


def answer(
    course_key: str, institution: UUID, terms: str, *, is_accepted: bool, by: UUID, now: datetime
) -> None:
    """Say yes or no to exactly ``terms``; raise ``TermsMoved`` where others are written now.

    An institution may change its word; each is kept.
    """
    with transaction.atomic():
        # The write comes first: no record changes between the look at it and the word.
        Coproduction.objects.filter(pk=course_key).update(number=F("number"))
        lines = lines_of([course_key]).get(course_key, ())
        if not terms or rules.terms(lines, institution) != terms:
            raise TermsMoved
        InstitutionWord.objects.create(
            institution_id=institution, course_key=course_key, terms=terms,
            is_accepted=is_accepted, by=by, at=now,
        )  # fmt: skip


def _begin(course_key: str, read: int) -> None:
    """Take the next number, which one writer of several gets."""
    Coproduction.objects.bulk_create([Coproduction(course_key=course_key)], ignore_conflicts=True)
    rows = Coproduction.objects.filter(pk=course_key, number=read)
    if not rows.update(number=read + 1):
        raise CoproductionMoved


def _write(
    course_key: str,
    lines: tuple[Line, ...],
    number: int,
    *,
    by: UUID,
    now: datetime,
    undoes: int | None = None,
) -> int:
    CoproductionVersion.objects.create(
        course_key=course_key, number=number, lines=[rules.kept(one) for one in lines],
        undoes=undoes, by=by, at=now,
    )  # fmt: skip
    CoproductionLine.objects.filter(course_key=course_key).delete()
    CoproductionLine.objects.bulk_create(
        CoproductionLine(
            course_key=course_key,
            institution_id=one.institution,
            place=place,
            role=one.role,
            parts=one.share.numerator if one.share is not None else None,
            whole=one.share.denominator if one.share is not None else None,
        )
        for place, one in enumerate(lines)
    )
    return number


def _words(course_keys: Iterable[str]) -> dict[str, dict[UUID, dict[str, bool]]]:
    """Return each institution's last word by terms, by course. One SELECT."""
    found: dict[str, dict[UUID, dict[str, bool]]] = {}
    for row in InstitutionWord.objects.filter(course_key__in=list(course_keys)):
        of_course = found.setdefault(row.course_key, {})
        of_course.setdefault(row.institution_id, {})[row.terms] = row.is_accepted
    return found


def _part(
    course_key: str, lines: tuple[Line, ...], key: UUID, words: dict[UUID, dict[str, bool]]
) -> Part:
    terms = rules.terms(lines, key)
    own = tuple(one for one in lines if one.institution == key)
    return Part(course_key, own, terms, words.get(key, {}).get(terms))


def _line(row: CoproductionLine) -> Line:
    share = None if not row.whole else Fraction(row.parts or 0, row.whole)
    return Line(row.institution_id, row.role, share)
