"""A real Tutor, with a root of its own, and no Docker: what it would run is written down."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECORDER = """#!{python}
import json, sys
with open({log!r}, "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if "json" in sys.argv:
    print("[]")
"""


def one_wheel(pattern):
    """Return the built wheel of that name; skip where nothing was built."""
    found = sorted((ROOT / "dist").glob(pattern))
    if not found:
        pytest.skip("No wheel in dist/: run `make dist` (or `make test-tutor`, which does).")
    return found[-1]


@pytest.fixture(scope="session")
def suite_wheel():
    return one_wheel("agir_openedx-*.whl")


@pytest.fixture(scope="session")
def tutor_program():
    program = Path(sys.executable).parent / "tutor"
    if not program.exists():
        pytest.skip("Tutor is not installed beside this Python: run `make test-tutor`.")
    listed = subprocess.run(
        [program, "plugins", "list"], capture_output=True, text=True, check=True
    )
    if "agir" not in listed.stdout:
        pytest.skip("tutor-contrib-agir is not installed beside this Tutor: run `make test-tutor`.")
    return program


@dataclass
class Site:
    """One Tutor project root; `plugins` holds the operator's own plugins."""

    program: Path
    root: Path
    shadow: Path | None = None

    @property
    def plugins(self):
        return self.root.parent / "plugins"

    @property
    def docker_log(self):
        return self.root.parent / "docker.log"

    @property
    def environment(self):
        programs = self.root.parent / "bin"
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("TUTOR_")},
            "TUTOR_ROOT": str(self.root),
            "TUTOR_PLUGINS_ROOT": str(self.plugins),
            "PATH": f"{programs}:{os.environ['PATH']}",
            **({"PYTHONPATH": str(self.shadow)} if self.shadow else {}),
        }

    def tutor(self, *arguments, check=True):
        done = subprocess.run(
            [self.program, *map(str, arguments)],
            env=self.environment,
            cwd=self.root.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def docker(self):
        """Return the arguments of each call of docker since the last question."""
        lines = self.docker_log.read_text().splitlines() if self.docker_log.exists() else []
        self.docker_log.unlink(missing_ok=True)
        return [json.loads(line) for line in lines]

    def operator(self, patches):
        """Write and enable a plugin of the operator's own with these patches."""
        (self.plugins / "site.py").write_text(
            "from tutor import hooks\n"
            f"hooks.Filters.ENV_PATCHES.add_items({sorted(patches.items())!r})\n"
        )
        self.tutor("plugins", "enable", "site")

    def text(self, *path):
        return self.root.joinpath("env", *path).read_text(encoding="utf-8")

    @property
    def dockerfile(self):
        return self.text("build", "openedx", "Dockerfile")

    @property
    def step(self):
        """The one RUN of the Dockerfile that is ours, mounts included."""
        ours = r"^RUN --mount=type=bind,source=agir.*?[^\\]$"
        (step,) = re.findall(ours, self.dockerfile, re.MULTILINE | re.DOTALL)
        return step


@pytest.fixture
def new_site(tutor_program, tmp_path):
    """Return a site that has enabled the plugin and has not saved yet."""
    return make_site(tutor_program, tmp_path)


@pytest.fixture(scope="session")
def site(tutor_program, tmp_path_factory):
    """Return a rendered site that tests only read."""
    built = make_site(tutor_program, tmp_path_factory.mktemp("site"))
    built.tutor("config", "save")
    return built


def make_site(program, place):
    for part in ("root", "plugins", "bin"):
        (place / part).mkdir()
    (place / "root" / "config.yml").write_text("PLUGINS: [agir]\n")
    made = Site(program, place / "root")
    docker = place / "bin" / "docker"
    docker.write_text(RECORDER.format(python=sys.executable, log=str(made.docker_log)))
    docker.chmod(0o755)
    shutil.copy(docker, place / "bin" / "docker-compose")
    return made
