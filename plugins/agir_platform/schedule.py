"""What runs by itself, and when?

One table for Celery's beat (``AGIR_RUN_BEAT``). Where a site runs no beat, cron or a CronJob runs
the same commands as ``tutor … do agir-…`` jobs. Every command is idempotent: a run that is missed
costs a night and not a truth, one that runs twice does nothing twice. The nights are in the zone of
the site's Celery (UTC unless told).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

EXPIRES_SECONDS: Final = 3600
"""A run that no worker took for an hour is dropped: the next one does its work."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job: commands run one after the other, each even if the one before failed.

    ``minute`` and ``hour`` are fields of a crontab (``*/5``, ``2``, ``*``).
    """

    name: str
    commands: tuple[str, ...]
    minute: str
    hour: str = "*"


JOBS: Final = (
    Job("agir-sweep-inbox", ("agir_sweep_inbox",), "*/5"),
    Job(
        "agir-reconcile",
        (
            "agir_sync_links",
            "agir_reconcile_evidence --without-links",
            "agir_settle_overrides",
            "agir_settle_goals",
            "agir_reconcile_badges",
            "agir_forget_imports",
        ),
        "10",
        "1",
    ),
    Job("agir-probe-covenant", ("agir_probe_covenant",), "10", "2"),
    Job("agir-refresh-notices", ("agir_refresh_notices",), "30", "2"),
    Job("agir-refresh-calls", ("agir_refresh_calls",), "50", "2"),
    Job("agir-refresh-duties", ("agir_refresh_duties", "agir_purge_civil_status"), "55", "2"),
    Job("agir-compute-indicators", ("agir_compute_indicators",), "10", "3"),
    Job("agir-reconcile-seats", ("agir_reconcile_seats",), "20", "3"),
    Job("agir-close-campaigns", ("agir_close_campaigns",), "30", "3"),
    Job("agir-sponsorship-verify", ("agir_sponsorship_verify",), "50", "3"),
    Job("agir-harvest-peers", ("agir_harvest_peers",), "10", "4"),
    Job("agir-recheck-badges", ("agir_recheck_badges",), "50", "4"),
    Job("agir-refresh-catalogue", ("agir_refresh_catalogue",), "30", "5"),
    Job("agir-remind-goals", ("agir_remind_goals",), "0", "7"),
    Job("agir-remind-certification", ("agir_remind_duties", "agir_remind_candidates"), "10", "7"),
)


def entries() -> dict[str, dict[str, Any]]:
    """Return the jobs as Celery's beat takes them."""
    from celery.schedules import crontab  # noqa: PLC0415  settings are read without Celery too

    return {
        job.name: {
            "task": "agir_platform.tasks.run_job",
            "schedule": crontab(minute=job.minute, hour=job.hour),
            "args": (job.name,),
            "options": {"expires": EXPIRES_SECONDS},
        }
        for job in JOBS
    }


def job(name: str) -> Job:
    """Return the job of that name; raise ``KeyError``."""
    return {one.name: one for one in JOBS}[name]
