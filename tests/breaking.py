"""Break one statement after another of a request; read what Django, the answer and the logs tell.

Django's report shows the variables of each frame, those of the statement among them:
``told_nothing`` looks for a person's words in all of it.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlencode

from django.core.signals import got_request_exception
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.views.debug import get_exception_reporter_class


class Broken(DatabaseError):
    """What a database says that is gone in the middle of a request."""


@contextmanager
def breaking(turn: int) -> Iterator[list[int]]:
    """Let the statement of that turn fail; yield a list that is filled when it did."""
    left, failed = [turn], []

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            failed.append(turn)
            raise Broken("the server has gone away")
        return execute(sql, params, many, context)

    with taken_back(), connection.execute_wrapper(run):
        yield failed


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what is written meanwhile: each turn begins alike.

    A savepoint that breaks makes the transaction around it unusable, and what is asked next would
    fail at its first statement and show nothing.
    """
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Reports:
    """What Django would show or send for each error of a request."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def __call__(self, request: HttpRequest, **_: Any) -> None:
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info(), is_email=True)
        self.pages += [reporter.get_traceback_html(), reporter.get_traceback_text()]


@contextmanager
def reported() -> Iterator[Reports]:
    """Hear every error of a request, as what sends mail to administrators does."""
    heard = Reports()
    got_request_exception.connect(heard, weak=False)
    try:
        yield heard
    finally:
        got_request_exception.disconnect(heard)


def told_nothing(told: list[str], words: tuple[str, ...]) -> None:
    """Assert that no text holds one of the words; show where it does."""
    told = [
        re.sub(r"\b(c|pre|post|v)[0-9]{10,}\b", "", text) for text in told
    ]  # Django's ids are addresses
    found = [(word, text[max(text.find(word) - 200, 0):][:300]) for text in told for word in words
             if word in text]  # fmt: skip
    assert found == [], found[:3]


def break_each(
    client: Client, told: dict[str, Any], words: tuple[str, ...], caplog: Any, *, stride: int = 1
) -> int:
    """Ask again and again, one statement further broken; return how many errors were read.

    Each answer, report and log is looked through for ``words``; the last request was not broken.
    Nothing that was asked stays written.
    """
    client.raise_request_exception = False
    with reported() as reports:
        return _break_each(client, told, words, caplog, stride, reports)


def _break_each(
    client: Client, told: dict[str, Any], words: tuple[str, ...], caplog: Any, stride: int,
    reports: Reports,
) -> int:  # fmt: skip
    seen = turn = 0
    caplog.set_level(logging.DEBUG, logger="agir")
    while True:
        turn += stride
        begun = len(reports.pages)
        with breaking(turn) as failed:
            answer = client.generic(**told)
            said = _read(answer)
        if not failed:
            return seen
        if len(reports.pages) > begun:
            seen += 1
            told_nothing([*reports.pages[begun:], said.decode(errors="replace")], words)
        told_nothing([caplog.text], words)
        caplog.clear()


def _read(answer: Any) -> bytes:
    """Return what arrives of an answer; a fault on the way cuts it."""
    if not answer.streaming:
        return bytes(answer.content)
    arrived: list[bytes] = []
    with suppress(Broken):
        arrived.extend(answer)
    return b"".join(arrived)


def form(path: str, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends for a form without a file."""
    return {
        "method": "POST", "path": path, "data": urlencode(fields),
        "content_type": "application/x-www-form-urlencoded",
    }  # fmt: skip
