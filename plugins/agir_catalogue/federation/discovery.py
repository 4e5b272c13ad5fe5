"""Where does another catalogue begin to read this one? One document at a place known to all."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from agir_catalogue.federation import moochub, words
from agir_platform import addresses, signing
from agir_platform.signing import inventory
from agir_platform.signing.configured import State

PATH: Final = ".well-known/mooc-federation.json"
VERSION: Final = "1"
LOG: Final = "agir-changes"
SAMPLE: Final = "course_key"


def document() -> dict[str, Any]:
    """Return who runs the site, its keys and its feeds, each with its address and version.

    A ``template`` holds ``{course_key}``, to be filled percent-encoded. A site without a key has
    none in ``keys``, and signs nothing. Raises ``SiteUrlUnset``. Three statements.
    """
    by = words.operator()
    told: dict[str, Any] = {
        "version": VERSION,
        "operator": {"name": by.name, "url": by.url, "id": signing.issuer_did()},
        "keys": keys(),
        "keysUrl": _address("agir_platform:did"),
        "signatures": {"scheme": "RFC 9421", "algorithm": "ed25519", "digest": "RFC 9530"},
        "feeds": [
            {"format": "MOOChub", "version": moochub.VERSION,
             "url": _address("agir_catalogue:moochub")},
            {"format": LOG, "version": VERSION, "url": _address("agir_catalogue:changes")},
            {"format": "AMB", "template": _template("agir_catalogue:course-amb")},
            {"format": "schema.org", "template": _template("agir_catalogue:course-linked")},
        ],
        "sitemap": _address("agir_catalogue:sitemap"),
        "case": _address("agir_competencies:case-documents").removesuffix("/CFDocuments"),
        "covenant": {"template": _template("agir_catalogue:covenant-json")},
        "accessibility": str(getattr(settings, "AGIR_CATALOGUE_ACCESSIBILITY_URL", "") or ""),
    }  # fmt: skip
    if not told["covenant"]["template"]:
        del told["covenant"]
    return words.said(told)


def keys() -> list[dict[str, str]]:
    """Return the keys that verify: ``current`` signs, ``next`` will, ``retired`` did.

    A peer that trusts the current key learns the next one from an answer that the current one
    signed, so that a rollover asks no person.
    """
    signer = signing.current()
    current = "" if signer is None else signer.verification_method
    active = {line.id for line in inventory.lines() if line.state is State.ACTIVE}
    return [
        {
            "id": method["id"],
            "type": method["type"],
            "publicKeyMultibase": method["publicKeyMultibase"],
            "state": _state(method["id"], current, active),
        }
        for method in signing.did_document()["verificationMethod"]
    ]


def _state(name: str, current: str, active: set[str]) -> str:
    if name == current:
        return "current"
    return "next" if name.partition("#")[2] in active else "retired"


def _address(name: str) -> str:
    """Return the whole address of a page of the suite, '' where it has none here."""
    try:
        return addresses.absolute(reverse(name))
    except NoReverseMatch:
        return ""


def _template(name: str) -> str:
    try:
        path = reverse(name, kwargs={SAMPLE: SAMPLE})
    except NoReverseMatch:
        return ""
    return addresses.absolute(path.replace(SAMPLE, f"{{{SAMPLE}}}"))
