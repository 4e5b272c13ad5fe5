"""What does each field of a CASE document, item or node say?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from agir_competencies.domain.framework import (
    LONGEST_CODE,
    LONGEST_LANGUAGE,
    LONGEST_TITLE,
    LONGEST_URI,
    LONGEST_WORD,
    Head,
)
from agir_competencies.domain.identity import licence_id, type_id
from agir_competencies.domain.refusals import FrameworkMalformed
from agir_competencies.domain.rest import LONGEST_PACKAGE, rest_of, told, written
from agir_competencies.domain.text import clean, cut, one_line

INACTIVE: Final = frozenset({"deprecated"})
# Where Agir's own exports say what CASE's plain fields cannot; CASE 1.1 has room for it.
EXTENSION: Final = "agir"
CASE: Final = "case"
LONGEST_SOURCE: Final = 16
# What the fields of a framework and of an item hold, or what is written anew each time.
HEAD_HELD: Final = frozenset(
    {"identifier", "uri", "creator", "title", "lastChangeDateTime", "officialSourceURL",
     "publisher", "language", "version", "adoptionStatus", "statusStartDate", "statusEndDate",
     "licenseURI", "caseVersion"}
)  # fmt: skip
ITEM_HELD: Final = frozenset(
    {"identifier", "fullStatement", "uri", "lastChangeDateTime", "CFItemType", "CFItemTypeURI",
     "humanCodingScheme", "abbreviatedStatement", "language", "statusEndDate"}
)  # fmt: skip
PACKAGE_HELD: Final = frozenset({"CFDocument", "CFItems", "CFAssociations"})
DEFINED: Final = {"CFItemTypes": type_id, "CFLicenses": licence_id}
_BESIDE: Final = frozenset(
    {
        "adoptionStatus",
        "isActive",
        "language",
        "licence",
        "publisher",
        "replacedBy",
        "source",
        "uri",
    }
)


@dataclass(frozen=True, slots=True)
class RawItem:
    """A CFItem before it has a place; ``at`` is its position in the file, from 1.

    ``ended`` is the day from which it is no longer in force, ``None`` when the file names none.
    """

    at: int
    identifier: UUID
    uri: str
    statement: str
    short: str
    code: str
    item_type: str
    language: str
    ended: date | None = None
    rest: str = ""


def head_of(package: dict[str, Any]) -> Head:
    """Return what the CFDocument says of the framework."""
    where = "CFDocument"
    beside = _beside(package[where], where)
    raw = package[where] | beside
    identifier = uuid_at(raw.get("identifier"), where)
    title = line(raw.get("title"), where, LONGEST_TITLE)
    if not title:
        raise FrameworkMalformed(where=where, reason="no_title")
    status = line(raw.get("adoptionStatus"), where, LONGEST_WORD)
    said = "publisher" in beside
    publisher = raw.get("publisher") or (None if said else raw.get("creator"))
    active = beside.get("isActive")
    return Head(
        identifier=identifier,
        uri=uri_at(raw.get("uri"), identifier, where),
        source=line(beside.get("source"), where, LONGEST_SOURCE) or CASE,
        title=title,
        publisher=line(publisher, where, LONGEST_TITLE),
        language=line(raw.get("language"), where, LONGEST_LANGUAGE),
        licence=line(beside.get("licence"), where, LONGEST_TITLE) or _licence(raw, where),
        version_label=line(raw.get("version"), where, LONGEST_WORD),
        status=status,
        is_active=active if isinstance(active, bool) else status.lower() not in INACTIVE,
        valid_from=_date(raw.get("statusStartDate"), where),
        valid_until=_date(raw.get("statusEndDate"), where),
        replaced_by_uri=line(beside.get("replacedBy"), where, LONGEST_URI),
        rest=_head_rest(package, raw, publisher),
    )


def item_of(raw: Any, at: int, head: Head) -> RawItem:
    """Return one CFItem; its language is the document's when it has none of its own."""
    where = f"CFItems[{at}]"
    if not isinstance(raw, dict):
        raise FrameworkMalformed(where=where, reason="not_an_object")
    beside = _beside(raw, where)
    raw = raw | beside
    identifier = uuid_at(raw.get("identifier"), where)
    statement = clean(_text(raw.get("fullStatement"), where))
    if not statement:
        raise FrameworkMalformed(where=where, reason="no_statement")
    return RawItem(
        at=at,
        identifier=identifier,
        uri=uri_at(raw.get("uri"), identifier, where),
        statement=statement,
        short=line(raw.get("abbreviatedStatement"), where, LONGEST_TITLE),
        code=line(raw.get("humanCodingScheme"), where, LONGEST_CODE),
        item_type=line(raw.get("CFItemType"), where, LONGEST_WORD),
        language=line(raw.get("language"), where, LONGEST_LANGUAGE)
        or ("" if "language" in beside else head.language),
        ended=_date(raw.get("statusEndDate"), where),
        rest=rest_of(_others(raw), "CFPckgItem", _item_held(raw)),
    )


