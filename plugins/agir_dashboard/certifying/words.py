"""How are money, days, states and ways to pay said to a learner?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agir_certification.api.passages import Attendance, Decision, Deposit
from agir_certification.api.registrations import Funding, RegistrationState
from agir_certification.api.repertoire import Hindrance
from agir_certification.api.sessions import ExamMode

DECIMALS: Final = {"JPY": 0, "XAF": 0, "XOF": 0, "TND": 3}
"""ISO 4217:2015 where it is not two."""


def money(minor: int, currency: str) -> str:
    """Return an amount as the language writes it; nothing to pay is said in words."""
    if minor == 0:
        return _("nothing to pay")
    places = DECIMALS.get(currency, 2)
    figure = formats.number_format(Decimal(minor).scaleb(-places), places, force_grouping=True)
    return f"{figure}\u00a0{'€' if currency == 'EUR' else currency}"


def day(when: date | datetime | None) -> str:
    """Return a whole date, '' for none."""
    if when is None:
        return ""
    told = timezone.localtime(when) if isinstance(when, datetime) else when
    return formats.date_format(told, "DATE_FORMAT")


def moment(when: datetime) -> str:
    """Return a date and an hour, where the site is."""
    return formats.date_format(timezone.localtime(when), "DATETIME_FORMAT")


def mode(told: ExamMode) -> str:
    """Return how the exam is sat."""
    words = {
        ExamMode.A_DISTANCE: pgettext("exam", "online"),
        ExamMode.EN_PRESENTIEL: pgettext("exam", "on site"),
    }
    return words.get(told) or pgettext("exam", "partly on site, partly online")


def places_left(left: int) -> str:
    """Return how many places are free."""
    if left < 1:
        return _("no place left")
    return ngettext("%(count)s place left", "%(count)s places left", left) % {"count": left}


def covered(shown: int, total: int) -> str:
    """Return how much of a bloc was shown; a bloc without a list is not measured."""
    if total == 0:
        return _("Its sheet lists no skill: nothing can be measured here.")
    facts = {"shown": shown, "total": total}
    return (
        ngettext("%(shown)s of %(total)s skill shown", "%(shown)s of %(total)s skills shown", total)
        % facts
    )


def funding(told: Funding) -> str:
    """Return who pays."""
    words = {
        Funding.CPF: _("your CPF"),
        Funding.SEAT: _("a sponsored seat"),
        Funding.SOLIDARITY: _("the solidarity fund"),
        Funding.EMPLOYER: _("your employer or another organisation"),
        Funding.SELF: _("you"),
    }
    return words.get(told) or _("nobody: there is nothing to pay")


def state(told: RegistrationState) -> str:
    """Return where a registration stands."""
    words = {
        RegistrationState.HELD: pgettext("registration", "Your place is kept for now"),
        RegistrationState.CONFIRMED: pgettext("registration", "Your place is yours"),
        RegistrationState.ENDED: pgettext("registration", "The session took place"),
    }
    return words.get(told) or pgettext("registration", "Your place went back")


def lapsed_by(reason: str) -> str:
    """Return why a place went back."""
    words = {
        "expired": _("Nobody paid in time, so the place went back."),
        "session_cancelled": _("The session was cancelled."),
        "withdrawn": _("You cancelled."),
    }
    return words.get(reason) or _("The place went back.")


def attendance(told: Attendance) -> str:
    """Return whether the learner came, '' while it is not known."""
    words = {
        Attendance.PRESENT: _("You came to the exam."),
        Attendance.ABSENT: _("You did not come to the exam."),
        Attendance.EXCUSED: _("You did not come, for a reason that was accepted."),
    }
    return words.get(told) or ""


def decision(told: Decision) -> str:
    """Return what the jury decided."""
    words = {
        Decision.OBTAINED: _("The jury decided: obtained."),
        Decision.PARTLY_OBTAINED: _("The jury decided: some blocs obtained."),
    }
    return words.get(told) or _("The jury decided: not obtained this time.")


def deposit(told: Deposit) -> str:
    """Return where a result stands on its way to the Caisse des Dépôts, '' for nowhere."""
    words = {
        Deposit.READY: _("Your result waits for the next file to the Caisse des Dépôts."),
        Deposit.IN_BATCH: _("Your result is on its way to the Caisse des Dépôts."),
        Deposit.ACCEPTED: _("The Caisse des Dépôts wrote your result down."),
        Deposit.REFUSED: _(
            "The Caisse des Dépôts did not find you by your civil status. Look at it again."
        ),
    }
    return words.get(told) or ""


def hindrance(told: Hindrance) -> str:
    """Return why nobody can register, to a learner."""
    words = {
        Hindrance.SHEET_UNCHECKED: _("Its sheet in the public repertoire was not checked yet."),
        Hindrance.SHEET_INACTIVE: _("It is no longer registered in the public repertoire."),
        Hindrance.SHEET_ENDED: _("Its registration in the public repertoire has ended."),
    }
    return words.get(told) or _("It was not checked yet that this site may prepare for it.")
