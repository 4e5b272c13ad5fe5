"""How is work done that nobody waits for?

It is handed to Celery once the transaction is committed, and done at once where the site runs
tasks in place. Whatever fails here is found by the work's twin, a command that runs nightly.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)


def later(task: Any, *arguments: Any, twin: str) -> None:
    """Queue a Celery ``task`` after the commit. Costs no statement, never raises.

    ``arguments`` are what JSON holds. ``twin`` names the command that finds what was lost.
    """
    transaction.on_commit(partial(_queue, task, arguments, twin))


def _queue(task: Any, arguments: tuple[Any, ...], twin: str) -> None:
    try:
        if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
            task.apply(args=arguments, throw=True)
        else:
            task.apply_async(args=arguments, retry=False)
    except Exception:
        log.exception("What could not be queued or done waits for %s", twin)
