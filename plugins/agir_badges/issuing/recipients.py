"""To which e-mail addresses do badges go? Held as long as a hash takes, and never kept."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from agir_platform.learners import api as learners
from agir_platform.select import platform


def addresses_of(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """Return the e-mail addresses that the platform knows, by subject; others are absent.

    Two statements.
    """
    users = learners.users_of(subjects)
    known = platform().people.contacts(users.values())
    return {
        subject: known[user].email
        for subject, user in users.items()
        if user in known and known[user].email
    }
