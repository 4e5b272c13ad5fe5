"""A new version in an old environment: Tutor deletes nothing, and nothing old is installed."""

import shutil

import pytest
from tutoragir_sources import PLUGIN


@pytest.fixture
def next_version(tmp_path, suite_wheel):
    """Return the plugin as version 99.0.0 with another wheel, to stand before the installed."""
    place = tmp_path / "next"
    shutil.copytree(
        PLUGIN / "tutoragir", place / "tutoragir", ignore=shutil.ignore_patterns("*.whl")
    )
    (place / "tutoragir" / "__about__.py").write_text('__version__ = "99.0.0"\n')
    wheels = place / "tutoragir" / "templates" / "agir" / "wheels"
    wheels.mkdir(exist_ok=True)
    (wheels / "agir_openedx-99.0.0-py3-none-any.whl").write_bytes(b"PK another")
    known = place / "tutor_contrib_agir-99.0.0.dist-info"
    known.mkdir()
    (known / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tutor-contrib-agir\nVersion: 99.0.0\n"
    )
    (known / "entry_points.txt").write_text("[tutor.plugin.v1]\nagir = tutoragir.plugin\n")
    return place


def test_only_the_new_wheel_is_named(new_site, suite_wheel, next_version):
    new_site.tutor("config", "save")
    assert suite_wheel.name in new_site.dockerfile
    new_site.shadow = next_version
    new_site.tutor("config", "save")
    wheels = new_site.root / "env" / "build" / "openedx" / "agir" / "wheels"
    assert suite_wheel.name in {p.name for p in wheels.iterdir()}, (
        "Tutor began to delete: look again"
    )
    assert (wheels / "agir_openedx-99.0.0-py3-none-any.whl").read_bytes() == b"PK another"
    assert suite_wheel.name not in new_site.dockerfile
    assert new_site.dockerfile.count("agir_openedx-99.0.0-py3-none-any.whl") == 3
    assert new_site.tutor("config", "printvalue", "AGIR_VERSION").stdout.strip() == "99.0.0"


def test_without_its_wheel_it_says_what_to_do(new_site, next_version):
    for wheel in (next_version / "tutoragir" / "templates" / "agir" / "wheels").iterdir():
        wheel.unlink()
    new_site.shadow = next_version
    refused = new_site.tutor("config", "save", check=False)
    assert refused.returncode
    assert "make dist" in refused.stderr


def test_disabling_leaves_nothing_in_the_image_nor_in_the_settings(new_site):
    new_site.tutor("config", "save")
    new_site.tutor("plugins", "disable", "agir")
    new_site.tutor("config", "save")
    assert "agir" not in new_site.dockerfile.lower()
    for service in ("lms", "cms"):
        assert "AGIR" not in new_site.text("apps", "openedx", "config", f"{service}.env.yml")
        assert "agir" not in new_site.text("apps", "openedx", "settings", service, "production.py")
