"""What CASE 1.1 asks of what is written: the fields of each entity, required and allowed.

Facts of the 1EdTech CASE Service Information Model 1.1, in our own table. ``faults`` names every
breach with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

KINDS = {"isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo",
         "replacedBy", "exemplar", "hasSkillLevel", "isTranslationOf"}  # fmt: skip
TEXT, UUIDS, MOMENT, DAY, ADDRESS, NUMBER, KIND, FREE = (
    "text", "uuid", "moment", "day", "address", "number", "kind", "free"
)  # fmt: skip
NAMED = {"identifier!": UUIDS, "uri!": ADDRESS, "lastChangeDateTime!": MOMENT}
LINK = {"title!": TEXT, "identifier!": UUIDS, "uri!": ADDRESS}
NODE = {"title!": TEXT, "identifier!": TEXT, "uri!": FREE, "targetType": TEXT}
TITLED = NAMED | {"title!": TEXT, "description": TEXT}
DOCUMENT = NAMED | {
    "creator!": TEXT, "title!": TEXT, "caseVersion": TEXT, "frameworkType": TEXT,
    "officialSourceURL": ADDRESS, "publisher": TEXT, "description": TEXT, "subject": [TEXT],
    "subjectURI": [LINK], "language": TEXT, "version": TEXT, "adoptionStatus": TEXT,
    "statusStartDate": DAY, "statusEndDate": DAY, "licenseURI": LINK, "notes": TEXT,
    "extensions": FREE,
}  # fmt: skip
ITEM = NAMED | {
    "fullStatement!": TEXT, "alternativeLabel": TEXT, "CFItemType": TEXT,
    "humanCodingScheme": TEXT, "listEnumeration": TEXT, "abbreviatedStatement": TEXT,
    "conceptKeywords": [TEXT], "conceptKeywordsURI": LINK, "notes": TEXT, "subject": [TEXT],
    "subjectURI": [LINK], "language": TEXT, "educationLevel": [TEXT], "CFItemTypeURI": LINK,
    "licenseURI": LINK, "statusStartDate": DAY, "statusEndDate": DAY, "extensions": FREE,
}  # fmt: skip
ASSOCIATION = NAMED | {
    "associationType!": KIND, "sequenceNumber": NUMBER, "originNodeURI!": NODE,
    "destinationNodeURI!": NODE, "CFAssociationGroupingURI": LINK, "notes": TEXT,
    "extensions": FREE,
}  # fmt: skip
ITEM_TYPE = TITLED | {"description!": TEXT, "hierarchyCode!": TEXT, "typeCode": TEXT}
LICENCE = TITLED | {"licenseText!": TEXT}
PLACED = TITLED | {"hierarchyCode!": TEXT, "extensions": FREE}
CRITERION = NAMED | {"category": TEXT, "description": TEXT, "CFItemURI": LINK, "weight": FREE,
                     "position": NUMBER, "rubricId": UUIDS}  # fmt: skip
RUBRIC = NAMED | {"title": TEXT, "description": TEXT, "CFRubricCriteria": [CRITERION]}
PACKAGE = {
    "CFDocument!": DOCUMENT, "CFItems": [ITEM], "CFAssociations": [ASSOCIATION],
    "CFDefinitions": {"CFItemTypes": [ITEM_TYPE], "CFLicenses": [LICENCE],
                      "CFConcepts": [PLACED | {"keywords": TEXT}], "CFSubjects": [PLACED]},
    "CFRubrics": [RUBRIC], "extensions": FREE,
}  # fmt: skip
# An entity that is answered alone names what it is a part of; one in a package must not.
DOCUMENT_ALONE = DOCUMENT | {"CFPackageURI!": LINK}
ITEM_ALONE = ITEM | {"CFDocumentURI!": LINK}
ASSOCIATION_ALONE = ASSOCIATION | {"CFDocumentURI": LINK}


def faults(found: Any, rule: Any, at: str = "") -> list[str]:
    """Return what is wrong with ``found``, and where."""
    return list(_faults(found, rule, at))


def _faults(found: Any, rule: Any, at: str) -> Iterator[str]:
    if isinstance(rule, list):
        if not isinstance(found, list):
            yield f"{at}: no list"
            return
        for place, one in enumerate(found):
            yield from _faults(one, rule[0], f"{at}[{place}]")
    elif isinstance(rule, dict):
        yield from _object(found, rule, at)
    elif rule == NUMBER:
        if isinstance(found, bool) or not isinstance(found, int):
            yield f"{at}: no whole number"
    elif rule != FREE and not isinstance(found, str):
        yield f"{at}: no text"
    elif rule != FREE and not _is(found, rule):
        yield f"{at}: no {rule}: {found}"


def _object(found: Any, rule: dict[str, Any], at: str) -> Iterator[str]:
    if not isinstance(found, dict):
        yield f"{at}: no object"
        return
    rules = {name.rstrip("!"): one for name, one in rule.items()}
    for name in rule:
        if name.endswith("!") and name[:-1] not in found:
            yield f"{at}.{name[:-1]}: missing"
    for name, value in found.items():
        if name not in rules:
            yield f"{at}.{name}: not allowed"
        elif value is None:
            yield f"{at}.{name}: null"
        else:
            yield from _faults(value, rules[name], f"{at}.{name}")


def _is(text: str, rule: str) -> bool:
    try:
        return READINGS[rule](text)
    except ValueError:
        return False


READINGS: dict[str, Callable[[str], bool]] = {
    TEXT: lambda text: True,
    KIND: lambda text: text in KINDS or re.fullmatch(r"ext:[A-Za-z0-9._-]+", text) is not None,
    ADDRESS: lambda text: re.fullmatch(r"https?://\S+", text) is not None,
    UUIDS: lambda text: str(UUID(text)) == text,
    DAY: lambda text: bool(date.fromisoformat(text)),
    MOMENT: lambda text: text.endswith("Z") and bool(datetime.fromisoformat(text)),
}
