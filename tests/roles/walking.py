"""Everybody asks everything: each address, method and person, and nothing stays behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction

from roles import addresses
from roles.people import Person, client


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person got; ``body`` is JSON, ``None`` for what is none."""

    name: str
    method: str
    person: Person
    status: int
    media: str
    etag: str
    body: Any


def everything(there: dict[str, dict[str, str]]) -> Iterator[Answer]:
    """Yield every answer; each request is undone before the next."""
    askers = {person: client(person) for person in Person}
    for address in addresses.every():
        if address.arguments and address.name not in there:
            continue  # without a record, or new: a test of its own tells which
        path = address.path(there)
        for method in addresses.methods(path, askers[Person.OPERATOR]):
            for person, asker in askers.items():
                yield ask(address.name, method, path, person, asker)


def ask(name: str, method: str, path: str, person: Person, asker: Any) -> Answer:
    """Ask once, with an empty body where there is one, and undo it."""
    cache.clear()  # how much somebody asked within a minute is another test's business
    with transaction.atomic():
        sends = {} if method == "GET" else {"data": "{}", "content_type": "application/json"}
        if method != "GET" and not path.startswith("/api/"):
            sends = {"data": "", "content_type": "application/x-www-form-urlencoded"}
        answer = asker.generic(method, path, **sends)
        content = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    media = answer.headers.get("Content-Type", "").partition(";")[0]
    body = json.loads(content) if media.endswith("json") and content else None
    return Answer(
        name, method, person, answer.status_code, media, answer.headers.get("ETag", ""), body
    )
