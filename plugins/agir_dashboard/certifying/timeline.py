"""What happened to a place, and what happens next?

Told from the tables alone: a step that nobody recorded is not told. What lies ahead has a day
where one is known, and says who acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from agir_certification.api import civil_status, dossiers, learning, passages, rules
from agir_certification.api.dossiers import DossierView
from agir_certification.api.passages import Attendance, Decision, Deposit, PassageView
from agir_certification.api.registrations import Funding, RegistrationState, RegistrationView
from agir_certification.api.rules import DatedRuleUnknown, RuleKey
from agir_certification.api.sessions import SessionTerms, SessionView
from agir_dashboard.certifying import words

DELIVERED: Final = (Deposit.READY, Deposit.IN_BATCH, Deposit.REFUSED)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened (``at``) or will; ``date`` in words, '' where none is known."""

    what: str
    date: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What was, oldest first, and what comes, soonest first. ``is_wanted``: civil status."""

    past: tuple[Event, ...]
    ahead: tuple[Event, ...]
    is_wanted: bool
    came_back: bool
    passage: PassageView | None
    dossier: DossierView | None


def story(place: RegistrationView, session: SessionView, now: datetime) -> Story:
    """Return the story of a place as of ``now``."""
    passage = next(
        (one for one in passages.of_learner(place.subject) if one.registration == place.id), None
    )
    dossier = dossiers.of_registration(place.id)
    alive = place.state in (RegistrationState.HELD, RegistrationState.CONFIRMED)
    undecided = place.state is RegistrationState.ENDED and (passage is None or not passage.decision)
    is_wanted = (alive or undecided) and not civil_status.is_recorded(place.subject)
    past = sorted(_past(place, session, passage, dossier), key=lambda one: one.at or now)
    ahead = tuple(_ahead(place, session.terms, passage, is_wanted=is_wanted, now=now))
    came_back = passage is not None and passage.deposit is Deposit.REFUSED
    return Story(tuple(past), ahead, is_wanted, came_back, passage, dossier)


def _past(
    place: RegistrationView, session: SessionView, passage: PassageView | None,
    dossier: DossierView | None,
) -> Iterator[Event]:  # fmt: skip
    for number, step in enumerate(learning.steps(place.id)):
        what = _step(step, place.funding, is_first=number == 0)
        yield Event(what, words.day(step.at), step.at)
    if place.absence_read_at is not None:
        yield Event(
            _("You were shown what an absence costs."), words.day(place.absence_read_at),
            place.absence_read_at,
        )  # fmt: skip
    if dossier is not None:
        yield Event(_dossier(dossier), words.day(dossier.state_on), dossier.read_at)
    if passage is None:
        return
    if passage.attendance is not Attendance.EXPECTED:
        at = session.terms.ends_at
        yield Event(words.attendance(passage.attendance), words.day(at), at)
    if passage.decision is not None and passage.decided_at is not None:
        yield Event(
            words.decision(passage.decision), words.day(passage.decided_at), passage.decided_at
        )
    if passage.settled_at is not None and passage.deposit in (Deposit.ACCEPTED, Deposit.REFUSED):
        told = words.deposit(passage.deposit)
        yield Event(told, words.day(passage.settled_at), passage.settled_at)


def _step(step: learning.RegistrationStepView, funding: Funding, *, is_first: bool) -> str:
    if step.state is RegistrationState.LAPSED:
        return words.lapsed_by(step.reason)
    if is_first:
        told = _("You registered. Paid by: %(payer)s.")
        return told % {"payer": words.funding(funding)}
    if step.state is RegistrationState.CONFIRMED:
        return _("Your place became yours.")
    return words.state(step.state)


def _ahead(
    place: RegistrationView, terms: SessionTerms, passage: PassageView | None, *,
    is_wanted: bool, now: datetime,
) -> Iterator[Event]:  # fmt: skip
    if place.state is RegistrationState.LAPSED:
        return
    if place.state is RegistrationState.HELD and place.held_until is not None:
        yield Event(_waits(place.funding), words.moment(place.held_until), place.held_until)
    if is_wanted:
        what = _("Before the exam, you give your civil status as it was at birth.")
        yield Event(what, words.day(terms.starts_at), terms.starts_at)
    if now < terms.starts_at:
        yield Event(_("You sit the exam."), words.moment(terms.starts_at), terms.starts_at)
    if passage is None or passage.decision is None:
        yield Event(_("A jury decides, and a named person writes its decision down."), "")
        yield Event(_delivered(), "")
        return
    if passage.decision is Decision.OBTAINED and passage.deposit in DELIVERED:
        yield Event(words.deposit(passage.deposit), "")


def _waits(funding: Funding) -> str:
    told = {
        Funding.CPF: _("Your place goes back unless your dossier on Mon Compte Formation is "
                       "accepted before."),
        Funding.SOLIDARITY: _("Your place goes back unless the fund pays before."),
        Funding.EMPLOYER: _("Your place goes back unless whoever pays has agreed before."),
    }  # fmt: skip
    return told.get(funding) or _("Your place goes back unless the fee is paid before.")


def _delivered() -> str:
    try:
        months = rules.value_on(RuleKey.ACCROCHAGE, learning.today())
    except DatedRuleUnknown:
        return _("Whoever obtains it is made known to the Caisse des Dépôts.")
    told = _("Whoever obtains it is made known to the Caisse des Dépôts within %(count)s months "
             "(accrochage).")  # fmt: skip
    return told % {"count": months}


def _dossier(one: DossierView) -> str:
    """Return where the dossier of Mon Compte Formation stands, as its portal was last read."""
    told = {
        "notProcessed": _("Your dossier on Mon Compte Formation was received."),
        "validated": _("A proposal waits for you on Mon Compte Formation: accept it there."),
        "waitingAcceptation": _("France Travail looks at your dossier."),
        "accepted": _("Your dossier on Mon Compte Formation was accepted."),
        "inTraining": _("Your entry into the training was declared."),
        "terminated": _("The end of your training was declared."),
        "serviceDoneDeclared": _("What you did was declared (service fait)."),
        "serviceDoneValidated": _("What you did was accepted (service fait)."),
    }
    return told.get(one.state) or _("Your dossier on Mon Compte Formation has closed or changed.")
