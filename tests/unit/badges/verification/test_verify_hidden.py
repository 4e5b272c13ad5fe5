"""The same signed statements in other clothes: nothing that counts can be hidden or slipped in."""

from __future__ import annotations

from typing import Any

import pytest

from agir_badges.openbadges import proofs, words
from unit.badges.verification.badge_samples import (
    CAMPUS,
    NOW,
    OB3,
    STATUS_URL,
    VC2,
    Web,
    badge,
    entry,
    failed,
    judged,
    sealed,
    status_list,
)

EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CRED = "https://www.w3.org/2018/credentials#"
DATE = "http://www.w3.org/2001/XMLSchema#dateTime"
ENDED = sealed(badge(validUntil="2026-10-01T00:00:00Z"))
REVOKED = sealed(badge(credentialStatus=entry()))
REFRESHED = sealed(
    badge(
        **{"@context": [VC2, OB3, EXTENSIONS]},
        validUntil="2026-10-01T00:00:00Z",
        refreshService={"id": badge()["id"], "type": "1EdTechCredentialRefresh"},
    )
)


def without(document: dict[str, Any], member: str) -> dict[str, Any]:
    return {name: held for name, held in document.items() if name != member}


def under_its_address(document: dict[str, Any]) -> dict[str, Any]:
    value = {"@value": document["validUntil"], "@type": DATE}
    return without(document, "validUntil") | {f"{CRED}validUntil": value}


def nested(document: dict[str, Any]) -> dict[str, Any]:
    inner = {"validUntil": document["validUntil"]}
    return without(document, "validUntil") | {"@nest": inner}


def included(document: dict[str, Any]) -> dict[str, Any]:
    inner = {
        "id": document["id"],
        "type": document["type"],
        "validUntil": document["validUntil"],
    }
    return without(document, "validUntil") | {"@included": [inner]}


def in_a_twin(document: dict[str, Any]) -> dict[str, Any]:
    """Write the end at the refresh service, which has the badge's own address."""
    twin = document["refreshService"] | {
        "type": ["1EdTechCredentialRefresh", *document["type"]],
        "validUntil": document["validUntil"],
    }
    return without(document, "validUntil") | {"refreshService": twin}


def status_under_its_address(document: dict[str, Any]) -> dict[str, Any]:
    moved = {f"{CRED}credentialStatus": document["credentialStatus"]}
    return without(document, "credentialStatus") | moved


def status_nested(document: dict[str, Any]) -> dict[str, Any]:
    moved = {"credentialStatus": document["credentialStatus"]}
    return without(document, "credentialStatus") | {"@nest": moved}


HIDDEN = [
    under_its_address(ENDED),
    nested(ENDED),
    included(ENDED),
    in_a_twin(REFRESHED),
    status_under_its_address(REVOKED),
    status_nested(REVOKED),
]


def is_signed(document: dict[str, Any]) -> bool:
    """Tell whether a proof is good; how a document reads is asked only behind a good one."""
    try:
        return bool(proofs.check(document, lambda method: CAMPUS.public, now=NOW))
    except words.ReadsTwoWays:
        return True


def test_a_proof_alone_vouches_for_no_document_that_reads_two_ways() -> None:
    with pytest.raises(words.ReadsTwoWays):
        proofs.check(HIDDEN[0], lambda method: CAMPUS.public, now=NOW)
    with pytest.raises(proofs.SignatureInvalid):
        proofs.check(HIDDEN[0] | {"name": "Another"}, lambda method: CAMPUS.public, now=NOW)


def test_as_they_were_signed_they_are_refused() -> None:
    web = Web().put(STATUS_URL, status_list(94567))
    assert judged(ENDED).code == judged(REFRESHED).code == "expired"
    assert judged(REVOKED, web).code == "revoked"


@pytest.mark.parametrize("document", HIDDEN)
def test_an_end_or_a_status_cannot_be_hidden(document: dict[str, Any]) -> None:
    assert is_signed(document)
    assert failed(judged(document)) == ("proof", "reads_two_ways")


def slipped(member: str, thing: dict[str, Any]) -> dict[str, Any]:
    good = sealed(badge())
    if member == "evidence":
        return good | {"evidence": [*good["evidence"], thing]}
    subject = good["credentialSubject"]
    if member == "result":
        return good | {"credentialSubject": subject | {"result": [*subject["result"], thing]}}
    achievement = subject["achievement"]
    aligned = achievement | {"alignment": [*achievement["alignment"], thing]}
    return good | {"credentialSubject": subject | {"achievement": aligned}}


THINGS = [
    ("result", {"id": "x", "type": ["Result"], "value": "1.00"}, "proof"),
    ("alignment", {"id": "x", "targetName": "Doctorat"}, "shape"),
    ("evidence", {"id": "x", "type": ["Evidence"]}, "shape"),
]


@pytest.mark.parametrize(("member", "thing", "check"), THINGS)
def test_nothing_can_be_slipped_in_that_json_ld_drops(
    member: str, thing: dict[str, Any], check: str
) -> None:
    """An object whose address is not whole makes no statement, and none is signed."""
    verdict = judged(slipped(member, thing))
    assert failed(verdict)[0] == check
    assert verdict.code in ("term_unknown", "shape_wrong", "type_wrong")


def test_a_type_that_no_context_knows_is_refused() -> None:
    good = sealed(badge())
    document = good | {"type": [*good["type"], "DoctoralDegree"]}
    assert failed(judged(document)) == ("proof", "term_unknown")


def test_the_end_of_a_status_list_cannot_be_hidden() -> None:
    listed = under_its_address(status_list(validUntil="2026-11-26T11:00:00Z"))
    verdict = judged(REVOKED, Web().put(STATUS_URL, listed))
    assert failed(verdict) == ("status", "status_list_invalid")
    assert verdict.facts["fault"] == "reads_two_ways"


def test_a_badge_that_names_its_issuer_twice_is_good() -> None:
    """One issuer in two places is what most badges say: nothing is hidden by it."""
    document = badge()
    document["credentialSubject"]["achievement"]["creator"] = document["issuer"]
    assert judged(sealed(document)).valid
