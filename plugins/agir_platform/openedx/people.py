"""Who is a user of the real platform?"""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model

from agir_platform.ports import Contact, Person

LANGUAGE_PREFERENCE: Final = "pref-lang"


class OpenEdxPeople:
    """People by the platform's user table, profile and preferences."""

    def person(self, user_id: int) -> Person | None:
        """Return the person, or ``None`` when unknown or retired."""
        user = _living(user_id)
        if user is None:
            return None
        profile = getattr(user, "profile", None)
        return Person(
            user_id=user.pk,
            username=user.username,
            name=(profile.name if profile else "") or user.username,
            language=_language_of(user_id),
        )

    def contact(self, user_id: int) -> Contact:
        """Return the e-mail address and full name; both '' when unknown or retired."""
        return self.contacts([user_id]).get(user_id, Contact("", ""))

    def contacts(self, user_ids: Iterable[int]) -> dict[int, Contact]:
        """Return the contacts of those who are known and not retired. One statement."""
        users = get_user_model().objects.select_related("profile").filter(pk__in=list(user_ids))
        found: dict[int, Contact] = {}
        for user in users.exclude(username__startswith=retired_prefix()):
            profile = getattr(user, "profile", None)
            found[user.pk] = Contact(user.email, (profile.name or "") if profile else "")
        return found


def _living(user_id: int) -> Any:
    """Return the user with their profile, or ``None`` when unknown or retired."""
    user = get_user_model().objects.select_related("profile").filter(pk=user_id).first()
    return None if user is None or user.username.startswith(retired_prefix()) else user


def retired_prefix() -> str:
    """Return what the username of a retired user begins with."""
    return getattr(settings, "RETIRED_USERNAME_PREFIX", None) or "retired__user_"


def _language_of(user_id: int) -> str:
    from openedx.core.djangoapps.user_api.models import UserPreference  # noqa: PLC0415

    chosen = UserPreference.objects.filter(user_id=user_id, key=LANGUAGE_PREFERENCE)
    return chosen.values_list("value", flat=True).first() or ""
