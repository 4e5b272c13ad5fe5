"""A MariaDB and a Redis of our own, in a temporary folder, gone when the tests end.

Nothing touches a server that runs already: sockets, ports and data lie apart.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from ports import free_port

START_SECONDS = 300
GRANTS = """
create database agir;
create user agir@'127.0.0.1' identified by 'agir';
create user agir@localhost identified by 'agir';
grant all on *.* to agir@'127.0.0.1';
grant all on *.* to agir@localhost;
"""


class ServerDidNotStart(RuntimeError):
    """The server's own log says why."""


def _wait(command: list[str], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.2)
    raise ServerDidNotStart(log.read_text(errors="replace")[-2000:])


@contextlib.contextmanager
def mariadb(folder: Path) -> Iterator[str]:
    """Serve an empty MariaDB with a binary log, as Tutor's MySQL has; yield its address."""
    data, sock, port, log = folder / "data", folder / "my.sock", free_port(), folder / "my.log"
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        [
            "mariadb-install-db",
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
            *user,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                shutil.which("mariadbd") or "mariadbd",
                "--no-defaults",
                f"--datadir={data}",
                f"--socket={sock}",
                f"--port={port}",
                "--bind-address=127.0.0.1",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                f"--log-bin={folder}/binlog",
                "--binlog-format=ROW",
                # Nothing outlives the tests: what a power cut would lose may be lost.
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-doublewrite=0",
                "--sync-binlog=0",
                "--innodb-lock-wait-timeout=300",  # fifty that wait for one row on a busy machine
                *user,
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    client = ["mariadb", "--no-defaults", f"--socket={sock}", "-uroot"]
    try:
        _wait([*client, "-e", "select 1"], server, log)
        subprocess.run(
            [
                *client,
                "-e",
                GRANTS,
            ],
            check=True,
        )
        yield f"mysql://agir:agir@127.0.0.1:{port}/agir"
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Serve an empty Redis without persistence; yield its address."""
    port, log = free_port(), folder / "redis.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                "redis-server",
                "--port",
                str(port),
                "--save",
                "",
                "--bind",
                "127.0.0.1",
                "--dir",
                str(folder),
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(["redis-cli", "-p", str(port), "ping"], server, log)
        yield f"redis://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=30)
