"""How is a batch brought home: folded, announced, and only then deleted?

The law of ``ledger.delivery``, for a thousand rows. A lock that was refused is tried again after
a pause drawn by chance. What fails by itself is found by halves and set aside; the rest of its
batch goes home.
"""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from django.db import DatabaseError, OperationalError, connection
from django.db.models import F

from agir_competencies.ledger.announce import announce
from agir_competencies.ledger.batch import fold_all
from agir_competencies.ledger.fold import Change
from agir_competencies.models import InboxEntry
from agir_kernel.errors import DomainError

log = logging.getLogger("agir_competencies.stream")

MOST_TRIES: Final = 8
PAUSE: Final = 0.02  # seconds, doubled each time
LOCKED: Final = {1020, 1205, 1213}  # MySQL: record changed, lock wait timeout, deadlock
FOLD_FAILED: Final = "fold_failed"


class LedgerUnreachable(DomainError):
    """The database does not answer; nothing was acknowledged, so nothing is lost."""

    code: ClassVar[str] = "ledger_unreachable"


class LedgerBusy(DomainError):
    """Its locks were refused too often; nothing was acknowledged, so nothing is lost."""

    code: ClassVar[str] = "ledger_busy"


@dataclass(slots=True)
class Settled:
    """``folded`` rows went home; ``aside`` counts others by code; ``retries`` of refused locks."""

    folded: int = 0
    retries: int = 0
    aside: Counter[str] = field(default_factory=Counter)


def settle(
    ids: Sequence[int],
    *,
    again: bool,
    chance: random.Random,
    sleep: Callable[[float], None] = time.sleep,
) -> Settled:
    """Fold, announce and delete these inbox rows; those that are gone were settled before.

    ``again``: a dead consumer may have left what they changed unsaid. Raises
    ``LedgerUnreachable`` or ``LedgerBusy``.
    """
    told = Settled()
    entries = list(InboxEntry.objects.filter(pk__in=ids).order_by("id"))
    _settle(entries, told, again, lambda number: sleep(PAUSE * 2**number * chance.random()))
    return told


def _settle(
    entries: list[InboxEntry], told: Settled, again: bool, pause: Callable[[int], None]
) -> None:
    if not entries:
        return
    try:
        changes = _folded(entries, told, pause)
    except Exception as error:  # noqa: BLE001  what fails by itself is found by halves
        _check_answers(error)
        if len(entries) == 1:
            _set_aside(entries[0], error, told)
            return
        middle = len(entries) // 2
        _settle(entries[:middle], told, again, pause)
        _settle(entries[middle:], told, again, pause)
        return
    for change in changes:
        announce(change, again=again)
    _forget(entries)
    told.folded += len(entries)


def _folded(entries: list[InboxEntry], told: Settled, pause: Callable[[int], None]) -> list[Change]:
    for number in range(MOST_TRIES):
        try:
            return fold_all(entries)
        except OperationalError as error:
            if number == MOST_TRIES - 1 or not _is_lock(error):
                raise
            told.retries += 1
            pause(number)
    raise AssertionError  # pragma: no cover  the last try returns or raises


def _is_lock(error: OperationalError) -> bool:
    return "locked" in str(error) or bool(error.args and error.args[0] in LOCKED)


def _check_answers(error: Exception) -> None:
    """Raise where nothing is wrong with the rows: the database is busy, or gone."""
    if not isinstance(error, DatabaseError):
        return
    if isinstance(error, OperationalError) and _is_lock(error):
        raise LedgerBusy from error
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as gone:
        connection.close()
        raise LedgerUnreachable from gone


def _set_aside(entry: InboxEntry, error: Exception, told: Settled) -> None:
    """Leave the row to the sweeper with a counter; the error's text may name somebody."""
    log.error("A score is set aside: %s %s", FOLD_FAILED, type(error).__name__)
    InboxEntry.objects.filter(pk=entry.pk).update(
        tries=F("tries") + 1, error=type(error).__name__[:255]
    )
    told.aside[FOLD_FAILED] += 1


def _forget(entries: Sequence[InboxEntry]) -> None:
    """Delete the rows plainly: nothing refers to them, so nothing is collected."""
    marks = ", ".join(["%s"] * len(entries))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM agir_competencies_inbox WHERE id IN ({marks})",  # noqa: S608  marks alone
            [entry.pk for entry in entries],
        )
