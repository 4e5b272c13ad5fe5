"""What does one sheet (``FICHE``) of the RNCP or of the RS say?

A sheet of the RNCP has blocs of competencies; one of the RS (répertoire spécifique) has none, and
lists what it attests in one text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from agir_competencies.domain.framework import (
    LONGEST_CODE,
    LONGEST_TITLE,
    LONGEST_WORD,
    Document,
    Head,
    Item,
    Note,
)
from agir_competencies.domain.identity import item_id
from agir_competencies.domain.listing import Entry, split
from agir_competencies.domain.refusals import DuplicateItem
from agir_competencies.domain.text import clean, cut, fold, one_line

SITE: Final = "https://www.francecompetences.fr/recherche"
SPECIFIC: Final = "RS"
ATTESTED: Final = "capacites"  # what the list of a sheet of the RS is called in addresses
LICENCE: Final = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
PUBLISHER: Final = "France compétences"
_BLOC_CODE: Final = re.compile(r"^RNCP\d+(BC\d+[A-Z]?)$")


def uri_of(number: str) -> str:
    """Return the public address of a sheet such as ``RNCP37674`` or ``RS6604``."""
    if number.startswith(SPECIFIC):
        return f"{SITE}/rs/{number.removeprefix(SPECIFIC)}/"
    return f"{SITE}/rncp/{number.removeprefix('RNCP')}/"


def document_of(sheet: Any, number: str) -> Document:
    """Return the framework of a ``FICHE`` element: each bloc, then its competencies.

    Of a sheet without blocs, what it attests.
    """
    notes: list[Note] = []
    uri = uri_of(number)
    heirs = _heirs(sheet)
    active = _said(sheet, "ACTIF").lower() != "non"
    if heirs or not active:
        notes.append(Note("sheet_replaced" if heirs else "sheet_inactive",
                          {"sheet": number, "by": ", ".join(heirs)}))  # fmt: skip
    head = Head(
        identifier=item_id(uri),
        uri=uri,
        source="rncp",
        title=f"{cut(_said(sheet, 'INTITULE') or number, LONGEST_TITLE - 20)} ({number})",
        publisher=PUBLISHER,
        language="fr",
        licence=LICENCE,
        status=cut(_said(sheet, "ETAT_FICHE"), LONGEST_WORD),
        is_active=active,
        valid_from=_day(sheet, ("DATE_EFFET", "DATE_DECISION", "DATE_DE_PUBLICATION"), notes),
        valid_until=_day(sheet, ("DATE_FIN_ENREGISTREMENT",), notes),
        replaced_by_uri=uri_of(heirs[0]) if heirs else "",
    )
    items = tuple(_items(sheet, head, number, notes)) or tuple(_attested(sheet, head))
    return Document(head, items, replaced={}, notes=tuple(notes))


def _items(sheet: Any, head: Head, number: str, notes: list[Note]) -> Iterator[Item]:
    """Yield each bloc and what it lists, by bloc code.

    Only the direct children of ``BLOCS_COMPETENCES`` are blocs of the sheet: the elements of
    the same name inside ``CORRESPONDANCES`` point to blocs of other sheets.
    """
    blocs: dict[str, tuple[int, Any]] = {}
    for at, bloc in enumerate(sheet.iterfind("BLOCS_COMPETENCES/BLOC_COMPETENCES"), start=1):
        code = one_line(bloc.findtext("CODE") or "").upper()
        if not code:
            notes.append(Note("bloc_without_code", {"sheet": number, "position": at}))
        elif code in blocs:
            raise DuplicateItem(identifier=code, first=blocs[code][0], second=at)
        else:
            blocs[code] = (at, bloc)
    for position, code in enumerate(sorted(blocs)):
        yield from _bloc(head, code, blocs[code][1], position)


def _bloc(head: Head, code: str, bloc: Any, position: int) -> Iterator[Item]:
    """Yield one bloc and its competencies."""
    title = one_line(bloc.findtext("LIBELLE") or "") or code
    listing = split(clean(bloc.findtext("LISTE_COMPETENCES") or ""))
    uri = f"{head.uri}#{code}"
    known = _BLOC_CODE.match(code)
    name = known[1] if known else code
    yield Item(
        identifier=item_id(uri),
        uri=uri,
        statement=f"{title}\n{listing.intro}" if listing.intro else title,
        short=cut(f"{name} {title}", LONGEST_TITLE),
        code=cut(code, LONGEST_CODE),
        item_type="bloc",
        language=head.language,
        position=position,
    )
    yield from _entries(head, uri, listing.entries)


def _attested(sheet: Any, head: Head) -> Iterator[Item]:
    """Yield what a sheet of the RS attests."""
    text = clean(sheet.findtext("CAPACITES_ATTESTEES") or "")
    above = f"{head.uri}#{ATTESTED}"
    for item in _entries(head, above, split(text).entries):
        top = item.parent == item_id(above)
        yield replace(item, parent=None if top else item.parent, depth=item.depth - 1)


def _entries(head: Head, bloc: str, entries: tuple[Entry, ...]) -> Iterator[Item]:
    """Yield the competencies of a list in reading order, details under what they detail."""
    uris: list[str] = []
    seen: dict[str, int] = {}
    for entry in entries:
        key = entry.code or hashlib.sha256(fold(entry.statement).encode()).hexdigest()[:12]
        seen[key] = seen.get(key, 0) + 1
        uris.append(f"{bloc}/{key}" if seen[key] == 1 else f"{bloc}/{key}/{seen[key]}")
    below: dict[int | None, list[int]] = {}
    for at, entry in enumerate(entries):
        below.setdefault(entry.parent, []).append(at)
    waiting = [(at, position, 1) for position, at in enumerate(below.get(None, []))][::-1]
    while waiting:
        at, position, depth = waiting.pop()
        parent = entries[at].parent
        yield Item(
            identifier=item_id(uris[at]),
            uri=uris[at],
            statement=entries[at].statement,
            code=entries[at].code,
            item_type="competence",
            language=head.language,
            parent=item_id(bloc if parent is None else uris[parent]),
            position=position,
            depth=depth,
        )
        children = below.get(at, [])
        waiting += [(child, place, depth + 1) for place, child in enumerate(children)][::-1]


def _said(sheet: Any, name: str) -> str:
    """Return the text of a child on one line, '' when absent."""
    return one_line(sheet.findtext(name) or "")


def _heirs(sheet: Any) -> list[str]:
    """Return the numbers of the sheets that take this one's place."""
    path = "NOUVELLES_CERTIFICATIONS/NOUVELLE_CERTIFICATION/ID_FICHE_NOUVELLE_CERTIFICATION"
    return [number for found in sheet.iterfind(path) if (number := one_line(found.text or ""))]


def _day(sheet: Any, names: tuple[str, ...], notes: list[Note]) -> date | None:
    """Return the first of these dates that is there, written dd/mm/yyyy."""
    for name in names:
        text = _said(sheet, name)
        if not text:
            continue
        try:
            return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  a day, no instant
        except ValueError:
            notes.append(Note("date_unreadable", {"field": name, "text": text[:40]}))
    return None


def bloc_key(number: str, code: str) -> UUID:
    """Return the identifier of the bloc ``code`` of the sheet ``number``."""
    return item_id(f"{uri_of(number)}#{code}")
