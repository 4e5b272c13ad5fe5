"""A letter to who manages certifications: what is late or due soon, and nobody's name."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from agir_certification.api import reminders
from agir_certification.api.reminders import Digest
from agir_certification.pages.desk import forms, words
from agir_kernel.clock import Clock
from agir_platform.addresses import absolute
from agir_platform.select import platform

log = logging.getLogger(__name__)
MOST: Final = 40
"""Duties that one letter lists; the page has all."""


def send_digests(*, clock: Clock | None = None) -> tuple[int, int]:
    """Send what is due; return how many letters went out, and how many could not.

    Without an address of the site nothing is sent and nothing is claimed: ``SiteUrlUnset``.
    """
    absolute("")
    sent = failed = 0
    for one in reminders.digests_due(clock=clock):
        try:
            sent += _send(one)
        except (OSError, SMTPException) as error:
            log.warning("A digest of duties was not sent: %s", type(error).__name__)
            reminders.give_back(*one.claims)
            failed += 1
    return sent, failed


def digest(one: Digest, email: str, name: str) -> EmailMessage:
    """Return the letter, in the language of the moment."""
    context = {
        "name": name,
        "late": [_line(duty) for duty in one.duties[:MOST] if duty.is_late],
        "ahead": [_line(duty) for duty in one.duties[:MOST] if not duty.is_late],
        "more": max(0, len(one.duties) - MOST),
        "page": absolute(reverse("agir_certification:desk")),
    }
    count = len(one.duties)
    subject = ngettext(
        "Certifications: %(number)s duty to look at",
        "Certifications: %(number)s duties to look at", count,
    )  # fmt: skip
    return EmailMessage(
        subject=subject % {"number": count},
        body=render_to_string("agir_certification/desk/digest.txt", context),
        to=[email],
    )


def _line(duty: Any) -> dict[str, str]:
    return {
        "word": words.of(words.DUTIES, duty.kind.value),
        "label": duty.label,
        "due": forms.said(duty.due_on),
    }


def _send(one: Digest) -> bool:
    people = platform().people
    contact, person = people.contact(one.user_id), people.person(one.user_id)
    if not contact.email:
        return False
    with translation.override((person.language if person else "") or settings.LANGUAGE_CODE):
        digest(one, contact.email, contact.name).send()
    return True
