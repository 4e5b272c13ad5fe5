"""One live host: a fresh SQLite file, the demo loaded, a server of its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ports import free_port

ROOT = Path(__file__).resolve().parents[2]
MANAGE = ROOT / "tests/host/manage.py"
PATIENCE = 300  # seconds the server may take to answer for the first time
NAMES = """
import json
from agir_platform.select import platform
from django.apps import apps
from django.contrib.auth import get_user_model
from host.pages.tree import root_of
def first_of(app, model, name="pk"):
    found = apps.get_model(app, model).objects.order_by("pk").values_list(name, flat=True).first()
    return "" if found is None else str(found)

port = platform()
courses = []
for key in port.courses.keys():
    root = root_of(port.courses.outline(key))
    units = [
        {"key": unit.block.usage_key, "title": unit.block.title,
         "blocks": [[n.block.usage_key, n.block.block_type] for n in unit.walk()][1:]}
        for unit in root.units()
    ]
    courses.append({"key": key, "units": units})
places = {
    "institution": first_of("agir_catalogue", "Institution"),
    "call": first_of("agir_catalogue", "Proposal", "call_id"),
    "peer": first_of("agir_catalogue", "Peer"),
    "peer_course": first_of("agir_catalogue", "PeerDispute", "course_id"),
}
users = dict(get_user_model().objects.values_list("username", "pk"))
print("NAMES" + json.dumps({"courses": courses, "users": users, "places": places}))
"""


@dataclass(frozen=True, slots=True)
class Host:
    """A running host: where it answers, and the names of what it holds."""

    address: str
    names: dict[str, Any]
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        """Run a management command against the host's own database; return what it printed."""
        return manage(self.environment, *words)


def manage(environment: dict[str, str], *words: str) -> str:
    """Run one management command; raise with its last lines when it fails."""
    ran = subprocess.run(
        [sys.executable, str(MANAGE), *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(f"{' '.join(words)} failed: {ran.stderr.strip()[-1500:]}")
    return ran.stdout


@contextmanager
def running_host(place: Path) -> Iterator[Host]:
    """Make a host in ``place``, serve it, and stop it at the end."""
    environment = {**os.environ, "AGIR_HOST_VAR": str(place), "PYTHONUNBUFFERED": "1"}
    environment.pop("AGIR_HOST_DATABASE_URL", None)
    environment["DJANGO_SETTINGS_MODULE"] = "host.settings"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment["AGIR_HOST_URL"] = f"http://localhost:{port}"  # did:web names no numbers
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "host_load_demo")
    told = manage(environment, "shell", "-c", NAMES)
    names = json.loads(told.partition("NAMES")[2].strip().splitlines()[0])
    log = place / "server.log"
    with log.open("wb") as sink:
        server = subprocess.Popen(
            [sys.executable, str(MANAGE), "runserver", "--noreload", f"127.0.0.1:{port}"],
            env=environment,
            cwd=ROOT,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, f"{address}/login/", log)
            yield Host(address, names, environment)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=20):
                return
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.2)  # the port is not open yet; the limit above ends the wait
    raise RuntimeError(f"the host does not answer: {log.read_text()[-1500:]}")
