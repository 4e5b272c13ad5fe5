"""Whom does an operator mean? A user id, or a username."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def user_id_of(word: str) -> int:
    """Return the id of the user; a number is an id even when nobody has it any more."""
    if word.isdecimal():
        return int(word)
    found = get_user_model().objects.filter(username=word).values_list("pk", flat=True).first()
    if found is None:
        raise CommandError(_("This site has no user named %(name)s.") % {"name": word})
    return int(found)
