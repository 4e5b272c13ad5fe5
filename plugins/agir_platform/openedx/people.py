"""Who is a user of the real platform?"""

from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model

from agir_platform.ports import Person

LANGUAGE_PREFERENCE: Final = "pref-lang"


class OpenEdxPeople:
    """People by the platform's user table, profile and preferences."""

    def person(self, user_id: int) -> Person | None:
        """Return the person, or ``None`` when unknown or retired."""
        user = get_user_model().objects.select_related("profile").filter(pk=user_id).first()
        if user is None or user.username.startswith(_retired_prefix()):
            return None
        profile = getattr(user, "profile", None)
        return Person(
            user_id=user.pk,
            username=user.username,
            name=(profile.name if profile else "") or user.username,
            language=_language_of(user_id),
        )


def _retired_prefix() -> str:
    return getattr(settings, "RETIRED_USERNAME_PREFIX", None) or "retired__user_"


def _language_of(user_id: int) -> str:
    from openedx.core.djangoapps.user_api.models import UserPreference  # noqa: PLC0415

    chosen = UserPreference.objects.filter(user_id=user_id, key=LANGUAGE_PREFERENCE)
    return chosen.values_list("value", flat=True).first() or ""
