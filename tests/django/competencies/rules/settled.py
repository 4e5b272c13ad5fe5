"""Kill a change of rule before its statements, go on, and tell what is left.

Run as a program: ``python settled.py FOLDER``. Each change is a process of its own over its own
copy of a database file; SQLite's trace counts the statements, BEGIN and COMMIT among them, and
SIGKILL falls before the one whose turn it is. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

LEARNERS, RANGE, STRIDE = 60, 20, 5


def prepare() -> None:
    """Make tables and learners, of whom every third would fall and every third would gain."""
    from crowd import enter, skill
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    one = skill()
    enter(one, [("1", "1"), ("0.75", "0.9", "0.9"), ("0.95",)] * (LEARNERS // 3))


def change() -> None:
    """Change the rule unless that was done, and settle in small ranges."""
    from agir_competencies.api import rules
    from agir_competencies.models import Competency, MasteryRule
    from agir_competencies.upkeep import changing

    one = Competency.objects.get()
    if not MasteryRule.objects.exists():
        rules.change_rule(
            rules.RuleWish(
                "average", Decimal("0.9"), objects_needed=1, competency=one.identifier,
                decision=rules.LET_FALL,
            )
        )  # fmt: skip
    changing.settled(most=RANGE)


def aftermath(out: Path) -> None:
    """Write what a reader meets now, then go on, and write what is there then."""
    killed = read()
    change()
    out.write_text(json.dumps({"killed": killed, "after": read()}))


def read() -> dict[str, Any]:
    """Return how many states each version made, and whether the ledger agrees."""
    from django.db.models import Count

    from agir_competencies import api
    from agir_competencies.models import State

    versions = State.objects.values_list("rule_version").annotate(Count("pk")).order_by()
    return {
        "versions": {str(version): count for version, count in versions},
        "differences": len(api.verify().differences),
        "states": sorted(map(str, State.objects.values_list("subject", "status", "estimate"))),
    }


def in_child(database: Path, work: Callable[[], None], *, die_at: int = 0) -> int:
    """Do ``work`` in a new process over ``database``; return its status, or minus its signal."""
    from django.db import connection

    connection.close()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    connection.settings_dict["NAME"] = str(database)
    if die_at:
        _die(die_at)
    try:
        work()
    except BaseException as error:  # noqa: BLE001  a child must end here, not in the parent's code
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os._exit(0)


def _die(turn: int) -> None:
    from django.db import connection

    left = turn

    def trace(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.ensure_connection()
    connection.connection.set_trace_callback(trace)


def main(folder: Path) -> None:
    """Kill at every fifth statement until a change survives."""
    import django

    django.setup()
    template = folder / "template.sqlite3"
    if in_child(template, prepare):
        raise SystemExit("the tables were not made")
    told = []
    status, turn = -signal.SIGKILL, 1
    while status == -signal.SIGKILL:
        copy, out = folder / f"{turn}.sqlite3", folder / f"{turn}.json"
        shutil.copy(template, copy)
        status = in_child(copy, change, die_at=turn)
        if in_child(copy, partial(aftermath, out)):
            raise SystemExit(f"going on after statement {turn} failed")
        told.append(json.loads(out.read_text()))
        copy.unlink()
        turn += STRIDE
    print(json.dumps({"status": status, "told": told}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
