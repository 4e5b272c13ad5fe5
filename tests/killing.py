"""Kill a piece of work before the statements it makes, and tell what is left each time.

A test calls ``told_by(program, folder)``; the program, a process of its own, calls ``walk``. Each
try is a child over its own copy of a SQLite file; SQLite's trace counts the statements, BEGIN and
COMMIT among them, and SIGKILL falls before the one whose turn it is. On MariaDB a try begins from
the same rows, in a database of the tests' own, and the driver's calls are counted.
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
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from host.database import ADDRESS
from killing_mariadb import KEPT, MIGRATED, Rows, apart, die_before

TESTS = Path(__file__).resolve().parent
TEMPLATE = "template.sqlite3"


def told_by(program: Path, folder: Path, engine: str = "sqlite") -> dict[str, Any]:
    """Run ``program FOLDER`` on a host of its own; return the JSON object it prints.

    The host's tables are there already, and in the file that ``walk`` fills: ``migrate`` finds
    nothing to do. ``engine`` is ``sqlite`` or ``mariadb``, which is on the host's server.
    """
    address = ""
    if engine == "mariadb":
        rows = _migrated_on_mariadb()
        rows.restore(MIGRATED)
        address = rows.address
    else:
        for name in ("host.sqlite3", TEMPLATE):
            shutil.copy(_migrated(), folder / name)
    done = _run(folder, str(program), str(folder), beside=program.parent, address=address)
    told: dict[str, Any] = json.loads(done.splitlines()[-1])
    return told


@cache
def _migrated() -> Path:
    """Return a SQLite file with all tables, made once a process and gone when it ends."""
    folder = Path(tempfile.mkdtemp(prefix="agir-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _run(folder, str(TESTS / "host/manage.py"), "migrate", "-v", "0", beside=TESTS)
    return folder / "host.sqlite3"


@cache
def _migrated_on_mariadb() -> Rows:
    """Return a database with all tables, made once a process and gone when it ends."""
    rows = Rows(apart())
    rows.make()
    atexit.register(rows.drop)
    with tempfile.TemporaryDirectory(prefix="agir-tables-") as folder:
        manage = str(TESTS / "host/manage.py")
        _run(Path(folder), manage, "migrate", "-v", "0", beside=TESTS, address=rows.address)
    rows.keep(MIGRATED)
    return rows


def _run(folder: Path, *words: str, beside: Path, address: str = "") -> str:
    """Run a Python program on the host in ``folder``; return what it printed.

    On SQLite, or on the database at ``address``.
    """
    path = os.pathsep.join([str(TESTS), str(beside), os.environ.get("PYTHONPATH", "")])
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "DJANGO_SETTINGS_MODULE": "host.settings",
        "AGIR_HOST_VAR": str(folder),
        "PYTHONWARNINGS": "ignore",
    }
    environment.pop(ADDRESS, None)
    if address:
        environment[ADDRESS] = address
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
    begin = _rows_again(prepare) if ADDRESS in os.environ else _files(folder, prepare)
    told: list[dict[str, Any]] = []
    status, turn = -signal.SIGKILL, first
    while status == -signal.SIGKILL:
        out = folder / f"{turn}.json"
        with begin(turn) as database:
            status = _in_child(database, work, die_at=turn)
            if _in_child(database, partial(_write, out, aftermath)):
                raise SystemExit(f"what follows a kill before statement {turn} failed")
        told.append(json.loads(out.read_text()))
        turn += stride
    print(json.dumps({"status": status, "told": told}))


Begin = Callable[[int], AbstractContextManager[str]]


def _files(folder: Path, prepare: Callable[[], None]) -> Begin:
    """Prepare a SQLite file; return what gives the name of a copy for a turn."""
    template = folder / TEMPLATE
    if _in_child(str(template), prepare):
        raise SystemExit("the tables were not made")

    @contextmanager
    def begin(turn: int) -> Iterator[str]:
        copy = folder / f"{turn}.sqlite3"
        shutil.copy(template, copy)
        yield str(copy)
        copy.unlink()

    return begin


def _rows_again(prepare: Callable[[], None]) -> Begin:
    """Prepare the database of MariaDB; return what brings its rows back for a turn."""
    rows = Rows(os.environ[ADDRESS])
    if _in_child(rows.name, prepare):
        raise SystemExit("the tables were not made")
    rows.keep(KEPT)

    @contextmanager
    def begin(_: int) -> Iterator[str]:
        rows.restore(KEPT)
        yield rows.name

    return begin


def _write(out: Path, aftermath: Callable[[], dict[str, Any]]) -> None:
    out.write_text(json.dumps(aftermath()))


def _in_child(database: str, work: Callable[[], None], *, die_at: int = 0) -> int:
    """Do ``work`` in a new process over ``database``; return its status, or minus its signal."""
    from django.db import connection

    connection.close()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    connection.settings_dict["NAME"] = database
    if die_at and connection.vendor == "sqlite":
        _die(die_at)
    elif die_at:
        die_before(die_at)
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
