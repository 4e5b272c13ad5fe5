"""How do other plugins of the platform hear of a signed badge?

By the platform's own events, ``BADGE_AWARDED`` and ``BADGE_REVOKED`` of openedx-events, when a
document is issued and when it is revoked: a suspension is neither. On a site that signs nothing,
when a badge is awarded and when it is withdrawn: its document, once the site has a key, is told
under the same identifier. Best effort: a receiver's fault is logged, and the badge stands. Every
field is a text that is not empty where the bus's reader would drop it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from openedx_events.learning.data import (
    BadgeData,
    BadgeTemplateData,
    UserData,
    UserPersonalData,
)
from openedx_events.learning.signals import BADGE_AWARDED, BADGE_REVOKED

from agir_badges.issuing.definitions import Definition, Key, definitions, language_of_site
from agir_badges.issuing.settle import Outcome
from agir_badges.models import Award, Credential
from agir_platform import addresses, signing
from agir_platform.learners import api as learners
from agir_platform.ports import Contact
from agir_platform.select import platform

log = logging.getLogger(__name__)
ORIGIN = "agir"


@dataclass(frozen=True, slots=True)
class Told:
    """What others hear of: the identifier of a badge, whose it is, and what it certifies."""

    id: UUID
    subject: UUID
    key: Key


def tell(outcome: Outcome) -> None:
    """Send, once all is committed, one event for each document issued and each revoked."""
    issued, revoked = _of_documents(outcome.issued), _of_documents(outcome.revoked)
    if issued or revoked:
        transaction.on_commit(partial(_send, issued, revoked))


def tell_unsigned(awards: Collection[UUID]) -> None:
    """Send one event for each of these awards that has no document, where the site signs none."""
    if signing.current() is not None:
        return
    documents = Credential.objects.filter(origin=OuterRef("id"))
    rows = list(Award.objects.filter(~Exists(documents), id__in=awards))
    held = _of_awards(row for row in rows if row.withdrawn_at is None)
    lost = _of_awards(row for row in rows if row.withdrawn_at is not None)
    if rows:
        transaction.on_commit(partial(_send, held, lost))


def _of_documents(rows: Iterable[Credential]) -> list[Told]:
    return [Told(row.id, row.subject, Key.of(row)) for row in rows]


def _of_awards(rows: Iterable[Award]) -> list[Told]:
    return [
        Told(row.id, row.subject, Key(Credential.BADGE, row.rule_id, row.rule_version))
        for row in rows
    ]


def _send(awarded: list[Told], revoked: list[Told]) -> None:
    """Send the events. Never raises."""
    for signal, told in ((BADGE_AWARDED, awarded), (BADGE_REVOKED, revoked)):
        try:
            for payload in _payloads(told):
                signal.send_event(badge=payload)
        except Exception:
            log.exception("Other plugins did not hear of %s badges", len(told))


def _payloads(told: list[Told]) -> Iterable[BadgeData]:
    if not told:
        return
    users = learners.users_of(one.subject for one in told)
    contacts = platform().people.contacts(users.values())
    known = definitions({one.key for one in told}, language_of_site())
    for one in told:
        if one.key in known and one.subject in users:
            user = users[one.subject]
            yield _payload(one, known[one.key], user, contacts.get(user))


def _payload(
    told: Told, definition: Definition, user_id: int, contact: Contact | None
) -> BadgeData:
    person = platform().people.person(user_id)
    return BadgeData(
        uuid=str(told.id),
        user=UserData(
            id=user_id,
            is_active=True,
            pii=UserPersonalData(
                username=person.username if person else "",
                email=contact.email if contact else "",
                name=contact.name if contact else "",
            ),
        ),
        template=BadgeTemplateData(
            uuid=str(definition.key.name),
            origin=ORIGIN,
            name=definition.seen.name,
            description=definition.description,
            image_url=addresses.absolute(definition.image),
        ),
    )
