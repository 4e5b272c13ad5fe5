"""Under which name does the site sign, with which key, and which keys are its own?

What the table says of a key stands over what the settings say: an id that once signed names
that key for good, so an entry with another secret under the same id is left aside (the checks
say it), and a key given up as compromised stays so whatever is written in the settings.
"""

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from agir_platform import addresses
from agir_platform.models import IssuerKey
from agir_platform.signing import configured, multikey, record
from agir_platform.signing.configured import Key, State
from agir_platform.signing.signer import Signer, SigningKeyUnset

PATH: Final = ("agir", "issuer")
"""Where the DID document lies: ``/agir/issuer/did.json``."""

BY_KEY: Final = "did:key"
"""The value of ``AGIR_ISSUER_DID`` that names the site by the key that signs, and by no address."""

CONTEXTS: Final = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")


def issuer_did() -> str:
    """Return the site's own name: ``did:web:campus.example:agir:issuer``.

    ``AGIR_ISSUER_DID`` where the site names another; else made of its address, with a port as
    ``%3A8000`` (did:web method, W3C CCG, 2024). ``AGIR_ISSUER_DID = "did:key"`` is the name of
    the current key itself (did:key method, W3C CCG, 2024), for one statement; without a key the
    address names the site. Raises ``SiteUrlUnset``.
    """
    said = getattr(settings, "AGIR_ISSUER_DID", None)
    if said == BY_KEY:
        signs = _current()
        if signs is not None:
            return f"{BY_KEY}:{signs[0].public}"
    elif said:
        return str(said)
    parts = urlsplit(addresses.site_url())
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = f"%3A{parts.port}" if parts.port else ""
    below = [part for part in parts.path.split("/") if part]
    return ":".join(["did:web", f"{host}{port}", *below, *PATH])


def current() -> Signer | None:
    """Return the first key of the settings that may sign; ``None``: none is configured.

    One statement. The key's public half is put on record at its first signature. A key on record
    that the settings call compromised is marked so, for when its entry is gone.
    """
    found = _current()
    return None if found is None else _signer(found[0], is_kept=found[1])


def _current() -> tuple[Key, bool] | None:
    """Return the key that signs, and whether it ever did."""
    rows = record.known()
    for key in configured.usable():
        row = rows.get(key.id)
        if row is not None and _is_given_up(key, row) and not _is_marked(row):
            record.mark(key.id, key.public, State.COMPROMISED)
        elif _state(key, row) is State.ACTIVE:
            return key, row is not None and row.first_used_at is not None
    return None


def require() -> Signer:
    """Return the current signer; raise ``SigningKeyUnset``."""
    signer = current()
    if signer is None:
        raise SigningKeyUnset
    return signer


def public_key(verification_method: str) -> bytes | None:
    """Return the 32 bytes of one of the site's own keys, current or retired.

    ``None`` for a key of another issuer, an unknown one, and a compromised one.
    """
    did, _, id_ = verification_method.partition("#")
    if not id_ or did != issuer_did():
        return None
    public = _by_fragment(did).get(id_)
    return None if public is None else multikey.decode(public)


def is_compromised(public: bytes) -> bool:
    """Tell whether these 32 bytes are a key of the site that it gave up as compromised.

    For a verifier that meets the key under another name, such as a ``did:key``.
    """
    text = multikey.encode(public)
    rows = record.known()
    marked = any(row.public == text and _is_marked(row) for row in rows.values())
    return marked or any(
        key.public == text and key.state is State.COMPROMISED for key in configured.usable()
    )


def did_document() -> dict[str, Any]:
    """Return the site's DID document, with every key that verifies; maybe none.

    A retired key stays among those that may assert: what it signed stays good. DID Core 1.0
    (W3C, 2022), Controlled Identifiers 1.0 (W3C, 2025) for Multikey.
    """
    did = issuer_did()
    methods = [
        {
            "id": f"{did}#{id_}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": public,
        }
        for id_, public in _by_fragment(did).items()
    ]
    return {
        "@context": list(CONTEXTS),
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _signer(key: Key, *, is_kept: bool) -> Signer:
    did, kept = issuer_did(), [is_kept]
    fragment = key.public if _is_a_key(did) else key.id

    def before() -> None:
        if not kept[0]:
            record.keep(key, lambda: kept.__setitem__(0, True))

    return Signer(key.id, f"{did}#{fragment}", key.private, before)


def _is_a_key(did: str) -> bool:
    return did.startswith(f"{BY_KEY}:")


def _by_fragment(did: str) -> dict[str, str]:
    """Return the keys that verify under ``did``, a name of the site: all, or the one it is."""
    if _is_a_key(did):
        public = did.removeprefix(f"{BY_KEY}:")
        return {public: public} if public in _verifying().values() else {}
    return _verifying()


def _verifying() -> dict[str, str]:
    """Return the keys that verify, public half by id: those of the settings, then the older."""
    rows = record.known()
    keys = {key.id: key for key in configured.usable()}
    found = {
        id_: key.public
        for id_, key in keys.items()
        if _is_its(key, rows.get(id_)) and _state(key, rows.get(id_)) is not State.COMPROMISED
    }
    older = {
        id_: row.public
        for id_, row in rows.items()
        if id_ not in found and not _is_marked(row) and not _is_given_up(keys.get(id_), row)
    }
    return {**found, **older}


def _state(key: Key, row: IssuerKey | None) -> State | None:
    """Return what the key may do by settings and table; ``None``: its id is another key's."""
    if not _is_its(key, row):
        return None
    known = State.ACTIVE if row is None else record.state_of(row)
    for state in (State.COMPROMISED, State.RETIRED):
        if state in (key.state, known):
            return state
    return State.ACTIVE


def _is_its(key: Key, row: IssuerKey | None) -> bool:
    return row is None or row.public == key.public


def _is_marked(row: IssuerKey | None) -> bool:
    return row is not None and row.compromised_at is not None


def _is_given_up(key: Key | None, row: IssuerKey) -> bool:
    return key is not None and key.state is State.COMPROMISED and _is_its(key, row)
