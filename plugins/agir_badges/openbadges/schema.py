"""Is this document shaped as an Open Badge? Our own JSON Schema 2020-12, kept here as data.

It is written from the tables of Open Badges 3.0 and of the VC Data Model 2.0; the schemas that a
credential names in ``credentialSchema`` are never fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, ClassVar, Final

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from agir_badges.openbadges import contexts
from agir_kernel.errors import DomainError

FOLDER: Final = "agir_badges.openbadges.schemas"
_OLD: Final = re.compile(r"https?://(w3id\.org/openbadges|openbadgespec\.org)\b")
_LISTED: Final = 20  # faults of one document that are looked at


class TypeWrong(DomainError):
    """A document, or a part of one, that does not say it is what stands there; ``where``."""

    code: ClassVar[str] = "type_wrong"


class ShapeWrong(DomainError):
    """A member that is missing or not of its form; ``where`` names it."""

    code: ClassVar[str] = "shape_wrong"


class ContextMissing(DomainError):
    """A document whose first context is no credential's, or that lacks that of Open Badges."""

    code: ClassVar[str] = "context_missing"


class ContextOld(DomainError):
    """A badge of Open Badges 1 or 2."""

    code: ClassVar[str] = "badge_too_old"


def check_contexts(document: dict[str, Any]) -> None:
    """Raise ``ContextUnknown``, ``ContextMissing`` or ``ContextOld`` for its contexts.

    A context written inside the document could give its words any meaning: it counts as unknown.
    """
    named = list(_contexts_of(document))
    if any(isinstance(one, str) and _OLD.match(one) for one in named):
        raise ContextOld
    for one in named:
        if not isinstance(one, str):
            raise contexts.ContextUnknown("a context of its own", url="")
        if one not in contexts.known():
            raise contexts.ContextUnknown("not bundled", url=one[:200])
    own = _listed(document.get("@context"))
    if not own or own[0] not in (contexts.VC2, contexts.VC1):
        raise ContextMissing("not a credential's context first")


def check_badge(document: dict[str, Any]) -> None:
    """Raise ``ContextMissing``, ``TypeWrong`` or ``ShapeWrong`` when it is no Open Badge 3.0."""
    if contexts.OB3_ANY.isdisjoint(_listed(document.get("@context"))):
        raise ContextMissing("not a badge's context")
    faults = list(islice(_validator().iter_errors(document), _LISTED))
    # A wrong type tells more than what is missing for it, and the outermost fault most of all.
    for fault in sorted(faults, key=lambda one: (not _is_of_type(one), len(one.absolute_path))):
        refusal = TypeWrong if _is_of_type(fault) else ShapeWrong
        raise refusal(where=_where(fault))


def moment(text: str) -> datetime:
    """Return an ``xsd:dateTimeStamp``; ``ValueError`` when it is none that a calendar has."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("without a zone")
    return found


@cache
def _validator() -> Draft202012Validator:
    source = json.loads(files(FOLDER).joinpath("achievement-credential.json").read_bytes())
    formats = FormatChecker(formats=())
    formats.checks("moment", raises=ValueError)(_is_moment)
    return Draft202012Validator(source, format_checker=formats)


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or moment(value) is not None


def _is_of_type(fault: ValidationError) -> bool:
    """Tell whether the fault is a missing or a wrong ``type``."""
    path = list(fault.absolute_path)
    if path and "type" in path[-2:]:
        return True
    return bool(fault.validator == "required" and fault.message.startswith("'type'"))


def _where(fault: ValidationError) -> str:
    """Return the place of a fault as the document's own member names, at most 200 characters."""
    path = [str(one) for one in fault.absolute_path if not isinstance(one, int)]
    if fault.validator == "required" and isinstance(fault.instance, dict):
        path += [one for one in fault.validator_value if one not in fault.instance][:1]
    return ".".join(path)[:200]


def _contexts_of(document: dict[str, Any]) -> Iterable[object]:
    """Yield every context that a document names, at whatever depth."""
    waiting: list[object] = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from _listed(one.get("@context", []))
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
