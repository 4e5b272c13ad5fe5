"""Both wheels, as `make dist` makes them."""

import hashlib
import shutil
import subprocess
import sys
import venv
import zipfile
from contextlib import contextmanager

import fake_wheels
import pytest
from tutoragir_sources import ROOT

LOOK = """
from importlib import metadata
held = metadata.files("agir-openedx")
print(*sorted(str(path) for path in held if path.locate().is_file()), sep="\\n")
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Return a copy of what the wheels are built from."""
    pytest.importorskip("build", reason="`build` is not installed: run `make test-tutor`.")
    place = tmp_path_factory.mktemp("tree")
    left = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.whl")
    for name in ("plugins", "xblocks", "tutor_plugin"):
        shutil.copytree(ROOT / name, place / name, ignore=left)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, place / name)
    return place


def make(tree):
    command = [sys.executable, "tutor_plugin/build_wheels.py"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


def digests(tree):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (tree / "dist").iterdir()}


def refused(tree, *sentences):
    done = make(tree)
    assert done.returncode
    assert "Traceback" not in done.stderr
    for sentence in sentences:
        assert sentence in done.stderr


def test_the_same_sources_give_the_same_bytes(tree):
    assert make(tree).returncode == 0
    first = digests(tree)
    (tree / "plugins" / "agir_kernel" / "__init__.py").touch()
    assert make(tree).returncode == 0
    assert digests(tree) == first
    assert len(first) == 2


def test_stale_wheels_go(tree):
    wheels = tree / "tutor_plugin" / "tutoragir" / "templates" / "agir" / "wheels"
    wheels.mkdir(exist_ok=True)
    stale = [wheels / "agir_openedx-0.0.1-py3-none-any.whl"]
    (tree / "dist").mkdir(exist_ok=True)
    stale += [
        tree / "dist" / f"{n}-0.0.1-py3-none-any.whl"
        for n in ("agir_openedx", "tutor_contrib_agir")
    ]
    for path in stale:
        path.write_bytes(b"")
    assert make(tree).returncode == 0
    assert not [path for path in stale if path.exists()]
    (carried,) = wheels.iterdir()
    assert carried.read_bytes() == (tree / "dist" / carried.name).read_bytes()


def test_an_uncompiled_catalogue_is_refused(tree):
    folder = tree / "plugins" / "agir_platform" / "locale" / "eo" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text("")
    try:
        refused(tree, "agir_platform/locale/eo/LC_MESSAGES/django.po", "make translations")
    finally:
        shutil.rmtree(folder.parent)


@contextmanager
def changed(path, old, new):
    """Change a file of the tree for a while."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")


def test_a_module_that_would_be_lost_is_refused(tree):
    with changed(tree / "pyproject.toml", '["plugins", "xblocks"]', '["plugins"]'):
        refused(tree, "agir_xblocks/__init__.py")


def test_a_document_that_would_be_lost_is_refused(tree):
    with changed(tree / "pyproject.toml", '"*.json", ', ""):
        refused(tree, ".json")


def test_a_data_file_that_would_be_lost_is_refused(tree):
    with changed(tree / "pyproject.toml", '"static/**/*", ', ""):
        refused(tree, "/static/")


@pytest.mark.parametrize("asked", ["x>=1", "Django>=4.2", "pyld-extra"])
def test_a_dependency_that_a_release_may_carry_is_refused(tree, asked):
    with changed(tree / "pyproject.toml", "dependencies = [", f'dependencies = ["{asked}",'):
        refused(tree, f"would bring {asked}:")


def test_two_versions_are_refused(tree):
    about = tree / "tutor_plugin" / "tutoragir" / "__about__.py"
    with changed(about, '__version__ = "', '__version__ = "7'):
        refused(tree, "the same version")


def test_the_suite_installs_alone_and_whole(tmp_path, suite_wheel):
    """No index to take from, and no `--no-deps`: whatever else it asked for would fail."""
    venv.create(tmp_path / "venv", with_pip=True)
    for name, found in fake_wheels.BROUGHT.items():
        fake_wheels.make(tmp_path, name, found)
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--no-index", "-f", tmp_path, suite_wheel]
    subprocess.run(install, check=True, capture_output=True)
    done = subprocess.run(
        [python, "-c", LOOK], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    there = set(done.stdout.split())
    wanted = {
        path.relative_to(ROOT / source).as_posix()
        for source in ("plugins", "xblocks")
        for path in (ROOT / source).rglob("*")
        if path.is_file() and {"templates", "static", "public", "locale"} & set(path.parts)
    }
    with zipfile.ZipFile(suite_wheel) as archive:
        assert {n for n in archive.namelist() if n.endswith((".mo", ".html", ".css"))} <= there
    lost = {path for path in wanted - there if "__pycache__" not in path}
    assert not lost, "built before these files were written? run `make dist`"
    for kind in (".html", ".css", "locale/fr/LC_MESSAGES/django.mo"):
        assert any(path.endswith(kind) for path in there), kind
