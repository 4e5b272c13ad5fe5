"""Kill a piece of work before the statements it makes, and tell what is left each time.

A test calls ``told_by(program, folder)``; the program, a process of its own, calls ``walk``. Each
try is a child over its own copy of a SQLite file; SQLite's trace counts the statements, BEGIN and
COMMIT among them, and SIGKILL falls before the one whose turn it is.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent
TEMPLATE = "template.sqlite3"


def told_by(program: Path, folder: Path) -> dict[str, Any]:
    """Run ``program FOLDER`` on a host of its own, on SQLite; return the JSON object it prints.

    The host's tables are there already, and in the file that ``walk`` fills: ``migrate`` finds
    nothing to do.
    """
    for name in ("host.sqlite3", TEMPLATE):
        shutil.copy(_migrated(), folder / name)
    done = _run(folder, str(program), str(folder), beside=program.parent)
    told: dict[str, Any] = json.loads(done.splitlines()[-1])
    return told


@cache
def _migrated() -> Path:
    """Return a SQLite file with all tables, made once a process and gone when it ends."""
    folder = Path(tempfile.mkdtemp(prefix="agir-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _run(folder, str(TESTS / "host/manage.py"), "migrate", "-v", "0", beside=TESTS)
    return folder / "host.sqlite3"


def _run(folder: Path, *words: str, beside: Path) -> str:
    """Run a Python program on the SQLite host in ``folder``; return what it printed."""
    path = os.pathsep.join([str(TESTS), str(beside), os.environ.get("PYTHONPATH", "")])
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "DJANGO_SETTINGS_MODULE": "host.settings",
        "AGIR_HOST_VAR": str(folder),
        "PYTHONWARNINGS": "ignore",
    }
    environment.pop("AGIR_HOST_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def walk(
    folder: Path,
    prepare: Callable[[], None],
    work: Callable[[], None],
    aftermath: Callable[[], dict[str, Any]],
    *,
    stride: int = 1,
    first: int = 1,
) -> None:
    """Kill ``work`` at statement ``first``, then each ``stride`` on until it survives; print that.

    ``prepare`` fills the database that each try starts from; ``aftermath`` looks, in a process of
    its own, at what the kill left. Printed: ``{"status": of the last try, "told": [one a try]}``;
    the last try was not killed. Django is set up.
    """
    template = folder / TEMPLATE
    if _in_child(template, prepare):
        raise SystemExit("the tables were not made")
    told: list[dict[str, Any]] = []
    status, turn = -signal.SIGKILL, first
    while status == -signal.SIGKILL:
        copy, out = folder / f"{turn}.sqlite3", folder / f"{turn}.json"
        shutil.copy(template, copy)
        status = _in_child(copy, work, die_at=turn)
        if _in_child(copy, partial(_write, out, aftermath)):
            raise SystemExit(f"what follows a kill before statement {turn} failed")
        told.append(json.loads(out.read_text()))
        copy.unlink()
        turn += stride
    print(json.dumps({"status": status, "told": told}))


def _write(out: Path, aftermath: Callable[[], dict[str, Any]]) -> None:
    out.write_text(json.dumps(aftermath()))


def _in_child(database: Path, work: Callable[[], None], *, die_at: int = 0) -> int:
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
    """Let SQLite's trace kill this process before statement ``turn``."""
    from django.db import connection

    left = turn

    def trace(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.ensure_connection()
    connection.connection.set_trace_callback(trace)
