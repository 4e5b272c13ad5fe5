"""`tutor agir doctor`: ten lines that are true, before anything runs."""

import re

import pytest

MARKS = r"^(ok|off|look|wrong) +([A-Za-z ]+): (.+)$"


def told(site, *, check=True):
    done = site.tutor("agir", "doctor", check=check)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    return done.returncode, {m[1]: (m[0], m[2]) for m in re.findall(MARKS, plain, re.MULTILINE)}


def test_a_saved_site_has_nothing_wrong_in_ten_lines(new_site):
    new_site.tutor("config", "save")
    status, lines = told(new_site)
    assert status == 0
    assert len(lines) == 10
    assert {name for name, (mark, _) in lines.items() if mark == "ok"} == {
        "Tutor", "plugin", "contexts", "signing keys", "vault keys", "private hosts",
    }  # fmt: skip
    assert lines["schedule"][0] == "off"
    assert lines["private files"][0] == "look"


@pytest.mark.parametrize(
    ("setting", "line", "mark", "word"),
    [
        ('AGIR_CONTEXTS=["badgers"]', "contexts", "wrong", "correct it"),
        ('AGIR_CONTEXTS=["badges"]', "contexts", "ok", "off: competencies"),
        ("AGIR_SIGNING_KEYS=[]", "signing keys", "off", "not signed"),
        ('AGIR_SIGNING_KEYS=[{"id": "k1", "secret": "short"}]', "signing keys", "wrong", "longer"),
        ('AGIR_HTTP_ALLOWED_HOSTS=["peer:8000"]', "private hosts", "look", "peer:8000"),
        ("AGIR_RUN_BEAT=true", "schedule", "ok", "agir-beat"),
        ("AGIR_COMPETENCIES_XAPI=transitions", "Aspects", "look", "no Aspects"),
        ('AGIR_PRIVATE_STORAGE={"BACKEND": "storages.S3"}', "private files", "ok", "storages.S3"),
    ],
)
def test_each_line_follows_the_setting(new_site, setting, line, mark, word):
    new_site.tutor("config", "save", "--set", setting)
    status, lines = told(new_site, check=False)
    assert (lines[line][0], status) == (mark, int(mark == "wrong"))
    assert word in lines[line][1]


def test_a_site_that_was_not_saved_is_told_to(new_site):
    status, lines = told(new_site, check=False)
    assert status == 1
    assert "tutor config save" in lines["plugin"][1]


@pytest.mark.parametrize("on", [False, True])
def test_the_beat_is_there_when_it_is_asked_for(new_site, on):
    new_site.tutor("config", "save", "--set", f"AGIR_RUN_BEAT={str(on).lower()}")
    for path in (("local", "docker-compose.prod.yml"), ("k8s", "deployments.yml")):
        assert ("agir-beat" in new_site.text(*path)) is on
