"""Processes that sign for the first time at once leave one row, and none of them fails."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from test_signing import SECRET

from agir_platform import signing
from agir_platform.models import IssuerKey
from agir_platform.signing import inventory
from agir_platform.signing.configured import State

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _a_database_that_locks_rows(settings: Any) -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows")
    settings.AGIR_SITE_URL = "https://campus.example"
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}]


def _apart(act: Any) -> Any:
    """Act on a connection of this thread's own."""
    try:
        return act()
    finally:
        connection.close()


def test_many_first_signatures_at_once_are_one_row() -> None:
    barrier = Barrier(6)

    def sign() -> bytes:
        with transaction.atomic():
            signer = signing.require()
            barrier.wait(10)
            return signer.sign(b"a badge")

    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda _: _apart(sign), range(6)))
    assert len(set(made)) == 1
    (row,) = IssuerKey.objects.all()
    assert row.first_used_at is not None


def test_giving_up_at_once_is_one_instant() -> None:
    signing.require().sign(b"a badge")
    barrier = Barrier(4)

    def give_up() -> Any:
        barrier.wait(10)
        return inventory.give_up("k1", State.COMPROMISED)

    with ThreadPoolExecutor(4) as threads:
        since = set(threads.map(lambda _: _apart(give_up), range(4)))
    assert len(since) == 1
    assert signing.current() is None
