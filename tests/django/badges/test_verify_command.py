"""``agir_verify_badge``: what a person and a program read, and how it ends."""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation
from signed import held, learner

from agir_badges import api, openbadges, refusals, sentences
from agir_badges.models import Credential
from agir_badges.openbadges import baking, keys
from agir_badges.openbadges.verification import verify
from agir_badges.openbadges.verification.worlds import Site
from agir_kernel.errors import DomainError
from agir_platform import signing
from unit.badges.verification.badge_samples import (
    NOW,
    Issuer,
    badge,
    changed,
    entry,
    failed,
    sealed,
    status_list,
    token,
    written,
)
from unit.badges.verification.badge_server import serving

pytestmark = pytest.mark.django_db

VALID = "This badge is valid."
STANDS = "Its issuer signed it, nobody has changed it since, and it is in force today."
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'


def open_ended(**changes: Any) -> dict[str, Any]:
    """Return a badge that is valid whenever the test runs."""
    return badge(validUntil=None, validFrom="2020-01-01T00:00:00Z", **changes)


def run(*arguments: object) -> tuple[int, str]:
    """Return the exit status and what was written."""
    out = io.StringIO()
    try:
        call_command("agir_verify_badge", *[str(one) for one in arguments], stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def put(tmp_path: Path) -> Any:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def test_valid_files_end_with_0_whatever_their_names(put: Any) -> None:
    good = sealed(open_ended())
    files = [
        put("badge.json", written(good)),
        put("badge.png", token(open_ended()).encode()),
        put("badge.txt", baking.bake_svg(SVG, written(good).decode()).encode()),
    ]
    status, out = run("--offline", *files)
    assert status == 0
    lines = out.splitlines()
    assert [line.startswith(f"{path}: valid: ") for path, line in zip(files, lines, strict=True)]
    assert all("[Lire un bilan, Campus d’essai]" in line for line in lines)


def test_one_refused_ends_with_1_and_says_why(put: Any) -> None:
    good = put("good.json", written(sealed(open_ended())))
    forged = put("forged.json", written(sealed(open_ended()) | {"name": "Doctorat"}))
    status, out = run("--offline", good, forged)
    assert status == 1
    assert "good.json: valid: " in out.splitlines()[0]
    assert (
        "forged.json: refused: This badge was changed after it was signed." in out.splitlines()[1]
    )


def test_one_unreadable_ends_with_2_even_beside_a_refused_one(put: Any, tmp_path: Path) -> None:
    forged = put("forged.json", written(sealed(open_ended()) | {"name": "Doctorat"}))
    for bad in (put("bad", b"{"), put("empty", b""), tmp_path / "missing", tmp_path):
        status, out = run("--offline", forged, bad)
        assert status == 2
        assert f"{bad}: unreadable: " in out.splitlines()[1]
    assert run("--offline", put("huge", b" " * 2_000_001))[0] == 2


def test_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(sealed(open_ended()))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert run("--offline", "-") == (0, run_line())


def run_line() -> str:
    return f"-: valid: {VALID} {STANDS} [Lire un bilan, Campus d’essai]\n"


def test_offline_a_status_is_unknown_and_that_is_not_valid(put: Any) -> None:
    path = put("listed.json", written(sealed(open_ended(credentialStatus=entry()))))
    status, out = run("--offline", path)
    assert status == 1
    assert "We could not learn whether this badge was taken back." in out


def test_json_says_the_checks_and_nothing_of_the_recipient(put: Any) -> None:
    document = changed(
        open_ended(), ("credentialSubject", "identifier", 0, "salt"), "jeanne@campus.example"
    )
    document["credentialSubject"]["narrative"] = "Jeanne a réussi."
    path = put("badge.json", written(sealed(document)))
    status, out = run("--offline", "--json", path, put("bad", b"{"))
    assert status == 2
    good, bad = json.loads(out)
    assert (good["valid"], good["code"]) == (True, "valid")
    assert (good["badge"], good["issuer"]) == ("Lire un bilan", "Campus d’essai")
    assert [check["name"] for check in good["checks"]][-1] == "status"
    assert (bad["valid"], bad["code"]) == (False, "malformed")
    for told in (out, run("--offline", path)[1]):
        assert "eanne" not in told


def test_a_strangers_name_moves_no_cursor(put: Any) -> None:
    document = open_ended()
    document["credentialSubject"]["achievement"]["name"] = "Bon\n\tbadge \u202e\u2066 vert"
    out = run("--offline", put("badge.json", written(sealed(document))))[1]
    assert out.count("\n") == 1
    assert not {"\t", "\u202e", "\u2066"} & set(out)


def test_in_the_language_of_the_process(put: Any) -> None:
    path = put("b.json", written(sealed(open_ended())))
    with translation.override("fr"):
        assert translation.gettext(VALID) in run("--offline", path)[1]


def test_every_refusal_of_the_room_has_its_sentence() -> None:
    for _, name, _ in pkgutil.walk_packages(openbadges.__path__, f"{openbadges.__name__}."):
        importlib.import_module(name)
    waiting, codes = [DomainError], set()
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.__module__.startswith(f"{openbadges.__name__}."):
            codes.add(kind.code)
    assert len(codes) > 30
    assert codes == (sentences.VERDICTS.keys() - {"valid"}) | refusals.MAKING.keys()
    unknown = refusals.sentence_of("no_such_code", {})
    for code in codes - {"malformed", "image_unreadable"}:
        assert refusals.sentence_of(code, {}) != unknown
    assert refusals.sentence_of("shape_wrong", {"where": "issuer.id"}).endswith("(issuer.id)")


def test_a_badge_of_this_site_is_verified_without_the_network(put: Any) -> None:
    name, _ = held(learner())
    path = put("own.json", Credential.objects.get(id=name).document.encode())
    assert run(path)[0] == 0
    subject = Credential.objects.get(id=name).subject
    api.delete(name, subject, now=NOW)
    status, out = run(path)
    assert status == 1
    assert "This badge was revoked." in out


def over_network(issuer: Issuer, port: int) -> Any:
    """Return the verdict of this site on a badge of ``issuer`` without a status."""
    allowed = [f"127.0.0.1:{port}"] if port else []
    with override_settings(AGIR_HTTP_ALLOWED_HOSTS=allowed):
        data = written(sealed(badge(issuer), issuer))
        return verify(data, now=NOW, world=Site(NOW))


def test_a_private_address_is_never_opened() -> None:
    for host in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "localhost"):
        issuer = Issuer(5, f"did:web:{host}:agir:issuer", "k1")
        verdict = over_network(issuer, 0)
        assert failed(verdict) == ("issuer", "issuer_unreachable")
        assert verdict.facts["fault"] == "address_refused"


