"""How do other plugins of the platform hear of a signed badge?

By the platform's own events, ``BADGE_AWARDED`` and ``BADGE_REVOKED`` of openedx-events, when a
document is issued and when it is revoked: a suspension is neither. Best effort: a receiver's
fault is logged, and the badge stands. Every field is a text that is not empty where the bus's
reader would drop it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from openedx_events.learning.data import (
    BadgeData,
    BadgeTemplateData,
    UserData,
    UserPersonalData,
)
from openedx_events.learning.signals import BADGE_AWARDED, BADGE_REVOKED

from agir_badges.issuing.definitions import Definition, Key, definitions, language_of_site
from agir_badges.issuing.settle import Outcome
from agir_badges.models import Credential
from agir_platform import addresses
from agir_platform.learners import api as learners
from agir_platform.select import platform

log = logging.getLogger(__name__)
ORIGIN = "agir"


def tell(outcome: Outcome) -> None:
    """Send, once all is committed, one event for each document issued and each revoked."""
    if outcome.issued or outcome.revoked:
        transaction.on_commit(partial(_send, outcome))


def _send(outcome: Outcome) -> None:
    """Send the events. Never raises."""
    for signal, rows in ((BADGE_AWARDED, outcome.issued), (BADGE_REVOKED, outcome.revoked)):
        try:
            for payload in _payloads(rows):
                signal.send_event(badge=payload)
        except Exception:
            log.exception("Other plugins did not hear of %s badges", len(rows))


def _payloads(rows: Iterable[Credential]) -> Iterable[BadgeData]:
    found = list(rows)
    if not found:
        return
    users = learners.users_of(row.subject for row in found)
    known = definitions({Key.of(row) for row in found}, language_of_site())
    for row in found:
        definition = known.get(Key.of(row))
        if definition is not None and row.subject in users:
            yield _payload(row, definition, users[row.subject])


def _payload(row: Credential, definition: Definition, user_id: int) -> BadgeData:
    person, contact = platform().people.person(user_id), platform().people.contact(user_id)
    return BadgeData(
        uuid=str(row.id),
        user=UserData(
            id=user_id,
            is_active=True,
            pii=UserPersonalData(
                username=person.username if person else "",
                email=contact.email,
                name=contact.name,
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
