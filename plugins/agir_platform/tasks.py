"""Work of the suite that Celery's beat starts."""

from __future__ import annotations

import logging
import shlex

from celery import shared_task
from django.core.management import call_command

from agir_platform import schedule

log = logging.getLogger(__name__)


@shared_task
def run_job(name: str) -> list[str]:
    """Run the commands of a job of the schedule; return those that failed.

    One that fails is logged and costs the others nothing: it runs again the next time.
    """
    failed = []
    for line in schedule.job(name).commands:
        command, *arguments = shlex.split(line)
        try:
            call_command(command, *arguments)
        except (Exception, SystemExit):  # a command may end with an exit status
            log.exception("The job %s could not run %s", name, command)
            failed.append(command)
    return failed
