"""How is a CASE package read?

1EdTech CASE 1.1 (and 1.0): ``CFDocument``, flat ``CFItems``, flat ``CFAssociations``; the tree is
the ``isChildOf`` edges. Tolerant of what exporters do (nulls, URIs of entities inside packages,
missing sequence numbers, a byte order mark); strict on what cannot be kept, with the position
of the item, counted from 1.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from agir_competencies.domain.framework import Document
from agir_competencies.domain.refusals import FileUnreadable, FrameworkMalformed, FrameworkTooLarge
from agir_competencies.frameworks.case_fields import head_of, item_of
from agir_competencies.frameworks.case_tree import assemble, association_of


def read(path: Path, *, most_bytes: int, most_items: int) -> Document:
    """Return the framework in ``path``; raise a ``FrameworkRefused``. Reads the whole file."""
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    if len(content) > most_bytes:
        raise FrameworkTooLarge(unit="bytes", limit=most_bytes)
    return parse(content, most_items=most_items)


def parse(content: bytes, *, most_items: int, today: date | None = None) -> Document:
    """Return the framework in the bytes of a CASE package.

    Items whose status ended by ``today`` (the present day in UTC when untold) are retired.
    """
    package = _package(content)
    head = head_of(package)
    items = _list(package, "CFItems")
    if len(items) > most_items:
        raise FrameworkTooLarge(unit="items", limit=most_items)
    found = [item_of(raw, at, head) for at, raw in enumerate(items, start=1)]
    associations = [
        association_of(raw, at) for at, raw in enumerate(_list(package, "CFAssociations"), start=1)
    ]
    return assemble(head, found, associations, today or datetime.now(UTC).date())


def _package(content: bytes) -> dict[str, Any]:
    """Return the package as a mapping, whether bare or wrapped in ``CFPackage``."""
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise FrameworkMalformed(where=f"byte {error.start + 1}", reason="not_utf8") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FrameworkMalformed(where=where, reason="not_json") from error
    except (RecursionError, ValueError) as error:
        raise FrameworkMalformed(where="file", reason="not_json") from error
    if isinstance(whole, dict) and isinstance(whole.get("CFPackage"), dict):
        whole = whole["CFPackage"]
    if not isinstance(whole, dict) or not isinstance(whole.get("CFDocument"), dict):
        raise FrameworkMalformed(where="CFDocument", reason="missing")
    return whole


def _refuse_constant(name: str) -> None:
    """Refuse NaN and infinities, which JSON does not know."""
    raise ValueError(name)


def _list(package: dict[str, Any], name: str) -> list[Any]:
    """Return a list of the package, empty when absent or null."""
    found = package.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise FrameworkMalformed(where=name, reason="not_a_list")
    return found
