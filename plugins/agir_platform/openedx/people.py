"""Who is a user of the real platform?"""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from agir_platform.ports import Contact, Person

LANGUAGE_PREFERENCE: Final = "pref-lang"


class OpenEdxPeople:
    """People by the platform's user table, profile and preferences."""

    def person(self, user_id: int) -> Person | None:
        """Return the person, or ``None`` when unknown or retired."""
        return self.persons([user_id]).get(user_id)

    def persons(self, user_ids: Iterable[int]) -> dict[int, Person]:
        """Return those who are known and not retired. Two statements."""
        users = list(_living(user_ids))
        languages = _languages_of([user.pk for user in users])
        return {
            user.pk: Person(
                user_id=user.pk,
                username=user.username,
                name=_full_name(user) or user.username,
                language=languages.get(user.pk, ""),
            )
            for user in users
        }

    def find(self, name: str) -> Person | None:
        """Return who has exactly this username or e-mail address. Three statements."""
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
            user.pk: Contact(user.email, _full_name(user), is_confirmed=user.is_active)
            for user in _living(user_ids)
        }


def _living(user_ids: Iterable[int]) -> Any:
    """Return these users with their profiles, those who are unknown or retired left out."""
    users = get_user_model().objects.select_related("profile").filter(pk__in=list(user_ids))
    return users.exclude(username__startswith=retired_prefix())


def _full_name(user: Any) -> str:
    profile = getattr(user, "profile", None)
    return (profile.name or "") if profile else ""


def retired_prefix() -> str:
    """Return what the username of a retired user begins with."""
    return getattr(settings, "RETIRED_USERNAME_PREFIX", None) or "retired__user_"


def _languages_of(user_ids: list[int]) -> dict[int, str]:
    from openedx.core.djangoapps.user_api.models import UserPreference  # noqa: PLC0415

    chosen = UserPreference.objects.filter(user_id__in=user_ids, key=LANGUAGE_PREFERENCE)
    return dict(chosen.values_list("user_id", "value"))
