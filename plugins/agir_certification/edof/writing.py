"""How is the catalogue written that EDOF imports?

Real ISO-8859-1 bytes, dates without hyphens, one SIRET a file, three levels: formation, action,
session. The file says by itself that it is to be verified: the official XSD was not read.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from agir_certification.domain.latin import latin
from agir_certification.domain.offer import (
    Address,
    Catalogue,
    Contact,
    Offer,
    OfferAction,
    OfferSession,
)
from agir_certification.domain.offer_checks import offer_faults
from agir_certification.domain.refusals import OfferRefused
from agir_certification.domain.sheet import prefix

NAMESPACE: Final = "https://www.of.moncompteformation.gouv.fr"
ENCODING: Final = "ISO-8859-1"
NOTICE: Final = " A VERIFIER : fichier non controle par le XSD officiel de la CDC avant import "


def write(catalogue: Catalogue) -> bytes:
    """Return the file, or refuse what EDOF is known to refuse; ``offer_faults`` tells each."""
    faults = offer_faults(catalogue)
    if faults:
        raise OfferRefused(count=len(faults))
    root = etree.Element(f"{{{NAMESPACE}}}lheo", nsmap={None: NAMESPACE})
    root.append(etree.Comment(NOTICE))
    offers = _under(root, "offres")
    for offer in catalogue.offers:
        _formation(offers, offer, catalogue)
    content: bytes = etree.tostring(
        root, encoding=ENCODING, xml_declaration=True, pretty_print=True
    )
    return content


def _formation(offers: Element, offer: Offer, catalogue: Catalogue) -> None:
    formation = _under(offers, "formation", **_dated(offer.number, catalogue))
    _text(formation, "intitule-formation", offer.title)
    _text(formation, "objectif-formation", offer.objective)
    _text(formation, "resultats-attendus", offer.results)
    _text(formation, "contenu-formation", offer.content)
    _text(formation, "parcours-de-formation", int(offer.path))
    _text(formation, "objectif-general-formation", int(offer.aim))
    _text(_under(formation, "certification"), f"code-{prefix(offer.code)}", offer.code)
    for action in offer.actions:
        _action(formation, action, catalogue)
    responsible = _under(formation, "organisme-formation-responsable")
    _text(_under(responsible, "SIRET-organisme-formation"), "SIRET", catalogue.siret)
    extras = _extras(formation, "formation")
    _extra(extras, "resume-contenu", offer.summary)
    if offer.blocs:
        blocs = _extras(extras, "blocs-competences")
        for bloc in offer.blocs:
            _extra(blocs, "code-bloc", bloc)


def _action(formation: Element, action: OfferAction, catalogue: Catalogue) -> None:
    one = _under(formation, "action", **_dated(action.number, catalogue))
    _text(one, "niveau-entree-obligatoire", int(action.level_required))
    _text(one, "modalites-enseignement", int(action.mode))
    _text(one, "conditions-specifiques", action.conditions)
    place = _under(one, "lieu-de-formation")
    _contact(place, action.number, action.contact, action.address)
    _text(one, "modalites-entrees-sorties", int(action.entry))
    _text(_under(one, "url-action"), "urlweb", action.url)
    for session in action.sessions:
        _session(one, session, catalogue)
    _maybe(one, "acces-handicapes", action.accessibility)
    _text(one, "langue-formation", action.language)
    _maybe(one, "modalites-pedagogiques", action.pedagogy)
    _text(one, "nombre-heures-centre", action.hours)
    _action_extras(one, action)


def _action_extras(one: Element, action: OfferAction) -> None:
    extras = _extras(one, "action")
    _contact(_under(extras, "extra", info="contact-information"), action.number, action.contact)
    if action.admission_info:
        _extra(extras, "info-admission", action.admission_info)
    admission = _extras(extras, "codes-modalites-admission")
    _extra(admission, "code-modalites-admission", int(action.admission))
    _extra(extras, "code-gfe", action.formacode_group)
    _extra(extras, "duree-apprentissage", action.hours)
    _extra(_extras(extras, "codes-rythme-formation"), "code-rythme-formation", int(action.rhythm))
    _extra(extras, "frais-certif-inclus-frais-anpec", int(action.price.exam_included))
    fees = _extras(extras, "frais-pedagogiques")
    _extra(fees, "taux-tva", f"{action.price.vat:.1f}")
    _extra(fees, "frais-ht", f"{action.price.without_vat:.2f}")
    _extra(fees, "frais-ttc", f"{action.price.with_vat:.2f}")
    # Last: EDOF reads what follows as another action's.
    _extra(extras, "existence-prerequis", int(action.has_prerequisites))


def _session(action: Element, session: OfferSession, catalogue: Catalogue) -> None:
    one = _under(action, "session", **_dated(session.number, catalogue))
    period = _under(one, "periode")
    _text(period, "debut", _day(session.start))
    _text(period, "fin", _day(session.end))
    _address(_under(one, "adresse-inscription"), session.address)
    _text(one, "etat-recrutement", int(session.recruiting))
    extras = _extras(one, "session")
    _contact(_under(extras, "extra", info="contact-inscription"), session.number, session.contact)
    _extra(extras, "garantie", int(session.is_guaranteed))


def _contact(
    parent: Element, number: str, contact: Contact, address: Address | None = None
) -> None:
    one = _under(parent, "coordonnees", numero=number)
    _text(one, "nom", contact.last_name)
    _text(one, "prenom", contact.first_name)
    if address is not None:
        _address(one, address)
    _text(_under(one, "telfixe"), "numtel", contact.phone)
    _text(one, "courriel", contact.email)


def _address(parent: Element, address: Address) -> None:
    one = _under(parent, "adresse", numero="1")
    _text(one, "ligne", address.line)
    _text(one, "codepostal", address.postal_code)
    _text(one, "ville", address.city)
    extras = _extras(one, "adresse")
    _extra(extras, "numero-voie", address.number)
    _extra(extras, "code-nature-voie", address.way_kind)
    _extra(extras, "libelle-voie", address.way)
    _extra(extras, "conformite-reglementaire", int(address.is_accessible))


def _dated(number: str, catalogue: Catalogue) -> dict[str, str]:
    return {
        "numero": number,
        "datemaj": _day(catalogue.on),
        "datecrea": _day(catalogue.created_on),
    }


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def _under(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def _text(parent: Element, name: str, value: str | int) -> None:
    _under(parent, name).text = latin(str(value)).strip()


def _maybe(parent: Element, name: str, value: str) -> None:
    if value.strip():
        _text(parent, name, value)


def _extras(parent: Element, info: str) -> Element:
    return _under(parent, "extras", info=info)


def _extra(parent: Element, info: str, value: str | int) -> None:
    _under(parent, "extra", info=info).text = latin(str(value)).strip()
