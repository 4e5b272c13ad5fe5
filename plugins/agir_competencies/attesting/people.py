"""Who signs, and of whom is it said?

A signature is a pseudonym with the name of that day, so that it can lose its name and stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from agir_competencies.domain.attesting import (
    LONGEST_NAME,
    LearnerUnknown,
    NotOfCourse,
    OneselfRefused,
)
from agir_competencies.models import Competency, CompetencyTranslation, Link
from agir_platform.learners import api as learners
from agir_platform.ports import Person
from agir_platform.select import platform


@dataclass(frozen=True, slots=True)
class Signer:
    """Who acts: their pseudonym, and their name as it is today."""

    subject: UUID
    name: str


def signer(user_id: int, *, about: UUID | None = None) -> Signer:
    """Return who signs; raise ``OneselfRefused`` where it is ``about`` themselves.

    The suite meets them now if it never did, so that their retirement finds what they signed.
    """
    person = platform().people.person(user_id)
    name = (person.name or person.username if person else "")[:LONGEST_NAME]
    by = Signer(learners.subject_of(user_id), name)
    if about is not None:
        not_oneself(by, about)
    return by


def not_oneself(by: Signer, subject: UUID) -> None:
    """Raise ``OneselfRefused`` where somebody acts on themselves."""
    if by.subject == subject:
        raise OneselfRefused


def lock(subject: UUID) -> None:
    """Lock the learner's row until the transaction ends; raise ``LearnerUnknown`` once they left.

    Retirement locks it first too, so that nothing is written of who is leaving.
    """
    user_id = learners.user_of(subject)
    if user_id is None or learners.locked_if_known(user_id) != subject:
        raise LearnerUnknown


def learner_named(name: str, course_key: str) -> UUID:
    """Return the subject of who has this username or address and follows the course.

    Raise ``LearnerUnknown`` for everybody else alike: it does not tell who has an account.
    """
    person = platform().people.find(name.strip())
    if person is None or not platform().enrolments.is_enrolled(person.user_id, course_key):
        raise LearnerUnknown
    return learners.subject_of(person.user_id)


def competency_of(course_key: str, identifier: UUID) -> Competency:
    """Return a competency that the course shows or promises; raise ``NotOfCourse``."""
    row = Competency.objects.filter(identifier=identifier).first()
    if row is None or not _linked(course_key).filter(competency=row).exists():
        raise NotOfCourse
    return row


def all_of_course(course_key: str, rows: Collection[Competency]) -> None:
    """Raise ``NotOfCourse`` unless the course shows or promises each. One SELECT.

    A team says nothing of what another course works on, whoever asks it to.
    """
    linked = _linked(course_key).filter(competency__in=rows).values("competency_id")
    if linked.distinct().count() < len(rows):
        raise NotOfCourse


def competencies_of(*course_keys: str) -> list[Competency]:
    """Return the competencies that the courses show or promise, by framework and place."""
    rows = Competency.objects.filter(pk__in=_linked(*course_keys).values("competency_id"))
    ordered = rows.order_by("framework__title", "position", "pk")
    return list(ordered.select_related("framework"))


def names(rows: Iterable[Competency], language: str) -> dict[int, str]:
    """Return what competencies that were read are called, by row. One SELECT, none for none."""
    known = {row.pk: row for row in rows}
    if not known:
        return {}
    said = CompetencyTranslation.objects.filter(
        competency_id__in=known, language__istartswith=language[:2].lower()
    ).order_by("-language")
    better = {one.competency_id: one.short or one.statement for one in said}
    return {pk: better.get(pk) or str(row) for pk, row in known.items()}


def _linked(*course_keys: str) -> Any:
    return Link.objects.filter(course_key__in=course_keys, removed_at=None)


def persons(subjects: Iterable[UUID]) -> Mapping[UUID, Person]:
    """Return who these are, those who left aside. One statement and the platform's two."""
    users = learners.users_of(subjects)
    known = platform().people.persons(users.values()) if users else {}
    return {subject: known[user] for subject, user in users.items() if user in known}


def course_titles(course_keys: Iterable[str]) -> dict[str, str]:
    """Return what these courses are called, by the key of each; a key that is gone names itself.

    The platform's constant number of statements, whatever the number of courses.
    """
    roots = {key: _root_of(key) for key in course_keys}
    asked = [root for root in roots.values() if root]
    titles = platform().courses.titles(asked) if asked else {}
    return {key: titles.get(root) or key for key, root in roots.items()}


def _root_of(course_key: str) -> str:
    try:
        return str(CourseKey.from_string(course_key).make_usage_key("course", "course"))
    except InvalidKeyError:
        return ""
