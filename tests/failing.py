"""Break one statement after another of a command or a task; read what would be reported of it.

What a command says (its output, what it refuses with), what Celery would log, Django's report of
the fault and the logs: ``break_run`` looks for a person's words in all of it.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.views.debug import get_exception_reporter_class

from breaking import breaking, told_nothing


def break_run(
    run: Callable[[StringIO], object], words: tuple[str, ...], caplog: Any, *, stride: int = 1
) -> int:
    """Run again and again, one statement further broken; return how many runs were broken.

    ``run`` gets where a command writes. The last run was not broken.
    """
    caplog.set_level(logging.DEBUG)
    broken = turn = 0
    while True:
        turn += stride
        said = StringIO()
        caplog.clear()
        with breaking(turn) as failed:
            pages = _reported(run, said)
        told_nothing([said.getvalue(), caplog.text, *pages], words)
        if not failed:
            return broken
        broken += 1


def _reported(run: Callable[[StringIO], object], said: StringIO) -> list[str]:
    """Return what is told of a fault; no frame of it knows the words that are looked for."""
    try:
        run(said)
    except (Exception, SystemExit):  # noqa: BLE001  a command may end with an exit status
        reporter = get_exception_reporter_class(None)(None, *sys.exc_info(), is_email=True)
        return [
            reporter.get_traceback_html(),
            reporter.get_traceback_text(),
            traceback.format_exc(),
        ]
    return []
