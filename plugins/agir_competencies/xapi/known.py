"""What is a competency called outside? Remembered by each process, so that no event asks for it."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from agir_competencies.models import Competency

MOST: Final = 20_000
LONGEST: Final = 500
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A competency as statements name it. ``iri`` and ``framework`` are absolute IRIs."""

    identifier: UUID
    iri: str
    label: str
    language: str
    framework: str


_kept: OrderedDict[UUID, Named] = OrderedDict()
_lock = Lock()


def named(identifiers: Iterable[UUID]) -> dict[UUID, Named]:
    """Return what these competencies are called; one SELECT for those this process never met."""
    wanted = set(identifiers)
    with _lock:
        found = {one: _kept[one] for one in wanted & _kept.keys()}
    absent = wanted - found.keys()
    if absent:
        rows = Competency.objects.filter(identifier__in=absent).select_related("framework")
        met = {row.identifier: _named(row) for row in rows}
        found |= met
        with _lock:
            _kept.update(met)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return found


def forget() -> None:
    """Forget everything; for tests."""
    with _lock:
        _kept.clear()


def _named(row: Competency) -> Named:
    framework = row.framework
    return Named(
        identifier=row.identifier,
        iri=_iri(row.uri, row.identifier),
        label=str(row)[:LONGEST],
        language=row.language or framework.language or "und",
        framework=_iri(framework.uri, framework.identifier),
    )


def _iri(uri: str, identifier: UUID) -> str:
    """Return ``uri`` where it is absolute, else the identifier as a URN."""
    return uri if _IRI.fullmatch(uri) else identifier.urn
