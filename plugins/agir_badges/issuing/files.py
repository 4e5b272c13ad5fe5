"""Which files can a learner take with them?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final
from uuid import UUID

from agir_badges.data import Download
from agir_badges.domain.refusals import (
    CredentialRevoked,
    CredentialUnsigned,
    FormatUnknown,
)
from agir_badges.issuing.definitions import Key, definitions
from agir_badges.issuing.owner import mine
from agir_badges.issuing.seen import drawing
from agir_badges.models import Credential
from agir_badges.openbadges import baking, raster, tokens
from agir_platform import signing


def made(credential: UUID, subject: UUID, kind: str) -> Download:
    """Return the learner's badge as ``kind``: json, jwt, svg or png (both with the JSON inside).

    A suspended badge may be taken along: it verifies again once it is restored. Raises what
    ``owner.mine`` does, ``FormatUnknown``, ``CredentialRevoked``, ``CredentialUnsigned``; jwt
    ``SigningKeyUnset``, since a token is signed when it is asked for.
    """
    if kind not in FORMATS:
        raise FormatUnknown(format=kind[:20], formats=", ".join(FORMATS))
    row = mine(credential, subject)
    if row.revoked_at is not None:
        raise CredentialRevoked(why=row.revoked_reason)
    if not row.document:
        raise CredentialUnsigned
    media, write = FORMATS[kind]
    return Download(f"badge-{row.id}.{kind}", media, write(row))


def _json(row: Credential) -> bytes:
    return row.document.encode()


def _jwt(row: Credential) -> bytes:
    document = json.loads(row.document)
    document.pop("proof", None)
    return tokens.secure(document, signing.require()).encode()


def _drawn(row: Credential) -> str:
    return drawing(definitions({Key.of(row)}, row.language)[Key.of(row)])


def _svg(row: Credential) -> bytes:
    return baking.bake_svg(_drawn(row), row.document).encode()


def _png(row: Credential) -> bytes:
    return baking.bake_png(raster.png(_drawn(row)), row.document)


FORMATS: Final[dict[str, tuple[str, Callable[[Credential], bytes]]]] = {
    "json": ("application/vc", _json),
    "jwt": ("application/vc+jwt", _jwt),
    "svg": ("image/svg+xml", _svg),
    "png": ("image/png", _png),
}
