"""What the plugin adds to the environment of each Tutor, byte for byte.

Two renderings of one site, without the plugin and with it: their difference, file by file, is
compared with ``rendered/<release>.txt``. What Tutor writes by itself is not in it, so that a new
patch release of Tutor changes nothing here. After a change that is meant, write them anew with
``AGIR_RENDERED=write make test-tutor``, and read the difference before it is committed.
"""

import difflib
import os
import re
import shutil
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from tutoragir_sources import PLUGIN

from conftest import Site, make_site

RENDERED = Path(__file__).resolve().parent / "rendered"
RELEASE = metadata.version("tutor").split(".")[0]
WIDGETS = PLUGIN / "tutoragir" / "templates" / "agir" / "mfe"
SITE = "plugins/mfe/build/mfe/site/"
"""What tutor-mfe writes by itself once a widget asks for its bridge."""
MFE = ("plugins", "mfe", "build", "mfe", "env.config.jsx")
WHOLE = {"22": "22.1.0"}
"""The releases of tutor-mfe whose whole file is kept: a browser test runs it."""
FIXED = {
    "AGIR_SIGNING_SECRET": "signing" * 7,
    "AGIR_VAULT_SECRET": "sealing" * 7,
    "AGIR_RUN_BEAT": True,
    "AGIR_EVENT_BUS": True,
}
PUBLIC = {"LMS_HOST": "agir.example", "CMS_HOST": "studio.agir.example", "ENABLE_HTTPS": True}


@pytest.fixture(scope="module")
def sites(tutor_program, tmp_path_factory):
    """Return the site without the plugin and with it, alike in all else."""
    pytest.importorskip("tutormfe", reason="tutor-mfe is not installed: run `make test-tutor`.")
    before = make_site(tutor_program, tmp_path_factory.mktemp("before"))
    config = before.root / "config.yml"
    config.write_text(yaml.safe_dump({"PLUGINS": ["mfe"], **PUBLIC, **FIXED}), encoding="utf-8")
    before.tutor("config", "save")
    after = make_site(tutor_program, tmp_path_factory.mktemp("after"))
    shutil.copy(config, after.root / "config.yml")
    drawn = yaml.safe_load(config.read_text(encoding="utf-8"))
    drawn["PLUGINS"] = ["agir", "mfe"]
    (after.root / "config.yml").write_text(yaml.safe_dump(drawn), encoding="utf-8")
    after.tutor("config", "save")
    return before, after


def files(site: Site) -> dict[str, Path]:
    env = site.root / "env"
    return {p.relative_to(env).as_posix(): p for p in env.rglob("*") if p.is_file()}


def lines(path: Path | None) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path else []


def difference(before: Site, after: Site) -> str:
    """Return what the second has and the first has not, by file; what it lost, marked with -."""
    old, new = files(before), files(after)
    assert set(old) <= set(new), "the plugin takes no file away"
    told = []
    for name, path in sorted(new.items()):
        if name == "version" or name.startswith(SITE):
            continue
        if name in old and old[name].read_bytes() == path.read_bytes():
            continue
        told.append(f"=== {name}")
        if name not in old and name.startswith("build/openedx/agir/"):
            continue  # copied byte for byte, which test_tutor_image.py compares
        diff = list(difflib.unified_diff(lines(old.get(name)), lines(path), lineterm="", n=0))
        told += [one for one in diff[2:] if not one.startswith("@@")]
    text = "\n".join(told)
    for one in ("imports.js", "widgets.js"):  # verbatim, and once in the repository
        source = (WIDGETS / one).read_text(encoding="utf-8").strip().splitlines()
        source = source[:-1] if source[-1] == "}" else source  # the file's own brace comes before
        text = text.replace("\n".join(f"+{line}" for line in source), f"+[agir/mfe/{one}]")
    return (
        re.sub(r"(agir_openedx-|Agir |overhangio/openedx:)\d+\.\d+\.\d+", r"\g<1>VERSION", text)
        + "\n"
    )


def held(path: Path, text: str) -> None:
    if os.environ.get("AGIR_RENDERED") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text == kept, f"{path.name} is another: AGIR_RENDERED=write make test-tutor"


def test_the_plugin_adds_what_it_always_added(sites):
    held(RENDERED / f"{RELEASE}.txt", difference(*sites))


def test_nothing_of_the_site_is_lost(sites):
    text = difference(*sites)
    assert not [one for one in text.splitlines() if re.match(r"-(?!\s*$)", one)]


def test_what_the_browser_ran_is_what_is_rendered(sites):
    _, after = sites
    text = after.text(*MFE)
    found = metadata.version("tutor-mfe")
    if WHOLE.get(RELEASE) != found:
        pytest.skip(f"tutor-mfe {found}: the whole file is kept of {WHOLE} alone")
    held(RENDERED / RELEASE / MFE[-1], text)


def test_each_micro_frontend_gets_its_slots_and_no_other(sites):
    """Each slot is named inside its own application, once for each widget."""
    _, after = sites
    _, *parts = re.split(r"APP_ID == '([\w-]+)'\) \{", after.text(*MFE))
    found = {
        app: names
        for app, text in zip(parts[::2], parts[1::2], strict=True)
        if (names := re.findall(r"addPlugins\(config, '([\w.]+)'.*?id: 'agir_", text))
    }
    # The catalogue is a micro-frontend of its own from Tutor 22 on.
    about = {"catalog": ["org.openedx.frontend.catalog.course_about_page.overview"]}
    assert found == {
        **(about if int(RELEASE) >= 22 else {}),
        "learner-dashboard": ["org.openedx.frontend.learner_dashboard.widget_sidebar.v1"],
        "learning": [
            "org.openedx.frontend.learning.course_outline_tab_notifications.v1",
            "org.openedx.frontend.learning.course_outline_tab_notifications.v1",
            "org.openedx.frontend.learning.progress_tab_certificate_status_main_body.v1",
        ],
    }


@pytest.mark.skipif(int(RELEASE) < 22, reason="frontend-base sites begin with Tutor 22")
def test_the_frontend_base_site_gets_the_dashboard_alone(sites):
    _, after = sites
    folder = after.root.joinpath("env", *MFE[:-1], "site", "src")
    assert [p.name for p in folder.glob("env.config.*.jsx")] == ["env.config.learner-dashboard.jsx"]
    assert "RenderWidget: AgirSkills" in (folder / "env.config.learner-dashboard.jsx").read_text()


@pytest.mark.parametrize(
    ("mode", "images"),
    [
        ("local", {"openedx", "mfe"}),
        ("dev", {"openedx-dev", "learner-dashboard-dev", "learning-dev"}),
    ],
)
def test_launch_builds_the_images_that_hold_the_widgets(sites, mode, images):
    _, after = sites
    after.docker()
    after.tutor(mode, "launch", "--non-interactive")
    tags = [
        re.split(r"[=/]", word)[-1].split(":")[0]
        for call in after.docker()
        if call[:2] == ["buildx", "build"]
        for word in call
        if word.startswith("--tag=")
    ]
    assert {re.sub(r"^openedx-(?=mfe|learn)", "", tag) for tag in tags} >= images
