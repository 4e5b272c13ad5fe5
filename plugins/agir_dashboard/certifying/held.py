"""Which data of a learner are held here, and why?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from agir_certification.api import civil_status, passages, registrations
from agir_certification.api.civil_status import ReadingView
from agir_dashboard.certifying import civil_words, doors, roles, shown, words


@login_required
@require_safe
@sensitive_variables()
def data(request: HttpRequest) -> HttpResponse:
    """Show all that certification holds of who asks: what, why, until when, and who read it."""
    subject = doors.subject(request)
    told: dict[str, Any] = {
        "places": shown.places(subject),
        "passages": [] if subject is None else [
            {
                "code": one.code,
                "decision": words.decision(one.decision) if one.decision else "",
                "attendance": words.attendance(one.attendance),
                "deposit": words.deposit(one.deposit),
                "delivered": words.day(one.delivered_on),
            }
            for one in passages.of_learner(subject)
        ],
        "has_places": subject is not None and bool(registrations.of_learner(subject)),
        "absences": [] if subject is None else _absences(subject),
        "civil": _civil(subject),
        "notice": civil_status.notice(roles.role_of(subject)),
    }  # fmt: skip
    return doors.page(request, "data.html", told)


@sensitive_variables()
def _civil(subject: UUID | None) -> dict[str, Any] | None:
    """Return the civil status that is kept, with who read it; reading it is written down too."""
    if subject is None or not civil_status.is_recorded(subject):
        return None
    view = civil_status.read(subject, by=subject, purpose="learner")
    until = view.keep_until or view.asked_until
    return {
        "rows": civil_words.rows(view.status),
        "has_nir": bool(view.nir),
        "basis": _("a legal obligation") if view.basis == "legal_obligation" else _("a contract"),
        "recorded": words.day(view.recorded_at),
        "corrected": words.day(view.corrected_at),
        "until": words.day(until),
        "is_law": view.keep_until is not None,
        "readings": [_reading(one, subject) for one in civil_status.readings(subject)[:20]],
    }


def _absences(subject: UUID) -> list[dict[str, str]]:
    """Return who opened proofs of absences of the learner, newest first, 20 at most."""
    return [
        {"at": words.moment(one.at), "code": one.code}
        for one in passages.absence_readings(subject)[:20]
    ]


def _reading(one: ReadingView, subject: UUID) -> dict[str, str]:
    acts = {
        "record": pgettext("civil status", "written"),
        "correct": pgettext("civil status", "corrected"),
        "confirm": pgettext("civil status", "confirmed"),
        "export": pgettext("civil status", "taken along"),
    }
    purposes = {
        "check": _("to check it"),
        "deposit": _("for a file to the Caisse des Dépôts"),
        "hand_over": _("for the certifier"),
        "account_name": _("a name which is also your account's"),
    }
    if one.by is None:
        who = _("the site itself")
    else:
        who = _("you") if one.by == subject else _("a certification manager")
    return {
        "at": words.moment(one.at),
        "who": who,
        "act": acts.get(one.act) or pgettext("civil status", "read"),
        "why": purposes.get(one.purpose) or "",
    }
