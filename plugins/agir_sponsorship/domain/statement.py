"""What does a bank's statement say came in and went out?

CSV as French banks export it: UTF-8 (with or without a byte order mark), else Windows-1252, which
holds latin-1; semicolons, commas or tabs; ``Date``, ``Libellé``, and ``Montant`` or ``Débit`` and
``Crédit``. A line is known by its content and by which of its twins in the file it is, so that
the same statement read twice is read once and two equal transfers stay two.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.amounts import LARGEST, decimals

BYTES: Final = 5_000_000
LINES: Final = 20_000
LABEL: Final = 140
_COLUMNS: Final = {
    "day": ("date", "date operation", "date comptable", "date de l'operation", "booking date"),
    "label": ("libelle", "libelle operation", "libelle de l'operation", "label", "description"),
    "amount": ("montant", "montant eur", "amount"),
    "debit": ("debit", "debit euros", "debit eur"),
    "credit": ("credit", "credit euros", "credit eur"),
    "currency": ("devise", "currency"),
}
_AMOUNT: Final = re.compile(
    r"([+-]?)([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]{1,18})(?:[.,]([0-9]{1,3}))?"
)
_SPACES: Final = str.maketrans("\u00a0\u202f", "  ")


class StatementUnfit(DomainError):
    """No statement, or a line of it that cannot be read. Facts: ``why`` and ``line``."""

    code: ClassVar[str] = "statement_unfit"


@dataclass(frozen=True, slots=True)
class Line:
    """A movement: ``amount_minor`` > 0 came in, < 0 went out; ``key`` is a SHA-256 in hex."""

    key: str
    day: date
    label: str
    amount_minor: int
    currency: str


def read(content: bytes, currency: str) -> tuple[Line, ...]:
    """Return the movements in the file's order; nothing is read of a file with one bad line.

    ``currency`` is what a line without its own is counted in. Movements of 0 are left out.
    """
    if len(content) > BYTES:
        raise StatementUnfit(why="too_large", line=0)
    if b"\0" in content:
        raise StatementUnfit(why="not_text", line=0)
    rows = _rows(_text(content))
    columns, first = _columns(rows)
    twins: Counter[tuple[object, ...]] = Counter()
    found = []
    for number, row in enumerate(rows[first:], first + 1):
        if not any(cell.strip() for cell in row):
            continue
        said = _line(row, columns, number, currency)
        if said[2]:
            twins[said] += 1
            written = "|".join(map(str, (*said, twins[said])))
            found.append(Line(hashlib.sha256(written.encode()).hexdigest(), *said))
    return tuple(found)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise StatementUnfit(why="not_text", line=0)


def _rows(text: str) -> Sequence[list[str]]:
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(";,\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise StatementUnfit(why="not_csv", line=0) from error
    if len(rows) > LINES:
        raise StatementUnfit(why="too_many", line=LINES)
    return rows


def _columns(rows: Sequence[list[str]]) -> tuple[dict[str, int], int]:
    """Return where each column is, and the index of the first movement."""
    for index, row in enumerate(rows[:20]):
        names = [_plain(cell) for cell in row]
        found = dict(_places(names))
        if {"day", "label"} <= set(found) and (
            "amount" in found or {"debit", "credit"} <= set(found)
        ):
            return found, index + 1
    raise StatementUnfit(why="columns", line=1)


def _places(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    for key, aliases in _COLUMNS.items():
        for at, name in enumerate(names):
            if name in aliases:
                yield key, at
                break


def _plain(cell: str) -> str:
    bare = unicodedata.normalize("NFKD", cell.strip().lower())
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"[\s_()€]+", " ", kept.replace("’", "'")).strip()


def _line(
    row: Sequence[str], columns: dict[str, int], number: int, currency: str
) -> tuple[date, str, int, str]:
    cells = {key: row[at].strip() if at < len(row) else "" for key, at in columns.items()}
    money = cells.get("currency", "").upper() or currency
    places = decimals(money)
    if "amount" in cells:
        amount = _amount(cells["amount"], places, number)
    else:
        amount = abs(_amount(cells["credit"], places, number)) - abs(
            _amount(cells["debit"], places, number)
        )
    label = re.sub(r"\s+", " ", "".join(c for c in cells["label"] if c.isprintable()))[:LABEL]
    return _day(cells["day"], number), label, amount, money


def _amount(cell: str, places: int, number: int) -> int:
    bare = cell.translate(_SPACES).replace("€", "").replace("EUR", "").strip()
    if not bare:
        return 0
    found = _AMOUNT.fullmatch(bare)
    if found is None or len((found[3] or "").rstrip("0")) > places:
        raise StatementUnfit(why="amount", line=number)
    if "." in found[2] and found[3] is None:  # "1.000" is one to some and a thousand to others
        raise StatementUnfit(why="amount", line=number)
    whole = re.sub(r"\D", "", found[2])
    part = (found[3] or "")[:places].ljust(places, "0")
    value = int(whole + part)
    if value >= LARGEST:
        raise StatementUnfit(why="amount", line=number)
    return -value if found[1] == "-" else value


def _day(cell: str, number: int) -> date:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", cell)
    turned = re.fullmatch(r"([0-9]{2})[/.-]([0-9]{2})[/.-]([0-9]{4})", cell)
    try:
        if found:
            said = date(int(found[1]), int(found[2]), int(found[3]))
        elif turned:
            said = date(int(turned[3]), int(turned[2]), int(turned[1]))
        else:
            raise ValueError("neither 2026-11-27 nor 27/11/2026")
    except ValueError as error:
        raise StatementUnfit(why="date", line=number) from error
    if not 2000 <= said.year <= 2100:
        raise StatementUnfit(why="date", line=number)
    return said