def _beside(raw: dict[str, Any], where: str) -> dict[str, Any]:
    """Return what an export of Agir says beside the plain fields; nothing for any other's."""
    extensions = raw.get("extensions")
    own = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    if own is None:
        return {}
    if not isinstance(own, dict):
        raise FrameworkMalformed(where=f"{where}.extensions", reason="not_an_object")
    return {name: said for name, said in own.items() if name in _BESIDE}


def _others(raw: dict[str, Any]) -> dict[str, Any]:
    """Return an entity without Agir's own extension."""
    extensions = raw.get("extensions")
    if not isinstance(extensions, dict) or EXTENSION not in extensions:
        return raw
    left = {name: said for name, said in extensions.items() if name != EXTENSION}
    return raw | {"extensions": left}


def _head_rest(package: dict[str, Any], document: dict[str, Any], publisher: Any) -> str:
    """Return what the document and the package say beside; definitions that are made anew, not."""
    said = _others(document)
    anew = {"creator": publisher or said.get("creator"), "officialSourceURL": said.get("uri")}
    held = HEAD_HELD - {name for name, one in anew.items() if said.get(name) != one}
    if not _is_ours(said.get("licenseURI"), licence_id):
        held -= {"licenseURI"}
    definitions = package.get("CFDefinitions")
    if isinstance(definitions, dict):
        package = package | {"CFDefinitions": definitions | _theirs(definitions)}
    parts = {
        "document": rest_of(said, "CFPckgDocument", held),
        "package": rest_of(package, "CFPackage", PACKAGE_HELD, longest=LONGEST_PACKAGE),
    }
    return written({name: told(text) for name, text in parts.items() if text})


def _item_held(raw: dict[str, Any]) -> frozenset[str]:
    """Return what need not be kept of an item: not its type, when its publisher defined it."""
    is_made = _is_ours(raw.get("CFItemTypeURI"), type_id)
    return ITEM_HELD if is_made else ITEM_HELD - {"CFItemTypeURI"}


def _theirs(definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the types of items and licences that an export of Agir does not make anew."""
    found: dict[str, Any] = {}
    for name, named in DEFINED.items():
        listed = definitions.get(name)
        ones = listed if isinstance(listed, list) else []
        found[name] = [one for one in ones if not _is_ours(one, named)]
    return found


def _is_ours(link: Any, named: Callable[[str], UUID]) -> bool:
    """Tell whether a link or definition bears the name that Agir gives to its title."""
    if not isinstance(link, dict):
        return True  # none, or bare text
    title = link.get("title")
    return isinstance(title, str) and link.get("identifier") == str(named(title))


def uuid_at(value: Any, where: str) -> UUID:
    """Return an identifier; CASE says that it is a UUID."""
    try:
        return UUID(_text(value, where))
    except ValueError as error:
        raise FrameworkMalformed(where=where, reason="not_a_uuid") from error


def uri_at(value: Any, identifier: UUID, where: str) -> str:
    """Return an address, or the URN of the identifier when there is none."""
    uri = one_line(_text(value, where)) or identifier.urn
    if len(uri) > LONGEST_URI:
        raise FrameworkMalformed(where=where, reason="uri_too_long")
    return uri


def line(value: Any, where: str, limit: int) -> str:
    """Return a text on one line, cut at ``limit`` characters; '' for an absent or null one."""
    return cut(one_line(_text(value, where)), limit)


def whole(value: Any, where: str) -> int | None:
    """Return a whole number written as a number or as digits; a boolean is not one."""
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
            raise FrameworkMalformed(where=where, reason="not_a_number")
        return int(value)
    except (OverflowError, ValueError) as error:  # 1e999, or thousands of digits
        raise FrameworkMalformed(where=where, reason="not_a_number") from error


def _text(value: Any, where: str) -> str:
    """Return ``value`` when it is text, '' when it is absent, else refuse."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FrameworkMalformed(where=where, reason="not_text")
    return value


def _date(value: Any, where: str) -> date | None:
    """Return the day of an ISO date or instant."""
    text = _text(value, where).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise FrameworkMalformed(where=where, reason="not_a_date") from error


def _licence(raw: dict[str, Any], where: str) -> str:
    """Return the licence's address, whether given bare or as a link with a title."""
    licence = raw.get("licenseURI")
    if isinstance(licence, dict):
        licence = licence.get("uri") or licence.get("title")
    return line(licence, where, LONGEST_TITLE)
