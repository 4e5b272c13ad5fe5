"""What does the site offer on EDOF: which certifications and sessions, from where, by whom?

Objective, expected results, content, conditions and hours are a person's words (``edof/texts``);
nothing is made up in their place, so that what is missing is told as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.conf import settings

from agir_certification.domain.hours import paris_day
from agir_certification.domain.offer import (
    Address,
    Catalogue,
    Contact,
    Mode,
    Offer,
    OfferAction,
    OfferSession,
    Price,
    Recruiting,
)
from agir_certification.domain.offer_checks import OfferFault, offer_faults
from agir_certification.domain.passage import ExamMode
from agir_certification.registrations.sessions import SessionView
from agir_certification.repertoire.keeping import CertificationView
from agir_platform import addresses

MODES: Final = {
    ExamMode.EN_PRESENTIEL: Mode.ON_SITE, ExamMode.MIXTE: Mode.MIXED,
    ExamMode.A_DISTANCE: Mode.REMOTE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of one training: texts of at most 3,000 characters, hours of training.

    ``summary`` holds 255 characters at most, ``pedagogy`` 200, ``admission_info`` 250;
    ``conditions`` '' are the sessions' prerequisites.
    """

    objective: str = ""
    results: str = ""
    content: str = ""
    summary: str = ""
    conditions: str = ""
    pedagogy: str = ""
    admission_info: str = ""
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """One certification with its sessions and what was said of the training."""

    certification: CertificationView
    sessions: tuple[SessionView, ...]
    said: Said


def catalogue(several: Iterable[Chosen], today: date) -> Catalogue:
    """Return the catalogue of what was chosen, whether or not EDOF would take it."""
    told = trainer()
    offers = tuple(_offer(one, told) for one in several)
    siret = re.sub(r"\s", "", str(told.get("siret") or settings_siret()))
    return Catalogue(siret, today, today, offers)


def faults(several: Iterable[Chosen], today: date) -> tuple[OfferFault, ...]:
    """Return what EDOF is known to refuse, and what may not be offered at all, by number."""
    chosen = tuple(several)
    found = list(offer_faults(catalogue(chosen, today)))
    for one in chosen:
        code = one.certification.code
        found += [OfferFault(code, "certification", why) for why in one.certification.hindrances]
        foreign = {session.terms.currency for session in one.sessions} - {"EUR"}
        if foreign:
            found.append(OfferFault(code, "frais-ttc", "currency"))
    return tuple(sorted(set(found)))


def trainer() -> Mapping[str, Any]:
    """Return what the site says of who trains, ``AGIR_CERTIFICATION_TRAINER``."""
    return getattr(settings, "AGIR_CERTIFICATION_TRAINER", None) or {}


def settings_siret() -> str:
    """Return the operator's number, ``AGIR_CERTIFICATION_SIRET``."""
    return str(getattr(settings, "AGIR_CERTIFICATION_SIRET", "") or "")


def _offer(one: Chosen, told: Mapping[str, Any]) -> Offer:
    known, said = one.certification, one.said
    return Offer(
        number=known.code, title=known.title[:255], objective=said.objective,
        results=said.results, content=said.content, summary=said.summary, code=known.code,
        actions=tuple(_actions(one, told)), blocs=_blocs(known),
    )  # fmt: skip


def _blocs(known: CertificationView) -> tuple[str, ...]:
    """Return the codes of blocs as EDOF writes them; a sheet may write ``01`` alone."""
    return tuple(
        one.code if one.code.startswith(known.code) else f"{known.code}BC{one.code[-2:]}"
        for one in known.blocs
    )


def _actions(one: Chosen, told: Mapping[str, Any]) -> Iterable[OfferAction]:
    """Yield one action for each way to hold a session at one price: EDOF refuses likenesses."""
    alike: dict[tuple[ExamMode, int], list[SessionView]] = {}
    for session in one.sessions:
        alike.setdefault((session.terms.modality, session.terms.price_minor), []).append(session)
    for position, ((mode, minor), sessions) in enumerate(sorted(alike.items()), start=1):
        number = f"{one.certification.code}-{position}"
        prerequisites = next((each.terms.prerequisites for each in sessions
                              if each.terms.prerequisites.strip()), "")  # fmt: skip
        arrangements = next((each.terms.arrangements for each in sessions
                             if each.terms.arrangements.strip()), "")  # fmt: skip
        yield OfferAction(
            number=number, mode=MODES[mode],
            conditions=one.said.conditions or prerequisites, address=_address(told),
            contact=_contact(told),
            url=_url(one.certification.code),
            sessions=tuple(_session(each, told) for each in sessions),
            price=_price(minor, told), hours=one.said.hours, accessibility=arrangements,
            pedagogy=one.said.pedagogy, admission_info=one.said.admission_info,
            has_prerequisites=bool(prerequisites.strip()),
        )  # fmt: skip


def _url(code: str) -> str:
    """Return the address of the certification here; '' is told as a fault."""
    try:
        return addresses.absolute(f"/agir/certification/{code}/")
    except addresses.SiteUrlUnset:
        return ""


def _session(one: SessionView, told: Mapping[str, Any]) -> OfferSession:
    return OfferSession(
        number=one.id.hex, start=paris_day(one.terms.starts_at), end=paris_day(one.terms.ends_at),
        address=_address(told), contact=_contact(told),
        recruiting=Recruiting.OPEN if one.can_be_joined else Recruiting.CLOSED,
    )  # fmt: skip


def _price(minor: int, told: Mapping[str, Any]) -> Price:
    """Return what an action costs; ``vat`` of the trainer is a rate in per cent, 0 by default."""
    try:
        rate = Decimal(str(told.get("vat") or 0))
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite():
        rate = Decimal(-1)  # out of bounds: told as a fault
    whole = Decimal(minor) / 100
    bare = (whole * 100 / (100 + rate)).quantize(Decimal("0.01")) if rate >= 0 else whole
    return Price(bare, whole, rate)


def _address(told: Mapping[str, Any]) -> Address:
    number, kind, way, postal_code, city = (
        str(told.get(part) or "").strip()
        for part in ("number", "way_kind", "way", "postal_code", "city")
    )
    return Address(number, kind, way, postal_code, city)


def _contact(told: Mapping[str, Any]) -> Contact:
    phone = re.sub(r"[\s.()-]", "", str(told.get("phone") or ""))
    last, first, email = (
        str(told.get(part) or "").strip() for part in ("contact_last", "contact_first", "email")
    )
    return Contact(last, first, phone, email)
