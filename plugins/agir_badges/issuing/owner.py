"""What may a learner do with a badge of theirs?

Each act names the learner: another's badge is unknown. What changes the document is signed at
once, under the same identifier and number.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_badges.data import IssueTally
from agir_badges.domain.reason import Ending
from agir_badges.domain.refusals import (
    CredentialDeleted,
    CredentialRevoked,
    CredentialUnknown,
    CredentialUnsigned,
    DidMalformed,
    EvidenceUnknown,
)
from agir_badges.issuing import choices
from agir_badges.issuing.settle import Outcome, revoke, sign_again
from agir_badges.issuing.signing_rows import Desk
from agir_badges.issuing.telling import tell
from agir_badges.models import Award, Credential
from agir_platform import signing

# W3C DID Core 1.0, section 3.1: method name, then method-specific identifier.
DID: Final = re.compile(r"did:[a-z0-9]+(:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}|[A-Za-z0-9._:-])+")
MOST: Final = 255


def newest(credential: UUID, subject: UUID) -> UUID:
    """Return the last document of what ``credential`` certifies, itself where there is none.

    What was revoked and earned again has a document of its own; links to the award lead to it.
    """
    origins = Credential.objects.filter(id=credential, subject=subject).values("origin")
    rows = Credential.objects.filter(origin__in=origins, deleted_at=None).order_by("-turn")
    return rows.values_list("id", flat=True).first() or credential


def mine(credential: UUID, subject: UUID) -> Credential:
    """Return the learner's own document, locked until the transaction ends.

    Raises ``CredentialUnknown``, ``CredentialUnsigned`` (an award without a document) and
    ``CredentialDeleted``.
    """
    rows = Credential.objects.select_for_update().filter(id=credential, subject=subject)
    row = rows.first()
    if row is None and Award.objects.filter(id=credential, subject=subject).exists():
        raise CredentialUnsigned
    if row is None:
        raise CredentialUnknown
    if row.deleted_at is not None:
        raise CredentialDeleted
    return row


@transaction.atomic
def show_evidence(
    credential: UUID, subject: UUID, chosen: Collection[UUID], *, now: datetime
) -> None:
    """Show these results of the learner on the badge, and no others; none is the default.

    Raises what ``mine`` does, ``CredentialRevoked`` and ``EvidenceUnknown``.
    """
    row = _changeable(credential, subject)
    known = {piece.id: piece for piece in choices.of(row, row.language)}
    unknown = set(chosen) - set(known)
    if unknown:
        raise EvidenceUnknown(evidence=", ".join(sorted(map(str, unknown))))
    row.evidence = [choices.written(piece) for piece in known.values() if piece.id in set(chosen)]
    row.save(update_fields=["evidence"])
    _signed(row, now)


@transaction.atomic
def bind_did(credential: UUID, subject: UUID, did: str, *, now: datetime) -> None:
    """Give the badge to the holder of ``did``; '' gives it to the learner's e-mail address.

    Raises what ``mine`` does, ``CredentialRevoked`` and ``DidMalformed``.
    """
    if did and (len(did) > MOST or not DID.fullmatch(did) or did.endswith(":")):
        raise DidMalformed
    row = _changeable(credential, subject)
    row.recipient = did
    row.save(update_fields=["recipient"])
    _signed(row, now)


@transaction.atomic
def publish_name(credential: UUID, subject: UUID, *, publish: bool) -> None:
    """Show the learner's name on the page that is shared, or show it no more.

    No document ever holds it. Raises what ``mine`` does.
    """
    row = mine(credential, subject)
    row.names_learner = publish
    row.save(update_fields=["names_learner"])


@transaction.atomic
def hide(credential: UUID, subject: UUID, *, hidden: bool) -> None:
    """Take the page that is shared away, or put it back. What was downloaded stays valid.

    Raises what ``mine`` does.
    """
    row = mine(credential, subject)
    row.hidden = hidden
    row.save(update_fields=["hidden"])


@transaction.atomic
def delete(credential: UUID, subject: UUID, *, now: datetime) -> None:
    """Remove the document and revoke it, for ever: nothing issues it again.

    The award stays on the learner's wall. Raises what ``mine`` does.
    """
    row = mine(credential, subject)
    if row.revoked_at is None:
        revoke([row], Ending.DELETED_BY_LEARNER, now)
        tell(Outcome(IssueTally(revoked=1), revoked=(row,)))
    Credential.objects.filter(id=row.id).update(
        deleted_at=now, document="", salt="", evidence=[], recipient="", names_learner=False,
        hidden=True, needs_signing=False,
    )  # fmt: skip


def _changeable(credential: UUID, subject: UUID) -> Credential:
    row = mine(credential, subject)
    if row.revoked_at is not None:
        raise CredentialRevoked(why=row.revoked_reason)
    return row


def _signed(row: Credential, now: datetime) -> None:
    """Sign at once; raises ``SigningKeyUnset``, and nothing was changed then."""
    sign_again([row.id], desk=Desk(signing.require(), now))
