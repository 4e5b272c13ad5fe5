"""What does France compétences' export say of the certifications that are kept here?

``export_fiches_RNCP_V4_1_*.xml`` and ``export_fiches_RS_V4_1_*.xml`` (Licence Ouverte 2.0), about
570 MB: one sheet at a time in constant memory, without document types, entities or network. Only
what an offer needs is read: whether the sheet is in force, its dates, its certifiers, and whether
the operator is one of them or an active partner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from lxml import etree

from agir_certification.domain.repertoire import Habilitation
from agir_certification.models import Certification
from agir_kernel.errors import DomainError


class SheetsUnreadable(DomainError):
    """The file is no export of France compétences (``reason``)."""

    code: ClassVar[str] = "sheets_unreadable"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet says; ``habilitation`` is the operator's, '' for none."""

    code: str
    is_active: bool
    valid_from: date | None
    valid_until: date | None
    deliverable_until: date | None
    certifier_name: str
    certifier_siret: str
    habilitation: str
    habilitation_is_active: bool


def check(path: Path, siret: str, now: datetime) -> tuple[list[str], list[str]]:
    """Record what the file says of the certifications kept here; return the codes (found, absent).

    ``siret`` is the operator's own, 14 figures. Absent ones stay as they are: the file may be of
    the other repertoire. Raises ``SheetsUnreadable``.
    """
    kept = set(Certification.objects.values_list("code", flat=True))
    found = [sheet for sheet in _read(path, siret) if sheet.code in kept]
    for sheet in found:
        _record(sheet, now)
    seen = {sheet.code for sheet in found}
    return sorted(seen), sorted(kept - seen)


def _record(sheet: Sheet, now: datetime) -> None:
    told: dict[str, Any] = {
        "is_active": sheet.is_active,
        "valid_from": sheet.valid_from,
        "valid_until": sheet.valid_until,
        "deliverable_until": sheet.deliverable_until,
        "habilitation": sheet.habilitation,
        "habilitation_is_active": sheet.habilitation_is_active,
        "sheet_checked_on": now.date(),
        "habilitation_checked_on": now.date(),
        "updated_at": now,
    }
    if sheet.certifier_name:
        told |= {
            "certifier_name": sheet.certifier_name,
            "certifier_siret": sheet.certifier_siret,
        }
    Certification.objects.filter(code=sheet.code).update(**told)


def _read(path: Path, siret: str) -> Iterator[Sheet]:
    try:
        with path.open("rb") as file:
            yield from _sheets(file, siret)
    except OSError:
        raise SheetsUnreadable(reason="file") from None
    except etree.XMLSyntaxError as error:
        raise SheetsUnreadable(reason="xml", line=error.position[0]) from None


def _sheets(file: BinaryIO, siret: str) -> Iterator[Sheet]:
    events = etree.iterparse(
        file, events=("start", "end"), tag=("FICHES", "FICHE"), resolve_entities=False,
        load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    is_rooted = False
    for event, element in events:
        if event == "start":
            if not is_rooted:
                _check_root(element)
                is_rooted = True
        elif element.tag == "FICHE":
            yield _sheet(element, siret)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if not is_rooted:
        raise SheetsUnreadable(reason="root")


def _check_root(element: Any) -> None:
    info = element.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise SheetsUnreadable(reason="doctype")
    if element.tag != "FICHES":
        raise SheetsUnreadable(reason="root")


def _sheet(fiche: Any, siret: str) -> Sheet:
    name, number = _certifier(fiche)
    habilitation, is_active = _habilitation(fiche, siret)
    return Sheet(
        code=_said(fiche, "NUMERO_FICHE").upper(),
        is_active=_said(fiche, "ACTIF").lower() == "oui",
        valid_from=_day(fiche, "DATE_EFFET") or _day(fiche, "DATE_DECISION"),
        valid_until=_day(fiche, "DATE_FIN_ENREGISTREMENT"),
        deliverable_until=_day(fiche, "DATE_LIMITE_DELIVRANCE"),
        certifier_name=name[:255],
        certifier_siret=number[:14],
        habilitation=habilitation,
        habilitation_is_active=is_active,
    )


def _certifier(fiche: Any) -> tuple[str, str]:
    """Return name and SIRET of the first active certifier; SIRETs are absent on a third."""
    for one in fiche.iterfind("CERTIFICATEURS/CERTIFICATEUR"):
        if _said(one, "ETAT_CERTIFICATEUR").lower() != "inactif":
            return _said(one, "NOM_CERTIFICATEUR"), _said(one, "SIRET_CERTIFICATEUR")
    return "", ""


def _habilitation(fiche: Any, siret: str) -> tuple[str, bool]:
    """Return the operator's habilitation and whether it is active; an active one goes first."""
    if not siret:
        return "", False
    found: list[tuple[bool, str]] = []
    for one in fiche.iterfind("CERTIFICATEURS/CERTIFICATEUR"):
        if _said(one, "SIRET_CERTIFICATEUR") == siret:
            is_active = _said(one, "ETAT_CERTIFICATEUR").lower() != "inactif"
            found.append((is_active, Habilitation.CERTIFIER.value))
    for one in fiche.iterfind("PARTENAIRES/PARTENAIRE"):
        if _said(one, "SIRET_PARTENAIRE") == siret:
            is_active = _said(one, "ETAT_HABILITATION").lower() == "actif"
            found.append((is_active, _said(one, "HABILITATION_PARTENAIRE")[:24]))
    is_active, word = max(found, key=lambda pair: pair[0], default=(False, ""))
    return word, is_active


def _said(element: Any, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def _day(fiche: Any, tag: str) -> date | None:
    """Return the day written DD/MM/YYYY, ``None`` for what is none."""
    parts = _said(fiche, tag)[:10].split("/")
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None
