"""I10: the free track is the same with sponsorship on, off, misconfigured and crashing.

On SQLite, and in ``make test-services`` on MariaDB.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

TESTS = Path(__file__).resolve().parents[2]
SUITE = TESTS.parent / "plugins/agir_sponsorship"
ADDRESS = "AGIR_HOST_DATABASE_URL"
MODES = ("on", "off", "misconfigured", "crashing")
# Raising one of these in a filter keeps somebody out (openedx-filters, learning.filters); creating
# a mode may switch gating on (content_type_gating, course_duration_limits).
FORBIDDEN = {
    "PreventEnrollment",
    "PreventUnenrollment",
    "PreventCoursewareAccess",
    "PreventVerticalBlockRender",
    "CourseMode",
    "openedx_filters",
    "course_modes",
}


ENGINES = [
    pytest.param("sqlite", marks=pytest.mark.processes),
    pytest.param("mariadb", marks=pytest.mark.services),
]


class Hosts:
    """Hosts that begin as one that was loaded once: a folder, and a database, of each."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.folder = folder
        self.address = os.environ.get(ADDRESS, "") if engine == "mariadb" else ""
        self.load()

    def load(self) -> None:
        """Load the demo into the first host."""
        self.empty("base")
        self.run("base", [str(TESTS / "host/manage.py"), "host_load_demo"])

    def run(self, name: str, arguments: list[str]) -> str:
        """Run a program on a host; return the last line that it prints."""
        environment = {**os.environ, "AGIR_HOST_VAR": str(self.folder / name)}
        environment |= {"PYTHONWARNINGS": "ignore"}
        for one in (ADDRESS, "AGIR_CONTEXTS"):
            environment.pop(one, None)
        if self.address:
            environment[ADDRESS] = self.address_of(name)
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.splitlines()[-1]

    def copy(self, name: str) -> None:
        """Let a host begin where the first one stands."""
        shutil.copytree(self.folder / "base", self.folder / name)
        if self.address:
            self.empty(name)
            dumped = self.client("mariadb-dump", "base", ["--triggers", "--single-transaction"])
            self.client("mariadb", name, [], dumped)

    def empty(self, name: str) -> None:
        """Make an empty database for a host, where it needs one beside its folder."""
        if self.address:
            named = self.database(name)
            said = f"DROP DATABASE IF EXISTS {named}; CREATE DATABASE {named}"
            self.client("mariadb", "", ["-e", said])

    def client(self, program: str, name: str, words: list[str], said: bytes = b"") -> bytes:
        """Run a client of MariaDB on a host's database; return what it prints."""
        parts = urlsplit(self.address)
        command = [program, "--no-defaults", f"-h{parts.hostname}", f"-P{parts.port}"]
        command += [f"-u{parts.username}", f"-p{parts.password}", *words]
        command += [self.database(name)] if name else []
        return subprocess.run(command, input=said, stdout=subprocess.PIPE, check=True).stdout

    def address_of(self, name: str) -> str:
        """Return the address of a host's database."""
        return urlsplit(self.address)._replace(path=f"/{self.database(name)}").geturl()

    def database(self, name: str) -> str:
        """Return the name of a host's database, beside the one that the address names."""
        return f"{urlsplit(self.address).path.strip('/')}_free_{name}"

    def drop(self) -> None:
        """Take the databases away."""
        for name in ("base", *MODES) if self.address else ():
            said = f"DROP DATABASE IF EXISTS {self.database(name)}"
            self.client("mariadb", "", ["-e", said])


@pytest.fixture(scope="module")
def told(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, dict[str, Any]]]:
    """Return what each mode's learner met."""
    if engine == "mariadb" and ADDRESS not in os.environ:
        pytest.skip("no MariaDB here: make test-services starts one")
    hosts = Hosts(engine, tmp_path_factory.mktemp("free"))
    program = str(Path(__file__).with_name("free_track.py"))
    found = {}
    for mode in MODES:
        hosts.copy(mode)
        found[mode] = json.loads(hosts.run(mode, [program, mode]))
    yield found
    hosts.drop()


@pytest.mark.parametrize("engine", ENGINES, scope="module")
@pytest.mark.parametrize("mode", MODES[1:])
def test_a_learner_meets_the_same_answers(told: dict[str, dict[str, Any]], mode: str) -> None:
    assert told[mode] == told["on"]


@pytest.mark.parametrize("engine", ENGINES, scope="module")
def test_the_free_track_leads_to_a_free_badge(told: dict[str, dict[str, Any]]) -> None:
    """What all four are compared with: an enrolment, four right answers, a badge."""
    found = told["on"]
    assert "Good listener" in found["badges"]
    assert (found["enrol"], found["outline"], set(found["blocks"])) == (302, 200, {200})
    answered = [found[name] for name in found if name.startswith("answer")]
    assert answered == [[200, "correct"]] * 4


def test_nothing_here_can_keep_anybody_out() -> None:
    """No file of sponsorship imports or names what refuses an enrolment or makes a mode."""
    named = set()
    for path in SUITE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                named |= {*(node.module or "").split("."), *(one.name for one in node.names)}
            elif isinstance(node, ast.Import):
                named |= {word for one in node.names for word in one.name.split(".")}
            elif isinstance(node, ast.Name | ast.Attribute):
                named.add(node.id if isinstance(node, ast.Name) else node.attr)
    assert not named & FORBIDDEN
