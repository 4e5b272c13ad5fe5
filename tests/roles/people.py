"""Who asks? One person a role, with no other role, beside the demo's own people."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.test import Client

from agir_certification.api import managers, repertoire
from agir_platform.learners import api as learners
from agir_sponsorship.models import Organisation, OrganisationContact, Pledge
from host.courseware.models import Course, CourseTeam

COURSE = "course-v1:Agir+COTE-A-COTE+2026"
MANAGED = ("RNCP35959", "RS99999")
ELSEWHERE = "RNCP99001"


class Person(StrEnum):
    """A column of the table.

    ``LEARNER`` owns what a learner can own, ``SPONSOR`` is a contact of the organisation that gave,
    ``MANAGER`` manages the certifications of the records; the others are their like elsewhere.
    """

    ANONYMOUS = "anonymous"
    LEARNER = "learner"
    OTHER_LEARNER = "other_learner"
    COURSE_STAFF = "course_staff"
    MANAGER = "manager"
    OTHER_MANAGER = "other_manager"
    SPONSOR = "sponsor"
    OTHER_SPONSOR = "other_sponsor"
    OPERATOR = "operator"


ACCOUNTS = {
    Person.LEARNER: "apprenante",
    Person.OTHER_LEARNER: "learner",
    Person.COURSE_STAFF: "equipe",
    Person.MANAGER: "gestion",
    Person.OTHER_MANAGER: "gestion-ailleurs",
    Person.SPONSOR: "mecene",
    Person.OTHER_SPONSOR: "mecene-ailleurs",
    Person.OPERATOR: "operator",
}


def settle() -> None:
    """Make the people whom the demo lacks, and give each their role."""
    users = {
        person: get_user_model().objects.get_or_create(
            username=name, defaults={"email": f"{name}@example.org"}
        )[0]
        for person, name in ACCOUNTS.items()
    }
    course = Course.objects.get(key=COURSE)
    CourseTeam.objects.get_or_create(course=course, user=users[Person.COURSE_STAFF])
    by = learners.subject_of(users[Person.OPERATOR].pk)
    for one in repertoire.every(with_archived=True):
        who = Person.MANAGER if one.code in MANAGED else Person.OTHER_MANAGER
        managers.grant(users[who].username, one.id, by=by)
    gave = Pledge.objects.filter(state="paid").order_by("pk")[0]
    here = Organisation.objects.get(pk=gave.organisation)
    there = Organisation.objects.get(pk=here.pk)
    there.pk, there.taken = uuid4(), None
    there.save(force_insert=True)
    for place, who in ((here, Person.SPONSOR), (there, Person.OTHER_SPONSOR)):
        OrganisationContact.objects.create(
            organisation=place,
            subject=learners.subject_of(users[who].pk),
            role="admin",
            since=here.created_at,
        )


def client(person: Person, **options: Any) -> Client:
    """Return a client of this person's, in English."""
    made = Client(headers={"accept-language": "en"}, raise_request_exception=False, **options)
    if person is not Person.ANONYMOUS:
        made.force_login(get_user_model().objects.get(username=ACCOUNTS[person]))
    return made
