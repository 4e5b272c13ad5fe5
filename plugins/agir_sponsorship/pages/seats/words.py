"""How are an amount, a day, and the state of a seat or a request said to a person?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agir_sponsorship.api.seats import ClaimState
from agir_sponsorship.api.solidarity import AidState, Need
from agir_sponsorship.domain import amounts


def amount(minor: int, currency: str) -> str:
    """Return an amount as the language writes it, with the currency's code."""
    places = amounts.decimals(currency)
    figure = formats.number_format(Decimal(minor).scaleb(-places), places, force_grouping=True)
    return f"{figure}\u00a0{'€' if currency == 'EUR' else currency}"


def day(when: datetime | None) -> str:
    """Return a date, '' for none."""
    return formats.date_format(timezone.localtime(when), "DATE_FORMAT") if when else ""


def claim(state: ClaimState) -> str:
    """Return where a seat stands."""
    words = {
        ClaimState.RESERVED: _("Kept for you until your registration is confirmed"),
        ClaimState.CONFIRMED: _("Yours: your registration is confirmed"),
        ClaimState.USED: _("Used: the session took place"),
        ClaimState.RELEASED: _("Given back"),
    }
    return words.get(state) or _("Taken back by the team")


def aid(state: AidState) -> str:
    """Return where a request stands."""
    words = {
        AidState.QUEUED: _("Somebody will decide"),
        AidState.GRANTED: _("Granted: register for a session to use it"),
        AidState.DECLINED: _("Declined: you may ask another person to look again"),
        AidState.APPEALED: _("Another person looks at it again"),
        AidState.REFUSED: _("Declined after a second look"),
        AidState.USED: _("Used for your registration"),
    }
    return words.get(state) or _("Ended without being used")


def need(one: Need) -> str:
    """Return a need as it is declared."""
    words = {
        Need.NO_INCOME: pgettext("need", "I have no income"),
        Need.LOW_INCOME: pgettext("need", "My income is low"),
        Need.JOB_SEEKER: pgettext("need", "I am looking for a job"),
        Need.STUDENT: pgettext("need", "I am a student or an apprentice"),
    }
    return words.get(one) or pgettext("need", "Another reason, which I need not tell")
