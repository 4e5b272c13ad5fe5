"""The demo, its people and everything they asked, once for this folder."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command

from roles import people, records, walking
from roles.walking import Answer


@pytest.fixture(scope="package")
def there(django_db_setup: None, django_db_blocker: Any) -> dict[str, dict[str, str]]:
    """Load the demo and what it lacks; return the arguments of each address."""
    with django_db_blocker.unblock():
        call_command("host_load_demo", verbosity=0)
        people.settle()
        return records.make()


@pytest.fixture(scope="package")
def heard(there: dict[str, dict[str, str]], django_db_blocker: Any) -> list[Answer]:
    """Return what everybody got everywhere."""
    with django_db_blocker.unblock():
        return list(walking.everything(there))
