"""Who gets what where the record is there; and whoever may not, is not told that it is there."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.test import Client

from agir_platform import endpoints
from agir_platform.endpoints import Visitor
from roles import addresses, people, records, table
from roles.addresses import UNSAFE
from roles.people import Person
from roles.walking import Answer

pytestmark = pytest.mark.django_db
Heard = list[Answer]
Records = dict[str, dict[str, str]]
ALIKE = {
    Person.ANONYMOUS: Visitor.ANONYMOUS,
    Person.OTHER_LEARNER: Visitor.OTHER_LEARNER,
    Person.COURSE_STAFF: Visitor.COURSE_STAFF,
    Person.OTHER_MANAGER: Visitor.CERTIFICATION_MANAGER,
    Person.OTHER_SPONSOR: Visitor.SPONSOR,
}
# A link of a letter, asked by the program that shows it, which holds no session (RFC 8058): what it
# may do stands sealed in the link, and is to end the letters and nothing else.
BY_LINK = frozenset({"agir_dashboard:goal-quiet"})
# Who sends tells by signature who they are: no session counts, so that no page can borrow one.
SIGNED = frozenset({"agir_sponsorship:api-stripe", "agir_certification:api-wedof"})


def test_each_person_gets_the_answer_of_the_table(heard: Heard) -> None:
    """A new address has no row and fails: ``AGIR_ROLES=write`` writes it, you read it."""
    have: dict[table.Row, table.Statuses] = {}
    for one in heard:
        have.setdefault((one.name, one.method), {})[one.person] = one.status
    if os.environ.get("AGIR_ROLES") == "write":
        table.FILE.write_text(table.written(have), encoding="utf-8")
    told = list(table.differences(have, table.read()))
    assert told == [], "\n".join(told)


def test_every_address_is_asked_or_said_to_be_without_a_record(there: Records) -> None:
    """Give it a record in records.py, so that "not found" hides no "not allowed"."""
    need = {one.name for one in addresses.every() if one.arguments}
    assert sorted(need - set(there) - records.WITHOUT) == []
    assert sorted(records.WITHOUT - need) == []
    assert sorted(records.WITHOUT & set(there)) == []


def test_nothing_breaks(heard: Heard) -> None:
    broken = [one for one in heard if one.status >= 500 and one.name not in SIGNED]
    assert [(one.name, one.method, one.person) for one in broken] == []


def test_whoever_is_refused_is_not_told_that_the_record_is_there(heard: Heard) -> None:
    """A refusal at a record that is there is the refusal at one that is not.

    Whoever may read the page knows that it is there.
    """
    seen = {(one.name, one.person) for one in heard if (one.method, one.status) == ("GET", 200)}
    absent = {
        (row.name, row.method): row.statuses
        for row in endpoints.table()
        if row.kwargs and "course_key" not in row.kwargs
    }
    told = []
    for one in heard:
        statuses = absent.get((one.name, one.method))
        if statuses is None or one.person not in ALIKE or one.status not in (401, 403, 404):
            continue
        if (one.name, one.person) in seen:
            continue
        missing = statuses[ALIKE[one.person]]
        if one.status != missing:
            told.append(f"{one.method} {one.name} {one.person}: {one.status}, absent {missing}")
    assert told == []


@pytest.mark.parametrize("method", UNSAFE)
def test_nobody_changes_anything_by_a_page_without_its_token(there: Records, method: str) -> None:
    """The operator may do everything, and does nothing without the token."""
    asker = people.client(Person.OPERATOR, enforce_csrf_checks=True)
    plain = people.client(Person.OPERATOR)
    done = []
    for one in addresses.every():
        if one.name in SIGNED | BY_LINK or (one.arguments and one.name not in there):
            continue
        path = one.path(there)
        if method in addresses.methods(path, plain):
            answer = _sent(asker, method, path)
            if answer.status_code != 403:
                done.append(f"{method} {one.name} answers {answer.status_code}")
    assert done == []


def _sent(asker: Client, method: str, path: str) -> Any:
    if path.startswith("/api/"):
        return asker.generic(method, path, "{}", "application/json")
    return asker.generic(method, path, "", "application/x-www-form-urlencoded")
