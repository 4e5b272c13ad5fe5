"""What the LMS and Studio are told, and whose word wins."""

import ast
import json
import re
import subprocess
import sys
from types import ModuleType
from unittest.mock import MagicMock

import pytest
import yaml
from tutoragir_sources import ROOT, suite_settings

SERVICES = ("lms", "cms")
MODES = ("production", "development")
FILTER = "org.openedx.learning.home.enrollment.api.rendered.v1"
APPLY = """
import json, sys
from importlib import import_module
class Settings: pass
settings, (name, tokens) = Settings(), json.load(sys.stdin)
import_module(f"{name}.settings.common").plugin_settings(settings)
vars(settings).update(tokens)
settings.ENV_TOKENS = tokens
import_module(f"{name}.settings.production").plugin_settings(settings)
del settings.ENV_TOKENS
print(json.dumps(vars(settings)))
"""


def tokens(site, service):
    return yaml.safe_load(site.text("apps", "openedx", "config", f"{service}.env.yml"))


@pytest.mark.parametrize("service", SERVICES)
def test_yaml_gives_each_setting_its_default(site, service, suite_wheel):
    found = {k: v for k, v in tokens(site, service).items() if k.startswith("AGIR_")}
    assert set(found) == suite_settings() - {"AGIR_PLATFORM_BACKEND", "AGIR_FILTER_STEPS"}, (
        "A setting of plugins/*/settings/common.py that Tutor does not offer, or the other way "
        "round: tutor_plugin/tutoragir/settings.py and templates/agir/settings/env name them all. "
        "(AGIR_PLATFORM_BACKEND is not offered: under Tutor it is always the real platform. "
        "AGIR_FILTER_STEPS is what the suite's own code names.)"
    )
    assert found["AGIR_CONTEXTS"] == [
        "competencies",
        "badges",
        "catalogue",
        "sponsorship",
        "certification",
        "dashboard",
        "xblocks",
    ]
    assert found["AGIR_PRIVATE_STORAGE"]["OPTIONS"]["location"] == "/openedx/media-private/agir"


def test_printvalue_shows_the_defaults(site):
    assert site.tutor("config", "printvalue", "AGIR_CONTEXTS").stdout.strip() == str(
        [
            "competencies",
            "badges",
            "catalogue",
            "sponsorship",
            "certification",
            "dashboard",
            "xblocks",
        ]
    )
    assert re.fullmatch(
        r"\d+\.\d+\.\d+", site.tutor("config", "printvalue", "AGIR_VERSION").stdout.strip()
    )


