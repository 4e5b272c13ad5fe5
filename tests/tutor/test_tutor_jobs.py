"""`tutor local do agir-…`: what would run, run for real in a shell."""

import importlib.util
import json
import os
import re
import subprocess
import sys

import pytest
from tutoragir_sources import ROOT, suite_commands

JOBS = {
    "agir-sweep-inbox": ["agir_sweep_inbox"],
    "agir-reconcile": [
        "agir_sync_links",
        "agir_reconcile_evidence",
        "agir_settle_overrides",
        "agir_settle_goals",
        "agir_reconcile_badges",
        "agir_forget_imports",
    ],
    "agir-compute-indicators": ["agir_compute_indicators"],
    "agir-probe-covenant": ["agir_probe_covenant"],
    "agir-measure-courses": ["agir_measure_courses"],
    "agir-load-cog": ["agir_load_cog"],
    "agir-refresh-notices": ["agir_refresh_notices"],
    "agir-reconcile-seats": ["agir_reconcile_seats"],
    "agir-close-campaigns": ["agir_close_campaigns"],
    "agir-sponsorship-verify": ["agir_sponsorship_verify"],
    "agir-refresh-calls": ["agir_refresh_calls"],
    "agir-harvest-peers": ["agir_harvest_peers"],
    "agir-refresh-duties": ["agir_refresh_duties", "agir_purge_civil_status"],
    "agir-recheck-badges": ["agir_recheck_badges"],
    "agir-refresh-catalogue": ["agir_refresh_catalogue"],
    "agir-remind-goals": ["agir_remind_goals"],
    "agir-remind-certification": ["agir_remind_duties", "agir_remind_candidates"],
    "agir-issue-badges": ["agir_issue_badges"],
    "agir-signing-keys": ["agir_signing_keys"],
    "agir-selfcheck": ["agir_selfcheck"],
    "agir-backfill": ["agir_backfill"],
    "agir-import-framework": ["agir_import_framework"],
    "agir-enable-blocks": ["agir_enable_blocks"],
}
MANAGE = """#!{python}
import json, os, sys
held = [open(a).read() for a in sys.argv if os.path.isfile(a) and a != sys.argv[0]]
print(json.dumps([sys.argv[1:], held]))
"""
RNCP = ROOT.parent / "shared" / "data" / "france-competences" / "export_fiches_RNCP_fixture.xml"


@pytest.fixture
def do(new_site, tmp_path):
    """Run a job through Tutor, then its script with a `manage.py` that tells what it got."""
    new_site.tutor("config", "save")
    room = tmp_path / "container"
    room.mkdir()
    manage = room / "manage.py"
    manage.write_text(MANAGE.format(python=sys.executable))
    manage.chmod(0o755)

    def run(*arguments):
        new_site.tutor("local", "do", *arguments)
        ((call, job),) = [
            (c, one) for c in new_site.docker() for one in ("lms-job", "cms-job") if one in c
        ]
        script = call[call.index(job) + 1 :]
        assert script[:3] == ["sh", "-e", "-c"]
        done = subprocess.run(
            script, cwd=room, env=os.environ, capture_output=True, text=True, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]

    return run


@pytest.mark.parametrize("job", JOBS)
def test_each_job_explains_itself(site, job):
    shown = site.tutor("local", "do", job, "--help").stdout
    assert "agir" in shown
    assert "Usage" in shown


def test_jobs_run_commands_that_exist():
    wanted = {command for commands in JOBS.values() for command in commands}
    assert wanted <= suite_commands(), "a job of the Tutor plugin names a command nobody wrote"


@pytest.mark.parametrize("job", ["agir-sweep-inbox", "agir-selfcheck", "agir-backfill"])
def test_a_job_hands_its_arguments_on(do, job):
    course = "course-v1:Agir+d'ici+2026"
    assert [got for got, _ in do(job, "--limit", "5", course)] == [
        ["lms", command, "--limit", "5", course] for command in JOBS[job]
    ]


def test_blocks_are_enabled_where_courses_are_written(do):
    """Studio's container, so that the draft branch is at hand."""
    course = "course-v1:Agir+d'ici+2026"
    ((got, _),) = do("agir-enable-blocks", course, "--block", "agir-goals", "--goal-first")
    assert got == ["cms", "agir_enable_blocks", course, "--block", "agir-goals", "--goal-first"]


def test_no_course_is_refused_before_a_container_starts(new_site):
    refused = new_site.tutor("local", "do", "agir-enable-blocks", check=False)
    assert refused.returncode
    assert not new_site.docker()


def test_reconcile_runs_all_in_order(do):
    assert [got for got, _ in do("agir-reconcile")] == [
        ["lms", "agir_sync_links"],
        ["lms", "agir_reconcile_evidence", "--without-links"],
        ["lms", "agir_settle_overrides"],
        ["lms", "agir_settle_goals"],
        ["lms", "agir_reconcile_badges"],
        ["lms", "agir_forget_imports"],
    ]


def test_reconcile_goes_on_after_a_failure_and_says_so(new_site, tmp_path):
    new_site.tutor("config", "save")
    new_site.tutor("local", "do", "agir-reconcile")
    ((_, script),) = scripts_of(new_site.docker())
    failing = '#!/bin/sh\necho "$2"\n[ "$2" != agir_sync_links ]\n'
    done = run_script(script, tmp_path, failing)
    assert done.returncode == 1
    assert done.stdout.split() == JOBS["agir-reconcile"]
    assert run_script(script, tmp_path, "#!/bin/sh\n").returncode == 0


