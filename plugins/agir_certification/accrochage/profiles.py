"""Which version of the CDC's schema does this site write and check against?

The official XSD carries no licence, so Agir ships none: an operator who downloaded the kit names
it in ``AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH``, and its ``version`` chooses the profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from lxml import etree

from agir_certification.accrochage.prologue import refuse_doctype
from agir_certification.domain.refusals import (
    DeletionUnsupported,
    ProfileUnknown,
    SchemaUnreadable,
    XmlRefused,
)
from agir_certification.domain.schema import NAMESPACE, Action, Profile

MOST_BYTES: Final = 5_000_000
XSD: Final = "{http://www.w3.org/2001/XMLSchema}schema"


@dataclass(frozen=True, slots=True)
class Official:
    """The operator's schema: its version, and what validates."""

    profile: Profile
    schema: Any


def official() -> Official | None:
    """Return the operator's schema, ``None`` when the site names none."""
    path = str(getattr(settings, "AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH", "") or "")
    return read(Path(path)) if path else None


def read(path: Path) -> Official:
    """Return the schema in a file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SchemaUnreadable(reason="too_large")
        with path.open("rb") as file:
            refuse_doctype(file)
            tree = etree.parse(file, parser())
        root = tree.getroot()
        if root.tag != XSD or root.get("targetNamespace") != NAMESPACE:
            raise SchemaUnreadable(reason="foreign")
        return Official(profile_of(root.get("version", "")), etree.XMLSchema(tree))
    except OSError as error:
        raise SchemaUnreadable(reason=error.strerror or "unreadable") from error
    except (etree.LxmlError, XmlRefused) as error:
        raise SchemaUnreadable(reason="not_xsd") from error


def profile_of(version: str) -> Profile:
    """Return the profile of a version."""
    try:
        return Profile(version)
    except ValueError:
        raise ProfileUnknown(version=version[:20]) from None


def chosen(version: str = "", found: Official | None = None) -> Profile:
    """Return the profile that was asked for, else that of the operator's schema, else 1.1.2."""
    if version:
        return profile_of(version)
    return found.profile if found else Profile.V1_1_2


def allow(action: Action, found: Official | None) -> None:
    """Refuse a deletion: what its file holds is known by the official kit alone."""
    if action is Action.SUPPRESSION and (found is None or found.profile is not Profile.V1_1_5):
        raise DeletionUnsupported


def parser() -> Any:
    """Return a parser that reads no network, no document type and no entity."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