@pytest.mark.parametrize(
    "app",
    [
        "agir_platform",
        "agir_competencies",
        "agir_badges",
        "agir_catalogue",
        "agir_sponsorship",
        "agir_certification",
    ],
)
def test_plugin_apps_of_the_wheel_take_what_yaml_says(site, suite_wheel, app):
    """The LMS runs common, then the YAML over it, then production: the YAML's word stands."""
    said = {k: v for k, v in tokens(site, "lms").items() if k.startswith("AGIR_")}
    said["AGIR_BADGES_ISSUER"] = "Fun & Co 🎓"
    done = subprocess.run(
        [sys.executable, "-c", APPLY],
        env={"PYTHONPATH": str(suite_wheel)},
        input=json.dumps([app, said]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    settings = json.loads(done.stdout)
    assert {k: settings[k] for k in said} == said


def test_values_survive_yaml(new_site):
    """Beyond U+FFFF, quotes, None: what the operator saved is what the LMS reads."""
    name = 'École "Agir" : l\'avenir 🎓 # < > &'
    config = new_site.root / "config.yml"
    saved = {"PLUGINS": ["agir"], "AGIR_BADGES_ISSUER": name, "AGIR_CONTEXTS": None}
    config.write_text(yaml.safe_dump(saved, allow_unicode=True), encoding="utf-8")
    new_site.tutor("config", "save")
    for service in SERVICES:
        assert tokens(new_site, service)["AGIR_BADGES_ISSUER"] == name
        assert tokens(new_site, service)["AGIR_CONTEXTS"] is None


def test_the_issuer_is_the_platform_unless_said(new_site):
    new_site.tutor("config", "save", "--set", "PLATFORM_NAME=Campus")
    assert tokens(new_site, "lms")["AGIR_BADGES_ISSUER"] == "Campus"


def test_an_operators_yaml_wins(new_site):
    new_site.operator({f"{s}-env": "AGIR_CONTEXTS: [competencies]" for s in SERVICES})
    new_site.tutor("config", "save")
    for service in SERVICES:
        assert tokens(new_site, service)["AGIR_CONTEXTS"] == ["competencies"]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("mode", MODES)
def test_settings_compile_and_ours_come_last(site, service, mode):
    text = site.text("apps", "openedx", "settings", service, f"{mode}.py")
    tree = ast.parse(text)
    last = tree.body[-1]
    assert isinstance(last, ast.Assign)
    assert [target.id for target in last.targets] == ["OPEN_EDX_FILTERS_CONFIG"]


class Anything(MagicMock):
    """Answers whatever the platform would be asked; a warning's name is that of a class."""

    def __getattr__(self, name):
        return Warning if name.endswith("Warning") else super().__getattr__(name)


def run_settings(text, monkeypatch, given):
    """Run a whole rendered settings file over a platform that is made of whatever it asks for.

    The platform is not here; each name and module that the file wants is something that answers
    everything, except the names given.
    """
    monkeypatch.setattr("os.makedirs", lambda *a, **k: None)
    base = ModuleType("base")
    vars(base).update(given)
    for service in SERVICES:
        for name in ("production", "devstack"):
            monkeypatch.setitem(sys.modules, f"{service}.envs.{name}", base)
    for _ in range(200):
        space = {"__name__": "settings"}
        try:
            exec(compile(text, "settings.py", "exec"), space)
        except ModuleNotFoundError as asked:
            monkeypatch.setitem(sys.modules, asked.name, Anything())
        except NameError as asked:
            setattr(base, asked.name, Anything())
        else:
            return space
    raise AssertionError("the settings file asks for ever more names")


@pytest.fixture
def wiped(new_site):
    """Return a site whose operator assigns the filters whole, in several patches."""
    theirs = {"org.site.v1": {"fail_silently": False, "pipeline": ["site.Step"]}}
    new_site.operator(
        {
            "openedx-common-settings": "OPEN_EDX_FILTERS_CONFIG = {}",
            **{
                f"openedx-{s}-{m}-settings": f"OPEN_EDX_FILTERS_CONFIG = {theirs!r}"
                for s in SERVICES
                for m in MODES
            },
        }
    )
    new_site.tutor("config", "save")
    return new_site, theirs


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("mode", MODES)
def test_filters_of_a_whole_settings_file_are_merged(wiped, monkeypatch, service, mode):
    site, theirs = wiped
    steps = {FILTER: ["agir_dashboard.pipeline.Step"], "org.site.v1": ["agir.Other"]}
    text = site.text("apps", "openedx", "settings", service, f"{mode}.py")
    space = run_settings(text, monkeypatch, {"AGIR_FILTER_STEPS": steps})
    assert space["OPEN_EDX_FILTERS_CONFIG"] == {
        "org.site.v1": {"fail_silently": False, "pipeline": ["site.Step", "agir.Other"]},
        FILTER: {"fail_silently": True, "pipeline": ["agir_dashboard.pipeline.Step"]},
    }
    assert theirs == {"org.site.v1": {"fail_silently": False, "pipeline": ["site.Step"]}}


def ours(site):
    text = site.text("apps", "openedx", "settings", "lms", "production.py")
    return compile(text[text.index("# Agir:") :], "ours.py", "exec")


@pytest.mark.parametrize(
    ("config", "steps", "merged"),
    [
        (None, None, {}),
        ({"a": {"pipeline": ["x"]}}, None, {"a": {"pipeline": ["x"]}}),
        ({"a": {"pipeline": ["x"]}}, {"a": ["x"]}, {"a": {"pipeline": ["x"]}}),
        ({"a": {"pipeline": "x"}}, {"a": ["y"]}, {"a": {"pipeline": ["x", "y"]}}),
        ({"a": {"pipeline": None}}, {"a": ["y"]}, {"a": {"pipeline": ["y"]}}),
        ({}, {"a": ["y"]}, {"a": {"fail_silently": True, "pipeline": ["y"]}}),
    ],
    ids=["none", "theirs", "twice", "string", "null", "ours"],
)
def test_merge_by_hand(site, config, steps, merged):
    space = {}
    if config is not None:
        space["OPEN_EDX_FILTERS_CONFIG"] = config
    if steps is not None:
        space["AGIR_FILTER_STEPS"] = steps
    code = ours(site)
    exec(code, space)
    exec(code, space)
    assert space["OPEN_EDX_FILTERS_CONFIG"] == merged


def test_the_signing_secret_is_drawn_once_and_kept(new_site):
    """Saved again, and again with another setting, it is the same; another site has another."""
    new_site.tutor("config", "save")
    drawn = yaml.safe_load((new_site.root / "config.yml").read_text())["AGIR_SIGNING_SECRET"]
    assert re.fullmatch(r"[A-Za-z0-9]{48}", drawn)
    new_site.tutor("config", "save", "--set", "AGIR_BADGES_GRACE_DAYS=30")
    for service in SERVICES:
        said = tokens(new_site, service)
        assert said["AGIR_SIGNING_KEYS"] == [{"id": "k1", "secret": drawn}]
        assert said["AGIR_BADGES_GRACE_DAYS"] == 30


def test_two_sites_draw_two_secrets(site, new_site):
    new_site.tutor("config", "save")
    keys = [tokens(one, "lms")["AGIR_SIGNING_KEYS"] for one in (site, new_site)]
    assert keys[0] != keys[1]


def test_a_rotation_as_the_documents_say(new_site):
    """docs/signing-keys.md: each `tutor config save` of the rotation, as it is printed there."""
    new_site.tutor("config", "save")
    (first,) = tokens(new_site, "lms")["AGIR_SIGNING_KEYS"]
    text = (ROOT / "docs" / "signing-keys.md").read_text(encoding="utf-8")
    said = re.findall(r"^tutor config save --set '(AGIR_SIGNING_KEYS=.*)'$", text, re.MULTILINE)
    second = {"id": "k2", "secret": "q" + "NRElEnC2cbZ1V4pc-TCiHGrdZJHvBLJqLLQpsllQA3E"}
    seen = []
    for words in said:
        new_site.tutor("config", "save", "--set", words.replace("…", second["secret"]))
        lms, cms = (tokens(new_site, service)["AGIR_SIGNING_KEYS"] for service in SERVICES)
        assert lms == cms
        seen.append(lms)
    assert seen == [[first, second], [second, first], [second]]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("https", [True, False])
def test_the_site_knows_its_address_by_the_platforms(new_site, service, https):
    """`AGIR_SITE_URL` is left to LMS_ROOT_URL, which Tutor gives to both services."""
    new_site.tutor(
        "config", "save", "--set", "LMS_HOST=campus.example", "--set", f"ENABLE_HTTPS={https}"
    )
    said = tokens(new_site, service)
    assert said["AGIR_SITE_URL"] is None
    assert said["LMS_ROOT_URL"] == f"http{'s' if https else ''}://campus.example"
    development = new_site.text("apps", "openedx", "settings", service, "development.py")
    assert re.search(r"^LMS_ROOT_URL = ", development, re.MULTILINE)


def test_the_proxy_lets_frameworks_and_proofs_through(site):
    """Tutor's own limit for the LMS is 4 MB; 64 MiB is 67.1 million bytes, 5 MiB 5.2 million."""
    told = site.text("apps", "caddy", "Caddyfile")
    lms = told[told.index('import proxy "lms:8000"') : told.index('import proxy "cms:8000"')]
    found = dict(re.findall(r"handle (\S+) \{\s+request_body \{\s+max_size (\d+MB)", lms))
    assert found == {"/agir/frameworks/import/*": "68MB", "@agir_proofs": "6MB"}
    assert "handle_path /* " in lms, "the limit for everything else stands"
