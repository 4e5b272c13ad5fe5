"""How do places come in: from INSEE's own files, or from the cut that ships with Agir?

INSEE's ``v_commune_AAAA.csv``, ``v_commune_depuis_1943.csv``, ``v_pays_territoire_AAAA.csv`` and
``v_pays_et_territoire_depuis_1943.csv`` (insee.fr/fr/information/8740222) are known by their
columns. The cut holds today's communes, their delegated, associated and municipal ones, and
countries since 1943: INSEE, code officiel géographique, 2025 and 2026, Licence Ouverte 2.0.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from django.db import transaction

from agir_certification.domain.refusals import PlacesUnreadable
from agir_certification.geography.known import COMMUNE, COUNTRY, plain
from agir_certification.models import GeographicCode

CUT: Final = "cog.csv.gz"
BATCH: Final = 1000
MOST_BYTES: Final = 50_000_000
COMMUNES: Final = ("TYPECOM", "COM", "LIBELLE")
PAST_COMMUNES: Final = ("COM", "LIBELLE", "DATE_DEBUT", "DATE_FIN")
COUNTRIES: Final = ("COG", "LIBCOG")


@dataclass(frozen=True, slots=True)
class Row:
    """A place as a file says it."""

    kind: str
    code: str
    label: str
    since: date | None = None
    until: date | None = None


def load(paths: Iterable[Path]) -> tuple[int, int]:
    """Add what the files hold, or the cut when none is named; return (read, new).

    Idempotent: a code under the same name is updated. All or nothing.
    """
    with transaction.atomic():
        read = new = 0
        for rows in _sources(list(paths)):
            for batch in _batches(rows):
                read += len(batch)
                new += _keep(batch)
        return read, new


def _sources(paths: list[Path]) -> Iterator[Iterator[Row]]:
    if not paths:
        yield shipped()
    for path in paths:
        yield from_file(path)


def shipped() -> Iterator[Row]:
    """Yield the places that ship with Agir."""
    packed = resources.files("agir_certification.geography") / CUT
    with packed.open("rb") as raw, gzip.open(raw) as file:
        for line in TextIOWrapper(file, encoding="utf-8"):
            code, _, label = line.rstrip("\n").partition(";")
            kind = COUNTRY if code.startswith("99") else COMMUNE
            yield Row(kind, code, label)


def from_file(path: Path) -> Iterator[Row]:
    """Yield the places of one of INSEE's files."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PlacesUnreadable(reason="too_large", field=path.name[:60])
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(file, path)
    except OSError as error:
        raise PlacesUnreadable(reason="file", field=path.name[:60]) from error
    except UnicodeDecodeError as error:
        raise PlacesUnreadable(reason="encoding", field=path.name[:60]) from error


def _rows(file: TextIO, path: Path) -> Iterator[Row]:
    reader = csv.DictReader(file)
    names = set(reader.fieldnames or ())
    if not (names >= set(COUNTRIES) or names >= set(PAST_COMMUNES) or names >= set(COMMUNES)):
        raise PlacesUnreadable(reason="columns", field=path.name[:60])
    for row in reader:
        found = _country(row) if "COG" in names else _commune(row)
        if len(found.code) == 5 and found.label:
            yield found


def _country(row: Mapping[str, str]) -> Row:
    days = (_day(row.get("DATE_DEBUT")), _day(row.get("DATE_FIN")))
    return Row(COUNTRY, row["COG"].strip(), row["LIBCOG"].strip()[:255], *days)


def _commune(row: Mapping[str, str]) -> Row:
    days = (_day(row.get("DATE_DEBUT")), _day(row.get("DATE_FIN")))
    return Row(COMMUNE, row["COM"].strip(), row["LIBELLE"].strip()[:255], *days)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _keep(batch: list[Row]) -> int:
    """Add the rows that are new, correct those that are not; return how many were new."""
    wanted = {(row.kind, row.code, plain(row.label)): row for row in batch}
    held = {
        (one.kind, one.code, one.plain): one
        for one in GeographicCode.objects.filter(code__in={row.code for row in batch})
    }
    new = [
        GeographicCode(
            kind=row.kind,
            code=row.code,
            label=row.label,
            plain=key[2],
            since=row.since,
            until=row.until,
        )
        for key, row in wanted.items()
        if key not in held
    ]
    changed = []
    for key, row in wanted.items():
        one = held.get(key)
        dated = row.since is not None or row.until is not None
        if one is not None and dated and (one.since, one.until) != (row.since, row.until):
            one.since, one.until = row.since, row.until
            changed.append(one)
    GeographicCode.objects.bulk_create(new)
    GeographicCode.objects.bulk_update(changed, ("since", "until"))
    return len(new)