def on_list_at(url: str, *allowed: str) -> Any:
    """Return the verdict of this site on a badge whose status list stands at ``url``."""
    document = sealed(badge(credentialStatus=entry(statusListCredential=url)))
    with override_settings(AGIR_HTTP_ALLOWED_HOSTS=allowed):
        return verify(written(document), now=NOW, world=Site(NOW))


def test_a_status_list_at_a_private_address_is_never_opened() -> None:
    with serving(status=status_list()) as served:
        verdict = on_list_at(f"http://127.0.0.1:{served.port}/status")
    assert failed(verdict) == ("status", "status_unknown")
    assert verdict.facts["fault"] == "address_refused"
    assert served.asked == []


def test_a_redirection_is_not_followed() -> None:
    with serving(status=status_list(), elsewhere=status_list()) as served:
        served.moved = True
        place = f"127.0.0.1:{served.port}"
        verdict = on_list_at(f"http://{place}/status", place)
    assert failed(verdict) == ("status", "status_unknown")
    assert verdict.facts["fault"] == "answer_unexpected"
    assert served.asked == ["/status"]


def test_a_status_list_that_is_served_is_read_by_the_sites_own_reader() -> None:
    with serving(status=status_list(94567)) as served:
        place = f"127.0.0.1:{served.port}"
        assert on_list_at(f"http://{place}/status", place).code == "revoked"
        served.documents["/status"] = status_list()
        assert on_list_at(f"http://{place}/status", place).valid


class Named:
    """The site's key under one of its names."""

    def __init__(self, verification_method: str) -> None:
        self.verification_method = verification_method
        self.did = verification_method.partition("#")[0]
        self.sign = signing.require().sign


def test_a_key_that_the_site_gave_up_verifies_under_no_name(settings: Any) -> None:
    """Its holder could sign as the site, or as the ``did:key`` of the same key."""
    signer = signing.require()
    alias = keys.did_key(signer.public_key)
    names = [signer.verification_method, f"{alias}#{alias.removeprefix('did:key:')}"]
    signed = [written(sealed(badge(Named(name)), Named(name))) for name in names]
    assert [verify(one, now=NOW, world=Site(NOW)).code for one in signed] == ["valid", "valid"]
    ours = settings.AGIR_SIGNING_KEYS
    settings.AGIR_SIGNING_KEYS = [one | {"state": "compromised"} for one in ours]
    for one in signed:
        verdict = verify(one, now=NOW, world=Site(NOW))
        assert failed(verdict) == ("issuer", "issuer_unknown")
