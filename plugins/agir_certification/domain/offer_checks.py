"""Would EDOF refuse this catalogue? The refusals that are known, looked at before.

Numbers are EDOF's own where they are known (30013, 30017, 30020, 30022, 10133, 30056, 30070);
the others are rules of the file's description.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agir_certification.domain.latin import latin
from agir_certification.domain.offer import (
    Catalogue,
    Contact,
    Offer,
    OfferAction,
    OfferSession,
)
from agir_certification.domain.sheet import is_block, prefix
from agir_certification.domain.siret import is_siret

EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
PHONE: Final = re.compile(r"\+?\d{1,15}")
NUMBER: Final = re.compile(r"[A-Za-z0-9_.-]{1,50}")
LONGEST: Final = {
    "intitule-formation": 255,
    "objectif-formation": 3000,
    "resultats-attendus": 3000,
    "contenu-formation": 3000,
    "resume-contenu": 255,
    "conditions-specifiques": 3000,
    "modalites-pedagogiques": 200,
    "info-admission": 250,
    "acces-handicapes": 250,
}


@dataclass(frozen=True, slots=True, order=True)
class OfferFault:
    """What EDOF would refuse: the number of the offer, action or session, EDOF's code if known."""

    number: str
    field: str
    detail: str
    code: str = ""


def offer_faults(catalogue: Catalogue) -> tuple[OfferFault, ...]:
    """Return what would be refused, in the order of the numbers."""
    found = list(_of_catalogue(catalogue))
    for offer in catalogue.offers:
        found += _of_offer(offer)
    return tuple(sorted(set(found)))


def _of_catalogue(catalogue: Catalogue) -> Iterator[OfferFault]:
    if not is_siret(catalogue.siret):
        yield OfferFault("", "SIRET", "siret")
    if not catalogue.offers:
        yield OfferFault("", "formation", "missing")
    numbers = Counter(
        number
        for offer in catalogue.offers
        for number in (
            offer.number,
            *(action.number for action in offer.actions),
            *(session.number for action in offer.actions for session in action.sessions),
        )
    )
    for number, count in numbers.items():
        if count > 1:
            yield OfferFault(number, "numero", "twice")
        if not NUMBER.fullmatch(number):
            yield OfferFault(number[:50], "numero", "form")


def _of_offer(offer: Offer) -> Iterator[OfferFault]:
    yield from text_faults(
        offer.number,
        {
            "intitule-formation": offer.title,
            "objectif-formation": offer.objective,
            "resultats-attendus": offer.results,
            "contenu-formation": offer.content,
            "resume-contenu": offer.summary,
        },
    )
    if prefix(offer.code) is None:
        yield OfferFault(offer.number, "certification", "code")
    if len(set(offer.blocs)) != len(offer.blocs):
        yield OfferFault(offer.number, "code-bloc", "twice", "30070")
    for bloc in offer.blocs:
        if not is_block(bloc) or not bloc.startswith(f"{offer.code}BC"):
            yield OfferFault(offer.number, "code-bloc", "foreign")
    if prefix(offer.code) == "RNCP" and not offer.blocs:
        yield OfferFault(offer.number, "code-bloc", "missing")
    if not offer.actions:
        yield OfferFault(offer.number, "action", "missing")
    same = Counter(_likeness(action) for action in offer.actions)
    for action in offer.actions:
        if same[_likeness(action)] > 1:
            yield OfferFault(action.number, "action", "twice", "30056")
        yield from _of_action(action)


def _likeness(action: OfferAction) -> tuple[object, ...]:
    return (action.mode, action.address, action.price, action.hours, action.entry)


def _of_action(action: OfferAction) -> Iterator[OfferFault]:
    yield from text_faults(
        action.number,
        {
            "conditions-specifiques": action.conditions,
            "modalites-pedagogiques": action.pedagogy,
            "info-admission": action.admission_info,
            "acces-handicapes": action.accessibility,
        },
    )
    yield from _of_contact(action.number, action.contact, "30017")
    if not action.url.startswith(("https://", "http://")) or len(action.url) > 400:
        yield OfferFault(action.number, "urlweb", "form")
    if not 1 <= action.formacode_group <= 24:
        yield OfferFault(action.number, "code-gfe", "bounds")
    if not 0 < action.hours <= 9999:
        yield OfferFault(action.number, "nombre-heures-centre", "bounds")
    price = action.price
    if not 0 <= price.without_vat <= price.with_vat or not 0 <= price.vat <= 100:
        yield OfferFault(action.number, "frais-ttc", "bounds")
    if not action.sessions:
        yield OfferFault(action.number, "session", "missing")
    dates = Counter((session.start, session.end) for session in action.sessions)
    for session in action.sessions:
        if dates[session.start, session.end] > 1:
            yield OfferFault(session.number, "periode", "twice", "10133")
        yield from _of_session(session)


def _of_session(session: OfferSession) -> Iterator[OfferFault]:
    if session.end < session.start:
        yield OfferFault(session.number, "periode", "order", "30020")
    yield from _of_contact(session.number, session.contact, "30022")
    address = session.address
    if not re.fullmatch(r"\d{5}", address.postal_code) or not address.city.strip():
        yield OfferFault(session.number, "adresse", "form")
    if not _is_latin(address.line + address.city):
        yield OfferFault(session.number, "adresse", "characters")
    if not address.way.strip() or len(latin(address.line)) > 38:
        yield OfferFault(session.number, "ligne", "length", "30013")


def _of_contact(number: str, contact: Contact, code: str) -> Iterator[OfferFault]:
    if not PHONE.fullmatch(contact.phone):
        yield OfferFault(number, "numtel", "form", code)
    if not 3 <= len(contact.email) <= 160 or not EMAIL.fullmatch(contact.email):
        yield OfferFault(number, "courriel", "form", code)
    if not contact.last_name.strip():
        yield OfferFault(number, "nom", "missing", code)
    if not _is_latin(contact.last_name + contact.first_name):
        yield OfferFault(number, "nom", "characters", code)


def text_faults(number: str, texts: dict[str, str]) -> Iterator[OfferFault]:
    """Yield what would be refused of texts by element: missing, too long, unwritable letters."""
    for name, text in texts.items():
        written = latin(text)
        optional = name in {"modalites-pedagogiques", "info-admission", "acces-handicapes"}
        if not written.strip() and not optional:
            yield OfferFault(number, name, "missing")
        if len(written) > LONGEST[name]:
            yield OfferFault(number, name, "length")
        if not _is_latin(text):
            yield OfferFault(number, name, "characters")


def _is_latin(text: str) -> bool:
    return all(ord(one) < 256 and (ord(one) >= 32 or one in "\t\n\r") for one in latin(text))
