"""What can an operator run by hand or on a schedule? ``tutor local do agir-…``.

Each job is one or more management commands in the LMS container, all idempotent: run it twice
and nothing happens twice. A job of one command hands its arguments on.
"""

from __future__ import annotations

import base64
import gzip
import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

Task = tuple[str, str]
"""(service, shell script); Tutor renders the script as a template and runs it with ``sh -e``."""

SCRIPT_BYTES: Final = 120_000
"""The longest script of a job: Linux takes at most 131,072 bytes in one argument."""

_PASS: Final = {"ignore_unknown_options": True, "allow_extra_args": True}
_JOBS: Final = (
    (
        "agir-sweep-inbox",
        "Fold the scores that a crash left unread. Every few minutes.",
        ("agir_sweep_inbox",),
    ),
    (
        "agir-reconcile",
        "Read again what an event may have lost: links, evidence, goals, badges; tidy up. Nightly.",
        (
            "agir_sync_links",
            "agir_reconcile_evidence --without-links",
            "agir_settle_overrides",
            "agir_settle_goals",
            "agir_reconcile_badges",
            "agir_forget_imports",
        ),
    ),
    (
        "agir-compute-indicators",
        "Count the learners of each course for the reports of success. Nightly.",
        ("agir_compute_indicators",),
    ),
    (
        "agir-probe-covenant",
        "Look whether courses stay free for everybody, by two learners made for it. Nightly.",
        ("agir_probe_covenant",),
    ),
    (
        "agir-measure-courses",
        "Visit units of public courses with a browser, where one is; else take in a report.",
        ("agir_measure_courses",),
    ),
    (
        "agir-load-cog",
        "Load places of birth by INSEE's codes, for civil status. Once, and when INSEE publishes.",
        ("agir_load_cog",),
    ),
    (
        "agir-refresh-notices",
        "Bring the notices of courses in line with the platform. Nightly.",
        ("agir_refresh_notices",),
    ),
    (
        "agir-reconcile-seats",
        "Bring sponsored seats where registrations stand, feed the solidarity fund. Nightly.",
        ("agir_reconcile_seats",),
    ),
    (
        "agir-close-campaigns",
        "Close campaigns that are over, end unpaid pledges, set refunds aside. Nightly.",
        ("agir_close_campaigns",),
    ),
    (
        "agir-sponsorship-verify",
        "Look again at every transaction of the ledger; fail where it is not whole. Nightly.",
        ("agir_sponsorship_verify",),
    ),
    (
        "agir-refresh-calls",
        "Count the themes of the catalogue, open and answer calls for what it lacks. Nightly.",
        ("agir_refresh_calls",),
    ),
    (
        "agir-refresh-duties",
        "Give places back, count duties and hours, erase civil status that is over. Nightly.",
        ("agir_refresh_duties", "agir_purge_civil_status"),
    ),
    (
        "agir-harvest-peers",
        "Read the courses of other operators again. Nightly.",
        ("agir_harvest_peers",),
    ),
    (
        "agir-recheck-badges",
        "Ask whether badges that people brought from elsewhere still stand. Nightly.",
        ("agir_recheck_badges",),
    ),
    (
        "agir-refresh-catalogue",
        "Let the public catalogue find what notices, covenant and peers say by now. Nightly, last.",
        ("agir_refresh_catalogue",),
    ),
    (
        "agir-remind-goals",
        "Write to learners who asked to be reminded of their goal. Daily, where it is switched on.",
        ("agir_remind_goals",),
    ),
    (
        "agir-remind-certification",
        "Write to managers about duties, to learners about their exam. Daily, where switched on.",
        ("agir_remind_duties", "agir_remind_candidates"),
    ),
    (
        "agir-issue-badges",
        "Sign the badges that wait, or all of them again with --resign.",
        ("agir_issue_badges",),
    ),
    (
        "agir-signing-keys",
        "List the keys that sign badges; retire one or give it up.",
        ("agir_signing_keys",),
    ),
    (
        "agir-selfcheck",
        "Check, without changing anything, that this platform keeps what Agir expects.",
        ("agir_selfcheck",),
    ),
    (
        "agir-backfill",
        "Count what learners of a course answered before a link was made.",
        ("agir_backfill",),
    ),
)


