"""Who is a user of the host, and may they edit?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from agir_platform.ports import Contact, Person
from host.courseware.models import CourseTeam, Preference

RETIRED = "retired__user_"


class HostPeople:
    """People by Django's users and the host's preferences."""

    def person(self, user_id: int) -> Person | None:
        """Return the person, or ``None`` when unknown or retired."""
        return self.persons([user_id]).get(user_id)

    def persons(self, user_ids: Iterable[int]) -> dict[int, Person]:
        """Return those who are known and not retired. Two statements."""
        users = list(_living(user_ids))
        chosen = Preference.objects.filter(user_id__in=[user.pk for user in users])
        languages = dict(chosen.values_list("user_id", "language"))
        return {
            user.pk: Person(
                user_id=user.pk,
                username=user.username,
                name=user.get_full_name() or user.username,
                language=languages.get(user.pk) or "",
            )
            for user in users
        }

    def find(self, name: str) -> Person | None:
        """Return who has exactly this username or e-mail address."""
        users = get_user_model().objects.filter(Q(username=name) | Q(email__iexact=name))
        found = dict(users.values_list("username", "pk")) if name else {}
        user_id = found.get(name) or next(iter(found.values()), None)
        return None if user_id is None else self.person(user_id)

    def contact(self, user_id: int) -> Contact:
        """Return the e-mail address and full name; both '' when unknown or retired."""
        return self.contacts([user_id]).get(user_id, Contact("", ""))

    def contacts(self, user_ids: Iterable[int]) -> dict[int, Contact]:
        """Return the contacts of those who are known and not retired. One statement."""
        return {
            user.pk: Contact(user.email, user.get_full_name(), is_confirmed=user.is_active)
            for user in _living(user_ids)
        }


def _living(user_ids: Iterable[int]) -> Any:
    """Return these users, those who are unknown or retired left out."""
    users = get_user_model().objects.filter(pk__in=list(user_ids))
    return users.exclude(username__startswith=RETIRED)


class HostAccess:
    """Operators are ``is_staff``; a course's team is a table."""

    def is_operator(self, user_id: int | None) -> bool:
        """Tell whether the user runs the site."""
        users = get_user_model().objects
        return bool(user_id) and users.filter(pk=user_id, is_active=True, is_staff=True).exists()

    def is_course_staff(self, user_id: int | None, course_key: str) -> bool:
        """Tell whether the user is in the course team (operators are)."""
        if not user_id:
            return False
        in_team = CourseTeam.objects.filter(
            user_id=user_id, user__is_active=True, course__key=course_key
        )
        return self.is_operator(user_id) or in_team.exists()
