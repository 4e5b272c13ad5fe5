"""A letter that tells a learner that their request moved: nothing of what was said is in it.

Off unless the site turns it on. It leaves after the decision was kept and never hinders it: what
could not be sent stands on the learner's page all the same.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from agir_competencies.api import prior
from agir_dashboard.reviewing import words
from agir_kernel.errors import DomainError
from agir_platform.addresses import of_course
from agir_platform.select import platform

log = logging.getLogger(__name__)

WRITTEN: Final = ("accept", "reject", "ask_more")


def is_on() -> bool:
    """Tell whether this site writes to learners about reviews."""
    return bool(getattr(settings, "AGIR_COMPETENCIES_REVIEW_LETTERS", False))


def after(key: UUID) -> None:
    """Write to the learner of a request once what was decided is committed. Never raises."""
    if is_on():
        transaction.on_commit(lambda: _send(key), robust=True)


def _send(key: UUID) -> None:
    user_id = prior.learner_of(key)
    if user_id is None:
        return
    people = platform().people
    contact, person = people.contact(user_id), people.person(user_id)
    if not contact.email:
        return
    language = (person.language if person else "") or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            view = prior.own(user_id, key, language=language)
            letter(view, contact.email, contact.name).send()
    except (OSError, SMTPException, DomainError) as error:
        log.warning("A letter about a review was not sent: %s", type(error).__name__)


def letter(view: prior.RequestView, email: str, name: str) -> EmailMessage:
    """Return the letter about one request, in the language of the moment."""
    context = {
        "name": name,
        "state": words.state(view, own=True),
        "page": of_course(view.course_key, reverse("agir_dashboard:prior-one", args=[view.id])),
    }
    return EmailMessage(
        subject=_("Your prior learning: %(state)s") % {"state": context["state"]},
        body=render_to_string("agir_dashboard/review_letter.txt", context),
        to=[email],
    )
