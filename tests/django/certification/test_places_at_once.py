"""However many ask at once, a session is never oversold, and one learner has one place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import certification, keep_covenant, request, session
from django.db import connection

from agir_certification.api import registrations, sessions
from agir_certification.models import Registration, Session
from agir_certification.registrations import places
from agir_kernel.clock import SystemClock

PROGRAM = Path(__file__).with_name("place_processes.py")
CAPACITY, PROCESSES, EACH = 20, 5, 10


def start(folder: Path, *words: object) -> subprocess.Popen[str]:
    environment = {
        name: value for name, value in os.environ.items() if name != "AGIR_HOST_DATABASE_URL"
    } | {"AGIR_HOST_VAR": str(folder)}
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), *map(str, words)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def end(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=240)
    assert process.returncode == 0, error[-2000:]
    return out.strip().splitlines()[-1]


def rows(folder: Path) -> tuple[int, int]:
    """Return (places taken by the session's own count, live registrations)."""
    with closing(sqlite3.connect(folder / "host.sqlite3")) as tables:
        (taken,) = tables.execute("select taken from agir_certification_session").fetchone()
        (live,) = tables.execute(
            "select count(*) from agir_certification_registration where live = 1"
        ).fetchone()
    return taken, live


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a folder whose database holds one open session, and the session."""
    folder = tmp_path_factory.mktemp("prepared")
    return folder, end(start(folder, "prepare", CAPACITY))


@pytest.fixture
def where(prepared: tuple[Path, str], tmp_path: Path) -> str:
    """Return the session, in a copy of the folder."""
    shutil.copytree(prepared[0], tmp_path, dirs_exist_ok=True)
    return prepared[1]


@pytest.mark.processes
def test_fifty_ask_for_twenty_places_in_five_processes(tmp_path: Path, where: str) -> None:
    """5 processes of 10 learners each."""
    running = [start(tmp_path, "take", where, 100 * at, EACH) for at in range(1, PROCESSES + 1)]
    assert sum(int(end(process)) for process in running) == CAPACITY
    assert rows(tmp_path) == (CAPACITY, CAPACITY)


@pytest.mark.processes
def test_one_learner_who_asks_in_many_windows_has_one_place(tmp_path: Path, where: str) -> None:
    """4 processes that ask 5 times each."""
    running = [start(tmp_path, "same", where, 5) for _ in range(4)]
    assert sum(int(end(process)) for process in running) == 1
    assert rows(tmp_path) == (1, 1)


def _apart(act: Any) -> Any:
    """Act on a connection of this thread's own."""
    try:
        return act()
    finally:
        connection.close()


@pytest.fixture
def _a_database_that_locks_rows() -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows")


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_a_database_that_locks_rows")
@pytest.mark.parametrize("is_one", [False, True], ids=["twenty", "one"])
def test_threads_on_a_database_that_locks_rows(is_one: bool) -> None:
    """12 connections ask for 5 places, or 12 times for one learner."""
    keep_covenant()
    where = session(certification(), capacity=5)
    barrier, only = Barrier(12), uuid4()

    def ask(subject: UUID) -> int:
        barrier.wait(20)
        try:
            registrations.register(request(where, subject), clock=SystemClock())
        except (sessions.SessionFull, registrations.AlreadyRegistered):
            return 0
        return 1

    subjects = [only if is_one else uuid4() for _ in range(12)]
    with ThreadPoolExecutor(12) as threads:
        given = sum(threads.map(lambda one: _apart(lambda: ask(one)), subjects))
    assert given == (1 if is_one else 5)
    assert Registration.objects.filter(live=1).count() == given
    assert places.count_matches(Session.objects.get(pk=where))
