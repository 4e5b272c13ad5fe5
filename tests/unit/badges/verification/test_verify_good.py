"""A good badge is valid however it travels, and says of itself what it holds."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image

from agir_badges.openbadges import baking
from agir_badges.openbadges.verification import CHECKS, Alignment, Check, Result
from unit.badges.verification.badge_samples import (
    CAMPUS,
    NOW,
    STATUS_URL,
    Issuer,
    Web,
    badge,
    entry,
    judged,
    sealed,
    status_list,
    token,
    written,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("L", (1, 1)).save(drawn, "PNG")
    return drawn.getvalue()


def carried() -> dict[str, bytes]:
    good = sealed(badge())
    text = written(good).decode()
    compact = token(badge())
    envelope = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{compact}",
    }
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [good],
    }
    return {
        "json": text.encode(),
        "json after a byte order mark": b"\xef\xbb\xbf" + text.encode(),
        "json among blanks": b"\r\n " + text.encode() + b"\n",
        "token": compact.encode(),
        "token and a line's end": compact.encode() + b"\n",
        "token in quotes": f'"{compact}"'.encode(),
        "list of one": written([good]),
        "list of one token": written([compact]),
        "envelope": written(envelope),
        "presentation": written(presentation),
        "svg with json": baking.bake_svg(SVG, text).encode(),
        "svg with a token": baking.bake_svg(SVG, compact).encode(),
        "png with json": baking.bake_png(picture(), text),
        "png with a token": baking.bake_png(picture(), compact),
    }


@pytest.mark.parametrize("form", sorted(carried()))
def test_a_good_badge_is_valid_in_every_form(form: str) -> None:
    verdict = judged(carried()[form])
    assert (verdict.valid, verdict.code) == (True, "valid")
    assert verdict.checks == tuple(Check(name, True) for name in CHECKS)


def test_what_a_badge_says_of_itself() -> None:
    summary = judged(sealed(badge())).credential
    assert summary is not None
    assert summary.name == "Lire un bilan"
    assert summary.issuer_name == "Campus d’essai"
    assert summary.issuer_id == CAMPUS.did
    assert summary.recipient == "email_hash"
    # 08:00 at +01:00 is 07:00 UTC.
    assert summary.awarded == datetime(2025, 12, 24, 8, tzinfo=timezone(timedelta(hours=1)))
    assert summary.valid_until == datetime(2027, 1, 1, tzinfo=UTC)
    assert summary.results == (Result("Maîtrise", "0.82", "Confirmé"),)
    assert summary.alignments == (
        Alignment("RNCP37674BC02", "https://campus.example/rncp/37674/2", "RNCP", "BC02"),
    )
    assert summary.evidence == 1
    assert summary.notes == ()


def test_what_is_carried_and_not_checked_is_noted() -> None:
    schemas = [{"id": "https://campus.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}]
    refresh = {"id": "https://campus.example/r", "type": "1EdTechCredentialRefresh"}
    web = Web()
    document = badge(credentialSchema=schemas, refreshService=refresh)
    document["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    verdict = judged(sealed(document), web)
    assert verdict.valid
    assert verdict.credential is not None
    assert verdict.credential.notes == ("credentialSchema", "refreshService")
    assert web.asked == []


def test_addresses_of_a_stranger_that_are_no_web_addresses_are_not_passed_on() -> None:
    document = badge(image={"id": "javascript:alert(1)", "type": "Image"})
    document["credentialSubject"]["achievement"]["alignment"][0]["targetUrl"] = "javascript:x"
    summary = judged(sealed(document)).credential
    assert summary is not None
    assert summary.image == ""
    assert summary.alignments[0].url == ""


def test_a_badge_whose_status_is_clear_is_valid() -> None:
    document = sealed(badge(credentialStatus=entry()))
    assert judged(document, Web().put(STATUS_URL, status_list(94566, 94568))).valid


def test_a_list_may_serve_two_purposes() -> None:
    entries = [entry("revocation"), entry("suspension")]
    document = sealed(badge(credentialStatus=entries))
    listed = status_list(94568, purpose=["revocation", "suspension"])
    web = Web().put(STATUS_URL, listed)
    assert judged(document, web).valid
    assert web.asked == [STATUS_URL]


def test_an_issuer_with_a_did_web_is_asked_once_for_its_keys() -> None:
    campus = Issuer(3, "did:web:campus.example:agir:issuer", "k1")
    url = "https://campus.example/agir/issuer/did.json"
    web = Web().put(url, campus.document())
    web.put(STATUS_URL, status_list(issuer=campus))
    document = sealed(badge(campus, credentialStatus=entry()), campus)
    assert judged(document, web).valid
    assert web.asked == [url, STATUS_URL]


def test_a_badge_of_data_model_1_1_is_read() -> None:
    old = badge(validFrom=None, validUntil=None, issuanceDate="2026-01-01T00:00:00Z")
    old["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    ]
    assert judged(token(old)).code == "valid"


def test_the_first_and_the_last_moment_count() -> None:
    document = sealed(badge())
    assert judged(document, now=datetime(2026, 1, 1, tzinfo=UTC)).valid
    assert judged(document, now=datetime(2027, 1, 1, tzinfo=UTC)).valid
    assert judged(document, now=NOW).valid
