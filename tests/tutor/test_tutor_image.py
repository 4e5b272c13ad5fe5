"""What enters the image, and where."""

import re
import subprocess

from tutoragir_sources import PLUGIN


def test_enabling_by_hand_is_all_it_takes(tutor_program, new_site):
    (new_site.root / "config.yml").unlink()
    new_site.tutor("plugins", "enable", "agir")
    new_site.tutor("config", "save")
    assert "agir_openedx-" in new_site.dockerfile


def test_wheel_and_installer_are_copied_byte_for_byte(site, suite_wheel):
    context = site.root / "env" / "build" / "openedx" / "agir"
    assert [p.name for p in (context / "wheels").iterdir()] == [suite_wheel.name]
    assert (context / "wheels" / suite_wheel.name).read_bytes() == suite_wheel.read_bytes()
    installer = PLUGIN / "tutoragir" / "templates" / "agir" / "install.py"
    assert (context / "install.py").read_bytes() == installer.read_bytes()
    assert not (site.root / "env" / "agir").exists(), "rendered outside the build context"


def test_the_wheel_is_installed_after_the_platform_and_before_its_code(site, suite_wheel):
    text = site.dockerfile
    places = [
        text.index("AS python-requirements"),
        text.index("-r /openedx/edx-platform/requirements/edx/base.txt"),
        text.index("uwsgi=="),
        text.index(f"source=agir/wheels/{suite_wheel.name},"),
        text.index("AS nodejs-requirements"),
        text.index("AS production"),
    ]
    assert places == sorted(places)
    assert text.count("RUN --mount=type=bind,source=agir/") == 1


def test_the_dockerfile_mounts_what_is_there(site):
    """Each bind source exists in the build context, or is the stage that has base.txt."""
    context = site.root / "env" / "build" / "openedx"
    mounts = re.findall(r"--mount=(\S+)", site.step)
    assert len(mounts) == 3
    for mount in (dict(part.split("=") for part in one.split(",")) for one in mounts):
        if "from" in mount:
            assert mount["from"] == "edx-platform"
            assert mount["source"] == "/requirements/edx/base.txt"
            assert f"AS {mount['from']}\n" in site.dockerfile
        else:
            assert (context / mount["source"]).is_file()


def test_each_run_line_of_ours_is_shell(site):
    script = re.sub(r"^RUN|--mount=\S+", "", site.step)
    checked = subprocess.run(
        ["bash", "-n"], input=script, text=True, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert "*" not in script


def test_documents_bring_pango_where_they_are_asked_for(site, new_site):
    """Into the stage that production and development are made from; by default not at all."""
    assert "libpango" not in site.dockerfile
    new_site.tutor("config", "save", "--set", "AGIR_PDF=true")
    text = new_site.dockerfile
    assert text.index("AS minimal") < text.index("libpango-1.0-0") < text.index("AS code")
    assert "--extras pdf" in new_site.step
    (run,) = re.findall(r"^RUN(?: .*\\\n)+.*libpango.*$", text, re.MULTILINE)
    script = re.sub(r"^RUN|--mount=\S+|\\\n", " ", run)
    assert subprocess.run(["bash", "-n", "-c", script], check=False).returncode == 0


def test_a_checkout_replaces_the_wheel_in_the_image(new_site, tmp_path):
    for name in ("agir", "agir-openedx", "agirouette"):
        (tmp_path / "code" / name).mkdir(parents=True)
        new_site.tutor("mounts", "add", tmp_path / "code" / name)
    text = new_site.dockerfile
    assert re.search(r'install -e "/mnt/agir"', text)
    assert re.search(r'install -e "/mnt/agir-openedx"', text)
    assert "agirouette" not in text


def test_launch_builds_the_image_it_needs(new_site):
    """Tutor's own image has no Agir in it, so it must be built and not pulled."""
    new_site.tutor("config", "save")
    for mode, image in (("local", "openedx"), ("dev", "openedx-dev")):
        new_site.tutor(mode, "launch", "--non-interactive")
        built = [call for call in new_site.docker() if call[:2] == ["buildx", "build"]]
        tags = [word for call in built for word in call if word.startswith("--tag=")]
        assert len(tags) == 1
        assert re.search(rf"[=/]{image}:", tags[0])
