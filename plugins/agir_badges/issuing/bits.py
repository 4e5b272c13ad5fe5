"""Which bits are set in a status list, and how is it published?"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q, QuerySet

from agir_badges.data import ListDocument
from agir_badges.domain.refusals import StatusListUnknown
from agir_badges.issuing import documents
from agir_badges.issuing.documents import FRESH, REVOCATION, SUSPENSION
from agir_badges.issuing.seal import sealed
from agir_badges.models import Credential, SpentNumber, StatusList
from agir_platform import signing

KEPT_SECONDS: Final = 3600  # far less than a list is valid for


def published(name: UUID, *, now: datetime) -> ListDocument:
    """Return one signed list. Signed once a version and an hour; one statement otherwise.

    Raises ``StatusListUnknown`` and ``SigningKeyUnset``.
    """
    found = StatusList.objects.filter(Q(id=name) | Q(suspensions=name)).first()
    if found is None:
        raise StatusListUnknown(status_list=str(name))
    signer = signing.require()
    purpose = REVOCATION if name == found.id else SUSPENSION
    hour = int(now.timestamp()) // KEPT_SECONDS
    place = f"agir-badges-status:{name}:{found.version}:{signer.key_id}:{hour}"
    body = cache.get(place)
    if body is None:
        made = documents.status_credential(name, purpose, numbers(found, purpose), now)
        body = documents.text(sealed([made], signer, now)[0])
        cache.set(place, body, KEPT_SECONDS)
    return ListDocument(
        body, f'"{found.version}-{signer.key_id}-{hour}"', int(FRESH.total_seconds())
    )


def numbers(lists: StatusList, purpose: str) -> QuerySet[int]:
    """Return the numbers whose bit is set, in one statement.

    A revoked document is suspended no more: its revocation says all. What was forgotten with its
    learner stays revoked.
    """
    rows = Credential.objects.filter(status_list=lists).order_by()
    if purpose == SUSPENSION:
        suspended = rows.filter(suspended_at__isnull=False, revoked_at=None)
        return suspended.values_list("status_index", flat=True)
    spent = SpentNumber.objects.filter(status_list=lists).values_list("status_index", flat=True)
    revoked = rows.filter(revoked_at__isnull=False).values_list("status_index", flat=True)
    return revoked.union(spent, all=True)
