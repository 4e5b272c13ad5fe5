"""A letter to who is registered: the exam is near, or a civil status has to be looked at again.

Nobody is invited to anything: each is about a registration of theirs, and holds no civil status.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from agir_certification.api import reminders
from agir_certification.api.reminders import Candidate, Matter
from agir_dashboard.certifying import words
from agir_kernel.clock import Clock
from agir_platform.addresses import absolute
from agir_platform.select import platform

log = logging.getLogger(__name__)


def send_due(*, clock: Clock | None = None) -> tuple[int, int]:
    """Send what is due; return how many letters went out, and how many could not.

    Without an address of the site nothing is sent and nothing is claimed: ``SiteUrlUnset``.
    """
    absolute("")
    sent = failed = 0
    for one in reminders.candidates_due(clock=clock):
        try:
            sent += _send(one)
        except (OSError, SMTPException) as error:
            log.warning("A letter to a candidate was not sent: %s", type(error).__name__)
            reminders.give_back(one.told.claim)
            failed += 1
    return sent, failed


def letter(one: Candidate, email: str, name: str) -> EmailMessage:
    """Return the letter, in the language of the moment."""
    is_exam, told = one.matter is Matter.EXAM, one.told
    subject = _("Your exam: %(code)s") if is_exam else _("Look at your civil status: %(code)s")
    context = {
        "name": name, "is_exam": is_exam, "told": told,
        "starts": words.moment(told.starts_at),
        "page": absolute(reverse("agir_dashboard:certify-place", args=[told.registration])),
        "civil": absolute(reverse("agir_dashboard:certify-civil")),
    }  # fmt: skip
    return EmailMessage(
        subject=subject % {"code": told.code},
        body=render_to_string("agir_dashboard/certifying/letter.txt", context),
        to=[email],
    )


def _send(one: Candidate) -> bool:
    people = platform().people
    contact, person = people.contact(one.user_id), people.person(one.user_id)
    if not contact.email:
        return False
    with translation.override((person.language if person else "") or settings.LANGUAGE_CODE):
        letter(one, contact.email, contact.name).send()
    return True
