"""A letter that reminds somebody of their own goal: gentle, asked for, and stopped in one click."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from agir_competencies.api import goals as own
from agir_competencies.api.goals import Due
from agir_dashboard.goals import Card, card_of
from agir_kernel.errors import DomainError
from agir_platform.addresses import of_course, site_url
from agir_platform.select import platform

log = logging.getLogger(__name__)
SALT: Final = "agir.goals.quiet"


def is_on() -> bool:
    """Tell whether this site sends reminders at all."""
    return bool(getattr(settings, "AGIR_COMPETENCIES_GOAL_REMINDERS", False))


def token_of(goal_id: UUID) -> str:
    """Return what stops the letters about a goal, and does nothing else."""
    return signing.dumps(str(goal_id), salt=SALT)


def goal_of(token: str) -> UUID | None:
    """Return the goal that a token names, ``None`` for one that was not made here."""
    try:
        return UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def send_due() -> tuple[int, int]:
    """Send what is due; return how many letters went out, and how many could not.

    Off, or without an address of the site, nothing is sent and nothing is claimed.
    """
    if not is_on():
        return 0, 0
    site_url()
    sent = failed = 0
    for one in own.due():
        try:
            went = _send(one)
        except (OSError, SMTPException, DomainError) as error:
            log.warning("A goal reminder was not sent: %s", type(error).__name__)
            own.give_back(one)
            failed += 1
            continue
        sent += went
    return sent, failed


def _send(one: Due) -> bool:
    """Write to the learner in their language; ``False`` where there is nobody to write to."""
    people = platform().people
    contact, person = people.contact(one.user_id), people.person(one.user_id)
    if not contact.email:
        return False
    language = (person.language if person else "") or settings.LANGUAGE_CODE
    with translation.override(language):
        card = card_of(one.user_id, one.goal_id, language)
        letter(card, contact.email, contact.name).send()
    return True


def letter(card: Card, email: str, name: str) -> EmailMessage:
    """Return the letter about one goal, in the language of the moment."""
    stop = of_course(
        card.course_key, reverse("agir_dashboard:goal-quiet", args=[token_of(card.id)])
    )
    context = {
        "card": card,
        "name": name,
        "page": of_course(card.course_key, reverse("agir_dashboard:goal", args=[card.id])),
        "stop": stop,
    }
    return EmailMessage(
        subject=_("Your own goal: %(goal)s") % {"goal": card.intent_label},
        body=render_to_string("agir_dashboard/goal_letter.txt", context),
        to=[email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
