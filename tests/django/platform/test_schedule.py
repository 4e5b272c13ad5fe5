"""The suite's jobs stand in Celery's beat where a site asks for it, and each of them can run."""

from __future__ import annotations

import shlex
from types import SimpleNamespace
from typing import Any

import pytest
from celery.schedules import crontab
from django.core.management import get_commands, load_command_class

from agir_platform import schedule, tasks
from agir_platform.settings import common, production

LINES = [line for job in schedule.JOBS for line in job.commands]


@pytest.mark.parametrize("line", LINES)
def test_a_command_exists_and_takes_its_arguments(line: str) -> None:
    name, *arguments = shlex.split(line)
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(arguments)


def test_nothing_is_planned_unless_the_site_runs_a_beat() -> None:
    chosen = SimpleNamespace()
    common.plugin_settings(chosen)
    assert not hasattr(chosen, "CELERYBEAT_SCHEDULE")


def test_what_others_planned_stays() -> None:
    """The site's file speaks after the defaults: the switch of the YAML plans the jobs."""
    others = {"theirs": {"task": "theirs"}}
    chosen = SimpleNamespace(CELERYBEAT_SCHEDULE=others, ENV_TOKENS={"AGIR_RUN_BEAT": True})
    common.plugin_settings(chosen)
    production.plugin_settings(chosen)
    planned = chosen.CELERYBEAT_SCHEDULE
    assert planned["theirs"] == {"task": "theirs"}
    assert set(planned) == {"theirs", *(job.name for job in schedule.JOBS)}
    sweep = planned["agir-sweep-inbox"]
    assert sweep["schedule"] == crontab(minute="*/5", hour="*")
    assert sweep["task"] == tasks.run_job.name
    assert others == {"theirs": {"task": "theirs"}}


def test_a_command_that_fails_costs_the_others_nothing(monkeypatch: Any) -> None:
    ran = []

    def call(name: str, *arguments: str) -> None:
        ran.append((name, *arguments))
        if name == "agir_sync_links":
            raise SystemExit(1)
        if name == "agir_settle_goals":
            raise RuntimeError

    monkeypatch.setattr(tasks, "call_command", call)
    assert tasks.run_job("agir-reconcile") == ["agir_sync_links", "agir_settle_goals"]
    assert [" ".join(one) for one in ran] == list(schedule.job("agir-reconcile").commands)


@pytest.mark.django_db
def test_a_real_job_runs() -> None:
    assert tasks.run_job("agir-sweep-inbox") == []
