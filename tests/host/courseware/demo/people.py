"""Who uses the demo? Their passwords are their names: the host is never shipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from host.courseware.models import Course, CourseTeam, Preference


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the demo."""

    username: str
    first_name: str
    last_name: str
    language: str
    learns: bool = False
    teaches: bool = False
    operates: bool = False


ACCOUNTS = (
    Account("apprenante", "Awa", "Diallo", "fr", learns=True),
    Account("learner", "Lea", "Martin", "en", learns=True),
    Account("auteur", "Camille", "Roux", "fr", teaches=True),
    Account("operator", "Olu", "Adeyemi", "en", operates=True),
)


def make() -> dict[Account, Any]:
    """Return the demo's users, made where they are missing."""
    return {account: _user(account) for account in ACCOUNTS}


def join_teams(people: dict[Account, Any], course: Course) -> None:
    """Put the authors in the course's team."""
    for account, user in people.items():
        if account.teaches:
            CourseTeam.objects.get_or_create(course=course, user=user)


def _user(account: Account) -> Any:
    user, is_new = get_user_model().objects.get_or_create(
        username=account.username,
        defaults={
            "email": f"{account.username}@example.org",
            "first_name": account.first_name,
            "last_name": account.last_name,
            "is_staff": account.operates,
            "is_superuser": account.operates,
        },
    )
    if is_new:
        user.set_password(account.username)
        user.save()
    Preference.objects.get_or_create(user=user, defaults={"language": account.language})
    return user
