"""Which places are there, by code and by what somebody types?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from agir_certification.domain.identity_checks import Places
from agir_certification.models import GeographicCode
from agir_kernel.searching import plain as bare

COMMUNE, COUNTRY = "commune", "country"
FEWEST, MOST, LONGEST = 2, 20, 60
LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


@dataclass(frozen=True, slots=True)
class Place:
    """A commune or a country; ``until`` is the first day on which it was no longer."""

    kind: str
    code: str
    label: str
    until: date | None


def plain(text: str) -> str:
    """Return a name as it is compared: no accents, case, hyphens or apostrophes."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare(text.translate(LIGATURES))).split())


def search(typed: str, kind: str = "") -> list[Place]:
    """Return at most twenty places whose name or code begins so; exact names come first.

    Fewer than two letters find nothing. One SELECT.
    """
    words = plain(typed[:LONGEST])
    if len(words) < FEWEST:
        return []
    rows = GeographicCode.objects.all()
    if kind in {COMMUNE, COUNTRY}:
        rows = rows.filter(kind=kind)
    code = words.replace(" ", "").upper()
    looks_like_code = len(code) == 5 and code[0].isdigit()
    rows = rows.filter(code=code) if looks_like_code else rows.filter(plain__startswith=words)
    found = rows.order_by("plain", "code")[:MOST]
    return [Place(row.kind, row.code, row.label, row.until) for row in found]


def named(code: str) -> Place | None:
    """Return the place of a code, by its latest name."""
    rows = list(GeographicCode.objects.filter(code=code))
    if not rows:
        return None
    row = max(rows, key=lambda one: (one.until is None, one.until or date.min, one.pk))
    return Place(row.kind, row.code, row.label, row.until)


def places() -> Places:
    """Return the codes that the site knows, to check civil status by. Two SELECTs at most.

    A commune is refused by the list alone when the site holds those that are no longer: people
    were born there.
    """
    rows = GeographicCode.objects.values_list("kind", "code", "until")
    communes, countries, has_past = set(), set(), False
    for kind, code, until in rows.iterator(5000):
        if kind == COUNTRY:
            countries.add(code)
        else:
            communes.add(code)
            has_past = has_past or until is not None
    return Places(
        communes.__contains__ if has_past else None,
        countries.__contains__ if countries else None,
    )