def lms(*scripts: str) -> list[Task]:
    """Return the one task that runs all the scripts in a row, and fails in the end if one did.

    One course with a fault must not cost a night of everybody's badges.
    """
    if len(scripts) == 1:
        return [("lms", scripts[0])]
    return [
        ("lms", "\n".join(["failed=0", *(f"{one} || failed=1" for one in scripts), "exit $failed"]))
    ]


def manage(
    command: str, arguments: Iterable[str] = (), *, first: str = "", service: str = "lms"
) -> str:
    """Return the shell line of a management command; ``first`` is written as it is.

    Raises ``click.UsageError`` for an argument that Tutor would read as a template.
    """
    words = list(arguments)
    for word in words:
        if any(mark in word for mark in ("{{", "{%", "{#")):
            raise click.UsageError(
                f"{word!r} cannot be passed on: Tutor would read it as a template."
            )
    return " ".join(
        [f"./manage.py {service}", command, *filter(None, [first]), *map(shlex.quote, words)]
    )


def _job(name: str, sentence: str, commands: tuple[str, ...]) -> click.Command:
    def run(arguments: tuple[str, ...] = ()) -> list[Task]:
        return lms(*(manage(command, arguments) for command in commands))

    told = ", then ".join(f"`./manage.py lms {command}`" for command in commands)
    alone = len(commands) == 1
    handed = click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)
    return click.Command(
        name,
        callback=run,
        params=[handed] if alone else [],
        help=f"{sentence}\n\nRuns {told}{', with the arguments' if alone else ''}.",
        short_help=sentence,
        context_settings=_PASS if alone else {},
    )


@click.command(
    name="agir-import-framework",
    short_help="Import a framework of competencies from a file.",
    context_settings=_PASS,
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "kind",
    required=True,
    metavar="case|esco|moodle|openedx|rncp|rome",
    help="What FILE holds; sets of files (esco, rome) come as a .zip.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def import_framework(file: Path, kind: str, arguments: tuple[str, ...]) -> list[Task]:
    """Import a framework from FILE, which lies on this machine. Doing it twice changes nothing.

    --dry-run shows what would change; it and all other arguments are those of
    `./manage.py lms agir_import_framework`. A file of a few hundred kB travels inside the job, on
    Kubernetes too. For a larger one, the refusal prints the command that mounts it.
    """
    name = re.sub(r"[^A-Za-z0-9._-]", "_", file.name)
    options = ["--format", kind, *arguments]
    script = "\n".join(
        [
            "agir=$(mktemp -d)",
            "trap 'rm -rf \"$agir\"' EXIT",
            f"base64 -d <<'AGIR_FILE' | gzip -dc > \"$agir/{name}\"",
            base64.encodebytes(gzip.compress(file.read_bytes(), mtime=0)).decode("ascii").strip(),
            "AGIR_FILE",
            manage("agir_import_framework", options, first=f'"$agir/{name}"'),
        ]
    )
    if len(script) > SCRIPT_BYTES:
        inside = f"/mnt/{name}"
        raise click.ClickException(
            f"{file} is too large to travel inside a job. Mount it instead:\n"
            f"  tutor local run -v {shlex.quote(str(file.resolve()))}:{inside}:ro lms "
            f"{manage('agir_import_framework', options, first=inside)}"
        )
    return lms(script)


@click.command(
    name="agir-enable-blocks",
    short_help="Let the authors of courses add Agir's blocks.",
    context_settings=_PASS,
)
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED)
def enable_blocks(arguments: tuple[str, ...]) -> list[Task]:
    """Add the suite's blocks to the advanced modules of each COURSE. Doing it twice is once.

    Runs `./manage.py cms agir_enable_blocks`, in Studio's container, with the arguments: keys of
    courses, --block, --goal-first (hide the completion chart of the Progress tab), --remove.
    """
    return [("cms", manage("agir_enable_blocks", arguments, service="cms"))]


COMMANDS: Final = (import_framework, enable_blocks, *(_job(*row) for row in _JOBS))
"""Every ``do`` job of the plugin."""

INIT: Final = lms(
    # A refusal is worth reading at every launch and is no reason to leave a site half initialised.
    f"{manage('agir_selfcheck')} || echo 'Agir: see the lines above; the site starts anyway.'"
)
"""What `tutor … do init` runs after the platform's own tasks, which migrate every app."""