def run_script(script, room, manage):
    """Run a job's script as its container would, with this `manage.py`."""
    (room / "manage.py").write_text(manage)
    (room / "manage.py").chmod(0o755)
    command = ["sh", "-e", "-c", script]
    return subprocess.run(command, cwd=room, capture_output=True, text=True, check=False)


def test_reconcile_takes_no_argument(new_site):
    assert new_site.tutor("local", "do", "agir-reconcile", "--limit", "5", check=False).returncode


def scripts_of(calls):
    """Return (service, script) of each job that docker was asked to run."""
    jobs = [call for call in calls if "run" in call and "sh" in call]
    return [(call[call.index("sh") - 1], call[-1]) for call in jobs]


def test_init_checks_the_platform_after_it_migrated(new_site):
    new_site.tutor("config", "save")
    new_site.tutor("local", "do", "init")
    scripts = scripts_of(new_site.docker())
    (migrated,) = (i for i, (_, text) in enumerate(scripts) if "lms migrate" in text)
    ((checked, script),) = (
        (i, text)
        for i, (where, text) in enumerate(scripts)
        if "agir" in text and where == "lms-job"
    )
    assert migrated < checked
    assert re.findall(r"agir_\w+", script) == ["agir_selfcheck"]


def test_a_failed_check_does_not_stop_init(new_site, tmp_path):
    new_site.tutor("config", "save")
    new_site.tutor("local", "do", "init", "--limit", "agir")
    ((_, script),) = scripts_of(new_site.docker())
    done = run_script(script, tmp_path, "#!/bin/sh\nexit 1\n")
    assert done.returncode == 0
    assert "see the lines above" in done.stdout


def test_a_template_in_an_argument_is_refused(new_site):
    refused = new_site.tutor("local", "do", "agir-backfill", "{{ LMS_HOST }}", check=False)
    assert refused.returncode
    assert "template" in refused.stderr
    assert not new_site.docker()


def test_a_framework_travels_inside_the_job(do, tmp_path):
    source = tmp_path / "l'été {{ x }}.xml"
    source.write_text("<fiche>été {{ LMS_HOST }} $HOME `id` 'AGIR_FILE'</fiche>", encoding="utf-8")
    ((got, held),) = do("agir-import-framework", source, "--format", "rncp", "--dry-run")
    assert (got[:2], got[3:]) == (
        ["lms", "agir_import_framework"],
        ["--format", "rncp", "--dry-run"],
    )
    assert held == [source.read_text(encoding="utf-8")]
    assert not os.path.exists(got[2]), "the file outlives the job"


@pytest.mark.skipif(
    not RNCP.exists(), reason="the export of France compétences is not beside the repository"
)
def test_a_real_export_fits(do):
    ((_, held),) = do("agir-import-framework", RNCP, "--format", "rncp")
    assert held == [RNCP.read_text(encoding="utf-8")]


def test_a_large_file_is_refused_with_the_command_that_mounts_it(new_site, tmp_path):
    new_site.tutor("config", "save")
    source = tmp_path / "large one.json"
    source.write_bytes(os.urandom(200_000))
    refused = new_site.tutor(
        "local", "do", "agir-import-framework", source, "--format", "case", check=False
    )
    assert refused.returncode
    assert f"-v '{source}':/mnt/large_one.json:ro" in refused.stderr
    assert not new_site.docker()
    new_site.tutor(
        "local",
        "run",
        "-v",
        f"{source}:/mnt/large_one.json:ro",
        "lms",
        "./manage.py",
        "lms",
        "agir_import_framework",
        "/mnt/large_one.json",
        "--format",
        "case",
    )
    (call,) = [c for c in new_site.docker() if "lms" in c]
    assert call[-6:] == [
        "./manage.py",
        "lms",
        "agir_import_framework",
        "/mnt/large_one.json",
        "--format",
        "case",
    ]


def test_the_format_is_asked_before_a_container_starts(new_site, tmp_path):
    (tmp_path / "x").write_text("x")
    refused = new_site.tutor("local", "do", "agir-import-framework", tmp_path / "x", check=False)
    assert refused.returncode
    assert "--format" in refused.stderr
    assert not new_site.docker()


def test_options_of_the_command_are_handed_on(do, tmp_path):
    (tmp_path / "x.xml").write_text("<x/>")
    more = ["--sheet", "RNCP37674", "--sheet", "RNCP1", "--dry-run"]
    ((got, _),) = do("agir-import-framework", "--format", "rncp", tmp_path / "x.xml", *more)
    assert got[3:] == ["--format", "rncp", *more]


def test_the_command_takes_what_the_job_gives_it():
    (source,) = ROOT.glob("plugins/*/management/commands/agir_import_framework.py")
    text = source.read_text(encoding="utf-8")
    for option in ("file", "--format", "--dry-run", "--sheet"):
        assert f'"{option}"' in text


def test_the_beat_and_the_jobs_run_the_same():
    """What has a time in the help of a job stands in the schedule of the suite, and the same."""
    from tutoragir import jobs

    path = ROOT / "plugins/agir_platform/schedule.py"
    spec = importlib.util.spec_from_file_location("agir_schedule", path)
    schedule = sys.modules["agir_schedule"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(schedule)
    timed = r"(Nightly|Daily|Every few minutes)\b[^.]*\.$"
    told = {name: commands for name, said, commands in jobs._JOBS if re.search(timed, said)}
    assert {job.name: job.commands for job in schedule.JOBS} == told
