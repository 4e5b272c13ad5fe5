"""How is each way to pay said: what it is, what it asks, what happens next?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agir_certification.api import rules
from agir_certification.api.sessions import SessionView
from agir_dashboard.certifying import routes, words
from agir_dashboard.certifying.routes import Route
from agir_sponsorship.api.solidarity import AidState, Need

WAITING: Final = (AidState.QUEUED, AidState.APPEALED)


def several(found: Iterable[Route], session: SessionView) -> list[dict[str, Any]]:
    """Return the ways of a session in words."""
    fee = words.money(session.terms.price_minor, session.terms.currency)
    return [way(one, fee) for one in found]


def way(one: Route, fee: str) -> dict[str, Any]:
    """Return one way in words; ``about`` are its sentences, ``act`` the word on its button."""
    return {
        "code": one.code,
        "key": f"{one.code}-{one.pool}" if one.pool else one.code,
        "pool": one.pool or "",
        "title": _title(one),
        "about": _about(one, fee),
        "act": _act(one),
        "needs": needs() if one.code == routes.AID and _is_new(one) else [],
        "is_voucher": one.code == routes.VOUCHER,
        "rule": _rule(one),
    }


def needs() -> list[tuple[str, str]]:
    """Return the needs that can be declared; the last tells nothing."""
    told = {
        Need.NO_INCOME: pgettext("need", "I have no income"),
        Need.LOW_INCOME: pgettext("need", "My income is low"),
        Need.JOB_SEEKER: pgettext("need", "I am looking for a job"),
        Need.STUDENT: pgettext("need", "I am a student or an apprentice"),
    }
    other = pgettext("need", "Another reason, which I need not tell")
    return [(one.value, told.get(one, other)) for one in Need]


def _title(one: Route) -> str:
    words_of = {
        routes.FREE: _("There is nothing to pay"),
        routes.SEAT: _("A seat that a sponsor offers"),
        routes.VOUCHER: _("I have a voucher"),
        routes.AID: _("I cannot pay"),
        routes.EMPLOYER: _("My employer or another organisation pays"),
        routes.SELF: _("I pay it myself"),
    }
    return words_of.get(one.code) or _("My CPF pays it")


def _about(one: Route, fee: str) -> list[str]:
    if one.code == routes.AID:
        return _about_aid(one, fee)
    told = {
        routes.FREE: [_("Your place is yours at once.")],
        routes.SEAT: [
            _("“%(name)s” pays %(fee)s for you. You owe nothing for it.")
            % {"name": one.name, "fee": fee},
            _("The sponsor never learns who you are. Your place is yours at once."),
        ],
        routes.VOUCHER: [
            _("Type its code: the seat pays %(fee)s and your place is yours at once.")
            % {"fee": fee}
        ],
        routes.EMPLOYER: [
            _("Your place is kept for 30 days. Write to the contact of the session, who agrees "
              "with whoever pays.")
        ],
        routes.SELF: [
            _("Your place is kept for 7 days while you pay %(fee)s to the organiser.")
            % {"fee": fee}
        ],
    }  # fmt: skip
    return told.get(one.code) or [
        _("You ask for it on Mon Compte Formation yourself, and your place is kept for 45 days "
          "at most. Nobody here asks for your password or for your balance."),
    ]  # fmt: skip


def _about_aid(one: Route, fee: str) -> list[str]:
    aid = one.aid
    if aid is None or aid.state is AidState.DECLINED:
        return [
            _("Ask the solidarity fund for %(fee)s. You say what you can in one line; no paper "
              "is asked for, and no sponsor learns who asks.") % {"fee": fee},
            _("Small amounts are granted at once; a person decides on the others. Your place is "
              "kept for 15 days meanwhile."),
        ]  # fmt: skip
    amount = words.money(aid.amount_minor, aid.currency)
    if aid.state is AidState.GRANTED:
        return [_("The fund has granted you %(amount)s for it.") % {"amount": amount}]
    return [
        _("You have asked the fund for %(amount)s. A person will decide; your place is kept for "
          "15 days meanwhile.") % {"amount": amount}
    ]  # fmt: skip


def _is_new(one: Route) -> bool:
    return one.aid is None or one.aid.state is AidState.DECLINED


def _act(one: Route) -> str:
    if one.code == routes.AID:
        if _is_new(one):
            return _("Ask the fund and keep my place")
        return _("Use it") if one.aid and one.aid.state is AidState.GRANTED else _("Keep my place")
    told = {
        routes.FREE: _("Register"),
        routes.SEAT: _("Take this seat"),
        routes.VOUCHER: _("Use this voucher"),
    }
    return told.get(one.code) or _("Keep my place")


def _rule(one: Route) -> dict[str, Any] | None:
    """Return what the law leaves to the holder of a CPF, with its date and source."""
    rule = one.rule
    if rule is None:
        return None
    return {
        "value": rules.value(rule),
        "since": words.day(rule.since),
        "source": rule.source,
        "url": rule.source_url,
        "to_verify": rule.to_verify,
    }
