"""How is an inbox row brought home: folded, announced, and only then deleted?

A process may die between any two of these: the row is still there, and the sweeper does it all
again, which changes nothing that was done. A failure of the database in between is tried a few
times (two writers on SQLite, a deadlock on MySQL), then left to the sweeper with a counter.
"""

from __future__ import annotations

import logging
import random
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import OperationalError, connection, transaction
from django.db.models import F

from agir_competencies.ledger.announce import announce
from agir_competencies.ledger.fold import Change, fold
from agir_competencies.ledger.heard import of_entry
from agir_competencies.models import InboxEntry

log = logging.getLogger("agir_competencies.inbox")

MOST_TRIES: Final = 20
AT_ONCE: Final = 5  # tries before the sweeper is left to it
PAUSE: Final = 0.02  # seconds, doubled each time, with chance so that two do not meet again


def deliver(entry: InboxEntry, *, again: bool = False) -> bool:
    """Fold ``entry``, announce, delete it; ``False`` when it must be tried later. Never raises.

    ``again``: announce what a dead process may have left unsaid.
    """
    try:
        change = _folded(entry)
        transaction.on_commit(lambda: _finish(entry, change, again=again))
    except Exception as error:  # noqa: BLE001  whoever answers a question must not meet our fault
        _failed(entry, error)
        return False
    return True


def _folded(entry: InboxEntry) -> Change | None:
    """Fold in a transaction, again after a lock was refused; inside another's, once."""
    tries = 1 if connection.in_atomic_block else AT_ONCE
    for number in range(1, tries + 1):
        try:
            return fold(of_entry(entry), entry=entry)
        except OperationalError:
            if number == tries:
                raise
            time.sleep(PAUSE * 2**number * random.random())  # noqa: S311  no secret hangs on it
    return None


def _finish(entry: InboxEntry, change: Change | None, *, again: bool) -> None:
    if change is not None:
        announce(change, again=again)
    _forget(entry)


def _forget(entry: InboxEntry) -> None:
    """Delete the row in one plain statement: nothing refers to it, so nothing is collected."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM agir_competencies_inbox WHERE id = %s", [entry.pk])


def _failed(entry: InboxEntry, error: Exception) -> None:
    """Keep the row for the sweeper; the error's class is kept, its text may name somebody."""
    log.error("A score waits in the inbox: %s", type(error).__name__)
    try:
        InboxEntry.objects.filter(pk=entry.pk).update(
            tries=F("tries") + 1, error=type(error).__name__[:255]
        )
    except Exception:  # noqa: BLE001  the row is there all the same
        log.error("The inbox could not be marked")


def waiting(limit: int, older_than: timedelta) -> list[InboxEntry]:
    """Return rows that nobody is folding any more, those that failed least first."""
    before = datetime.now(UTC) - older_than
    rows = InboxEntry.objects.filter(received_at__lte=before, tries__lt=MOST_TRIES)
    return list(rows.order_by("tries", "id")[:limit])
