"""Status lists: numbers that nobody shares, bits that a stranger reads."""

from __future__ import annotations

import base64
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from signed import NOW, award, held, learner, lose, verdict

from agir_badges import api
from agir_badges.issuing import bits as published
from agir_badges.issuing import numbers
from agir_badges.models import Credential, StatusList
from host.gallery.rows import counted

pytestmark = pytest.mark.django_db


def bits(body: str) -> bytes:
    """Read a list with nothing of ours: multibase u, base64url, gzip (Bitstring v1.0, 3.2)."""
    encoded = json.loads(body)["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    return gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))


def is_set(read: bytes, number: int) -> bool:
    return bool(read[number // 8] & (1 << (7 - number % 8)))


def test_numbers_of_one_batch_and_of_the_next_differ() -> None:
    numbers.ready(1000, now=NOW)
    with counted() as statements, transaction.atomic():
        first = numbers.take(1000, now=NOW)
    assert len(statements) == 2
    with transaction.atomic():
        second = numbers.take(1000, now=NOW)
    assert len({number for _, number in first + second}) == 2000
    assert StatusList.objects.get().used == 2000


def test_what_is_undone_gives_its_numbers_back() -> None:
    numbers.ready(5, now=NOW)
    with transaction.atomic():
        numbers.take(5, now=NOW)
        transaction.set_rollback(True)
    assert StatusList.objects.get().used == 0


def test_a_full_list_is_followed_by_another() -> None:
    numbers.ready(1, now=NOW)
    StatusList.objects.update(used=StatusList.SIZE - 3)
    with transaction.atomic():
        last = numbers.take(3, now=NOW)
        first = numbers.take(3, now=NOW)
    assert {name for name, _ in last} != {name for name, _ in first}
    assert StatusList.objects.filter(slot=1).count() == 1
    assert StatusList.objects.count() == 2


def test_two_purposes_one_number_each_bit_where_the_standard_says() -> None:
    subject = learner()
    name, skills = held(subject)
    row, lists = Credential.objects.get(id=name), StatusList.objects.get()
    for document in (lists.id, lists.suspensions):
        read = bits(api.status_list(document, now=NOW).body)
        assert len(read) * 8 == 131_072
        assert not any(read)
    lose(subject, skills[0])
    award(subject, skills)
    api.issue_all(now=NOW)
    suspended = bits(api.status_list(lists.suspensions, now=NOW).body)
    assert is_set(suspended, row.status_index)
    assert sum(byte.bit_count() for byte in suspended) == 1
    assert not any(bits(api.status_list(lists.id, now=NOW).body))
    later = NOW + timedelta(days=14)
    api.issue_all(now=later)
    assert is_set(bits(api.status_list(lists.id, now=later).body), row.status_index)
    assert not any(bits(api.status_list(lists.suspensions, now=later).body))


def test_a_list_is_signed_once_a_version_and_read_in_few_statements() -> None:
    held(learner())
    lists = StatusList.objects.get()
    with counted() as statements:
        first = api.status_list(lists.id, now=NOW)
    assert len([sql for sql in statements if "agir_badges" in sql]) == 2
    with counted() as statements:
        second = api.status_list(lists.id, now=NOW + timedelta(minutes=9))
    assert (second.body, second.etag) == (first.body, first.etag)
    assert len([sql for sql in statements if "agir_badges" in sql]) == 1
    said = json.loads(first.body)
    assert said["credentialSubject"]["ttl"] == 300_000
    assert said["validUntil"] == "2026-10-15T10:30:00Z"
    assert said["credentialSubject"]["statusPurpose"] == "revocation"


def test_an_unknown_list() -> None:
    with pytest.raises(api.StatusListUnknown):
        api.status_list(uuid4(), now=NOW)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_connections_that_issue_at_once_share_no_number() -> None:
    """Six connections open the first list together, then take ten batches each."""
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows")
    barrier = Barrier(6)

    def take() -> list[tuple[UUID, int]]:
        taken: list[tuple[UUID, int]] = []
        try:
            barrier.wait(10)
            for _ in range(10):
                numbers.ready(25, now=NOW)
                with transaction.atomic():
                    taken += numbers.take(25, now=NOW)
        finally:
            connection.close()
        return taken

    with ThreadPoolExecutor(6) as threads:
        futures = [threads.submit(take) for _ in range(6)]
        taken = [pair for future in futures for pair in future.result(60)]
    assert len(set(taken)) == len(taken) == 6 * 10 * 25
    assert StatusList.objects.filter(slot=1).count() == 1


def test_retired_numbers_and_living_ones_are_read_in_one_statement() -> None:
    subject = learner()
    name, _ = held(subject)
    text = Credential.objects.get(id=name).document
    api.forget(subject)
    lists = StatusList.objects.get()
    with counted() as statements:
        assert len(list(published.numbers(lists, "revocation"))) == 1
    assert len(statements) == 1
    assert verdict(name, NOW, text).code == "revoked"
