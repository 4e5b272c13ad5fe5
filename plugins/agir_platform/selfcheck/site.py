"""Are the rooms that every context shares usable here: settings, private files, vault, keys?"""

from __future__ import annotations

from secrets import token_bytes, token_hex
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core import checks
from django.core.files.base import ContentFile

from agir_platform import signing, vault
from agir_platform.contract import ContractBroken, NothingToTry
from agir_platform.contract.world import hold
from agir_platform.storage import PrivateStorageUnset, private_storage

PLACE: Final = "agir-selfcheck"


def settings_are_good() -> None:
    """Hold that the suite's own system checks find no error."""
    found = [one for one in checks.run_checks() if str(one.id).startswith("agir.")]
    grave = [f"{one.id} {one.msg}" for one in found if one.level >= checks.ERROR]
    hold(not grave, " ".join(grave))


def a_private_file_is_kept_and_deleted() -> None:
    """Hold that what is written is read again, and is gone once it was deleted."""
    try:
        storage = private_storage()
    except PrivateStorageUnset as error:
        raise NothingToTry("AGIR_PRIVATE_STORAGE") from error
    content = token_bytes(32)
    name = storage.save(f"{PLACE}/{token_hex(8)}", ContentFile(content))
    try:
        with storage.open(name) as file:
            hold(file.read() == content, "a private file reads otherwise than it was written")
    finally:
        storage.delete(name)
    hold(not storage.exists(name), "a private file outlives its deletion")


def a_text_is_sealed() -> None:
    """Hold that what is sealed is read again, and does not lie open."""
    if not vault.is_ready():
        raise NothingToTry("AGIR_VAULT_KEYS")
    record = {"text": token_hex(8)}
    sealed = vault.seal(record, purpose=PLACE, of=PLACE)
    hold(record["text"] not in sealed, "a sealed text lies open")
    hold(vault.unseal(sealed, purpose=PLACE, of=PLACE) == record, "it reads otherwise")


def a_signature_is_our_own() -> None:
    """Hold that the key that signs is the one that the site publishes."""
    signer = signing.current()
    if signer is None:
        raise NothingToTry("AGIR_SIGNING_KEYS")
    message = token_bytes(32)
    key = signing.public_key(signer.verification_method)
    if key is None:
        raise ContractBroken("the key that signs is not published")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signer.sign(message), message)
    except InvalidSignature as error:
        raise ContractBroken("our own signature does not verify") from error
