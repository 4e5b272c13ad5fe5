"""How the real platform's users, with their profiles, are reached and called."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from agir_platform.openedx import people
from agir_platform.ports import Contact


def _user(username: str, email: str, *, active: bool = True, **profile: Any) -> SimpleNamespace:
    told = {"profile": SimpleNamespace(**profile)} if profile else {}
    return SimpleNamespace(pk=7, username=username, email=email, is_active=active, **told)


@pytest.mark.parametrize(
    ("user", "contact"),
    [
        (
            _user("awa", "awa@example.org", name="Awa Diallo"),
            Contact("awa@example.org", "Awa Diallo"),
        ),
        (_user("awa", "awa@example.org", name=None), Contact("awa@example.org", "")),
        (_user("awa", "", name=""), Contact("", "")),
        (_user("awa", "awa@example.org", active=False), Contact("awa@example.org", "", False)),
        (_user("awa", "awa@example.org"), Contact("awa@example.org", "")),
        (_user("retired__user_9f", "retired__9f@retired.invalid", name="x"), Contact("", "")),
        (None, Contact("", "")),
    ],
    ids=["whole", "no name", "nothing", "unconfirmed", "no profile", "retired", "unknown"],
)
def test_a_contact_is_the_users_and_never_a_retired_one(
    monkeypatch: Any, user: Any, contact: Contact
) -> None:
    class Users:
        """As much of the user table as is asked: the one row, or none."""

        def select_related(self, *names: str) -> Users:
            assert names == ("profile",)
            return self

        def filter(self, *, pk__in: Any) -> Users:
            assert list(pk__in) == [7]
            return self

        def exclude(self, *, username__startswith: str) -> list[Any]:
            return [user] if user and not user.username.startswith(username__startswith) else []

    monkeypatch.setattr(people, "get_user_model", lambda: SimpleNamespace(objects=Users()))
    assert people.OpenEdxPeople().contact(7) == contact


def test_a_contact_stays_out_of_logs() -> None:
    told = repr(Contact("awa@example.org", "Awa Diallo"))
    assert "awa" not in told.lower()
    assert "diallo" not in told.lower()
