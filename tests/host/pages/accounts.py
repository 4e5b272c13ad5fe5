"""Which demo accounts does the entrance offer?

Only those that exist on this host: a host without the demo shows none. Their passwords are
public on purpose; the host is a demonstration and is never shipped.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: dict[str, Promise] = {
    "apprenante": _("Awa Diallo, learner, in French"),
    "learner": _("Learner, in English"),
    "auteur": _("Author and course team"),
    "operator": _("Operator of the site"),
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that the entrance lists; its password is its username."""

    username: str
    role: Promise


def demo_accounts() -> list[DemoAccount]:
    """Return the demo accounts that exist here, in one query."""
    present = set(
        get_user_model()
        .objects.filter(username__in=list(ROLES), is_active=True)
        .values_list("username", flat=True)
    )
    return [DemoAccount(name, role) for name, role in ROLES.items() if name in present]
