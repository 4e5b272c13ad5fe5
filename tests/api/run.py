"""Schemathesis against a running host: ``make test-api``.

Every operation of ``/api/agir/schema/`` as the host serves it, asked by a visitor, a learner and
who runs the site. Bounded in examples and in seconds, and always the same requests.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser.host_process import Host, running_host  # noqa: E402
from smoke.visitor import Visitor  # noqa: E402

TOOL = ROOT / ".venv-api/bin/st"
CONFIG = Path(__file__).with_name("schemathesis.toml")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a demo account or '', by which phases, for at most so many seconds."""

    account: str
    phases: str
    seconds: int


ASKERS = (
    Asker("", "coverage", 30),
    Asker("apprenante", "coverage", 40),
    Asker("operator", "coverage,fuzzing", 45),
)


def ask(host: Host, asker: Asker) -> int:
    """Let one person ask everything; return the tool's exit status."""
    command = [str(TOOL), "--config-file", str(CONFIG), "run", f"{host.address}/api/agir/schema/"]
    command += ["--url", host.address, "--mode", "positive", "--phases", asker.phases]
    command += [
        "--max-examples",
        "2",
        "--max-time",
        str(asker.seconds),
        "--workers",
        "2",
        "--warnings",
        "off",
    ]
    command += ["--no-color"]
    # The embedded host's server leaves a refused body unread, which would begin the next request.
    command += ["--header", "Connection: close"]
    if asker.account:
        visitor = Visitor(host.address)
        visitor.sign_in(asker.account, asker.account)
        cookies = {one.name: one.value or "" for one in visitor.jar}
        told = "; ".join(f"{name}={value}" for name, value in cookies.items())
        command += ["--header", f"Cookie: {told}"]
        command += ["--header", f"X-CSRFToken: {cookies.get('csrftoken', '')}"]
    print(f"== asked by {asker.account or 'a visitor'}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    """Ask as each; 1 when somebody met what the description does not say."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as place, running_host(Path(place)) as host:
        broken = [asker.account for asker in ASKERS if ask(host, asker)]
    passed = len(ASKERS) - len(broken)
    print(f"{passed} passed, {len(broken)} failed in {time.monotonic() - begun:.0f} s")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
