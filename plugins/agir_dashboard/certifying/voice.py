"""What a learner says of a session: how satisfied they were, and what went wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from agir_certification.api import proofs
from agir_certification.api.registrations import RegistrationState, RegistrationView
from agir_dashboard.certifying import words
from agir_dashboard.certifying.refusals import AppraisedTooEarly

MOST = 5000


def appraise(place: RegistrationView, starts_at: datetime, sent: QueryDict, now: datetime) -> None:
    """Keep how satisfied the learner was; again changes it.

    Raises ``AppraisedTooEarly``, ``AppraisalUnfit``.
    """
    if not may_appraise(place, starts_at, now):
        raise AppraisedTooEarly
    typed = sent.get("score", "")
    score = int(typed) if typed in {"1", "2", "3", "4", "5"} else 0
    proofs.appraise(place.id, score, sent.get("comment", "")[:MOST])


def complain(place: RegistrationView, sent: QueryDict) -> None:
    """Keep a complaint of the learner; raise ``ComplaintSaysNothing``, ``ComplaintsTooMany``."""
    proofs.complain_of(place.id, sent.get("text", "")[:MOST])


def may_appraise(place: RegistrationView, starts_at: datetime, now: datetime) -> bool:
    """Tell whether the session has begun for somebody who had a place in it."""
    has_sat = place.state in (RegistrationState.CONFIRMED, RegistrationState.ENDED)
    return has_sat and starts_at <= now


def told(
    place: RegistrationView, starts_at: datetime, now: datetime, sent: QueryDict | dict[str, str]
) -> dict[str, Any]:
    """Return what the page shows; ``sent`` is what was typed and refused."""
    given = proofs.appraisal(place.id)
    score = sent.get("score") or (str(given.score) if given else "")
    marks = {
        "1": _("Not at all satisfied"), "2": _("Rather dissatisfied"),
        "3": _("Neither satisfied nor dissatisfied"), "4": _("Rather satisfied"),
        "5": _("Very satisfied"),
    }  # fmt: skip
    return {
        "may_appraise": may_appraise(place, starts_at, now),
        "scores": [
            {"value": value, "word": word, "is_chosen": value == score}
            for value, word in marks.items()
        ],
        "comment": sent.get("comment", given.comment if given else "")[:MOST],
        "given": words.day(given.given_at) if given else "",
        "complaints": [
            {
                "day": words.day(one.received_on), "text": one.text, "answer": one.answer,
                "answered": words.day(one.answered_on),
            }
            for one in proofs.complaints_about(place.id)
        ],
        "text": sent.get("text", "")[:MOST],
    }  # fmt: skip
