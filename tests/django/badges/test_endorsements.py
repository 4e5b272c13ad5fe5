"""Partners stand behind a badge: what they sign is checked before it is kept."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from signed import NOW, award, badge, document, learner, verdict

from agir_badges import api
from agir_badges.models import Endorsement
from agir_badges.openbadges import keys, proofs
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError
from host.gallery.rows import competencies, state

pytestmark = pytest.mark.django_db


class Partner:
    """Somebody with a key of their own, who signs under its name (did:key)."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        self.did = keys.did_key(self._key.public_key().public_bytes_raw())

    @property
    def verification_method(self) -> str:
        return f"{self.did}#{self.did.removeprefix('did:key:')}"

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def endorses(self, address: str, now: datetime = NOW, **changes: Any) -> str:
        """Return a signed endorsement of ``address``."""
        said = {
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": "urn:uuid:7a1f0a52-0000-4000-8000-000000000001",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsement",
            "issuer": {"id": self.did, "type": ["Profile"], "name": "Partenaire"},
            "validFrom": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "credentialSubject": {"id": address, "type": ["EndorsementSubject"]},
        } | changes
        return json.dumps(proofs.secure(said, self, created=now))


def rule_and_address() -> tuple[Any, str, Any]:
    (skill,) = competencies(1)
    rule = badge([skill])
    return rule, f"http://localhost:8000/agir/badges/achievements/{rule}/1.json", skill


def test_an_endorsement_stands_in_what_is_signed_afterwards() -> None:
    rule, address, skill = rule_and_address()
    partner, subject = Partner(), learner()
    api.endorse(rule, "Université", partner.endorses(address), now=NOW)
    assert Endorsement.objects.get().endorser_did == partner.did
    state(subject, skill)
    (name,) = award(subject, [skill])
    api.issue([name], now=NOW)
    (kept,) = document(name)["credentialSubject"]["achievement"]["endorsement"]
    assert kept["issuer"]["id"] == partner.did
    assert verdict(name).valid
    assert api.shared(name, "en").endorsers == ("Université",)
    assert api.achievement(rule, 1)["endorsement"] == [kept]


def tampered(text: str) -> str:
    return text.replace("Partenaire", "Quelqu’un d’autre")


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("signature_invalid", lambda one, address: tampered(one.endorses(address))),
        ("endorsement_of_another", lambda one, _: one.endorses("https://example.org/other")),
        ("expired", lambda one, address: one.endorses(address, validUntil="2026-10-01T00:00:00Z")),
        ("not_yet_valid", lambda one, address: one.endorses(address, NOW + timedelta(days=9))),
        (
            "endorsement_wrong_type",
            lambda one, address: one.endorses(address, type=["VerifiableCredential"]),
        ),
        ("malformed", lambda one, address: "no JSON at all"),
        ("endorsement_too_large", lambda one, address: one.endorses(address, name="x" * 200_001)),
        (
            "proof_not_of_issuer",
            lambda one, address: one.endorses(
                address, issuer={"id": Partner().did, "type": ["Profile"]}
            ),
        ),
    ],
)
def test_what_is_wrong_is_refused_for_its_own_reason(code: str, make: Any) -> None:
    rule, address, _ = rule_and_address()
    with pytest.raises(DomainError) as refusal:
        api.endorse(rule, "Université", make(Partner(), address), now=NOW)
    assert refusal.value.code == code
    assert not Endorsement.objects.exists()


def test_an_operator_pastes_one_and_reads_why_another_is_refused(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("operator"))
    rule, address, _ = rule_and_address()
    add, now = "/admin/agir_badges/endorsement/add/", SystemClock().now()
    form = {"rule": str(rule), "endorser_name": "Université"}
    wrong = client.post(add, form | {"document": Partner().endorses("https://e.org/x", now)})
    assert wrong.status_code == 200
    assert f"Ask the partner to endorse {address}." in wrong.content.decode()
    forged = client.post(add, form | {"document": tampered(Partner().endorses(address, now))})
    assert "was changed after it was signed" in forged.content.decode()
    assert not Endorsement.objects.exists()
    good = client.post(add, form | {"document": Partner().endorses(address, now)})
    assert good.status_code == 302, good.content.decode()
    row = Endorsement.objects.get()
    assert client.get(f"/admin/agir_badges/endorsement/{row.pk}/change/").status_code == 200
    client.post(
        "/admin/agir_badges/endorsement/", {"action": "remove", "_selected_action": str(row.pk)}
    )
    assert "endorsement" not in api.achievement(rule, 1)


def test_this_site_endorses_a_partners_badge() -> None:
    out = StringIO()
    call_command("agir_endorse_badge", "https://p.example/a/1.json", comment="Sérieux.", stdout=out)
    said = json.loads(out.getvalue())
    assert said["credentialSubject"]["id"] == "https://p.example/a/1.json"
    assert said["credentialSubject"]["endorsementComment"] == "Sérieux."
    assert said["issuer"]["id"] == "did:web:localhost%3A8000:agir:issuer"
    from agir_platform import signing

    assert proofs.check(said, lambda method: signing.public_key(method) or b"").endswith("#host")
    with pytest.raises(CommandError, match="no address"):
        call_command("agir_endorse_badge", "javascript:alert(1)")
