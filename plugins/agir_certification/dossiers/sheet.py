"""How is a file of dossiers read?

CSV, by commas or semicolons, UTF-8 (with or without mark) or Windows-1252, with a line of names.
Days are ``2026-11-23`` or ``23/11/2026``, amounts in euros (``1290`` or ``1 290,00``), states the
words of the life cycle or the portal's French labels. All lines are right or nothing is recorded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from agir_certification.domain.dossier import DossierState, ensure_number, ensure_word
from agir_certification.dossiers.telling import Told
from agir_kernel.errors import DomainError

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_LINES: Final = 10_000
ALIASES: Final = {
    "numero_dossier": "external_id",
    "etat": "state",
    "date_etat": "state_on",
    "montant": "amount",
    "debut": "starts_on",
    "fin": "ends_on",
    "prerequis": "prerequisites",
}
NEEDED: Final = ("external_id", "state", "state_on")
LABELS: Final = {
    "à traiter": DossierState.NOT_PROCESSED,
    "validé": DossierState.VALIDATED,
    "instruction france travail": DossierState.WAITING_ACCEPTATION,
    "accepté": DossierState.ACCEPTED,
    "en formation": DossierState.IN_TRAINING,
    "sortie de formation": DossierState.TERMINATED,
    "service fait déclaré": DossierState.SERVICE_DONE_DECLARED,
    "service fait validé": DossierState.SERVICE_DONE_VALIDATED,
    "annulé par le titulaire": DossierState.CANCELED_BY_ATTENDEE,
    "annulé par l’organisme": DossierState.CANCELED_BY_ORGANISM,
    "annulé par le financeur": DossierState.CANCELED_BY_FINANCER,
    "refusé par le titulaire": DossierState.REFUSED_BY_ATTENDEE,
    "refusé par l’organisme": DossierState.REFUSED_BY_ORGANISM,
    "refusé par le financeur": DossierState.REFUSED_BY_FINANCER,
    "sans suite": DossierState.REJECTED,
}
_YES: Final = frozenset({"1", "oui", "yes", "true", "vrai"})
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class DossierFileUnreadable(DomainError):
    """The file as a whole cannot be read (``reason``: size, lines, text, columns)."""

    code: ClassVar[str] = "dossier_file_unreadable"


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that cannot be taken in: its number in the file (the names are 1) and the field."""

    number: int
    field: str


def read(content: bytes) -> tuple[list[Told], list[LineFault]]:
    """Return what each line says, and what is wrong; raise ``DossierFileUnreadable``."""
    told: list[Told] = []
    faults: list[LineFault] = []
    for number, line in _lines(content):
        fault, one = _told(line)
        if one is None:
            faults.append(LineFault(number, fault))
        else:
            told.append(one)
    return told, faults


def _lines(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    if len(content) > MOST_BYTES:
        raise DossierFileUnreadable(reason="size", limit=MOST_BYTES)
    text = _text(content)
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") >= head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        names = [_name(name) for name in reader.fieldnames or ()]
    except csv.Error:
        raise DossierFileUnreadable(reason="text") from None
    if missing := [name for name in NEEDED if name not in names]:
        raise DossierFileUnreadable(reason="columns", field=missing[0])
    reader.fieldnames = names
    try:
        for count, line in enumerate(reader, start=1):
            if count > MOST_LINES:
                raise DossierFileUnreadable(reason="lines", limit=MOST_LINES)
            yield reader.line_num, {name: (line.get(name) or "").strip() for name in names}
    except csv.Error:
        raise DossierFileUnreadable(reason="text") from None


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise DossierFileUnreadable(reason="text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _name(name: str) -> str:
    plain = name.strip().lower().replace(" ", "_").translate(str.maketrans("éèê", "eee"))
    return ALIASES.get(plain, plain)


def _told(line: Mapping[str, str]) -> tuple[str, Told | None]:
    """Return the field that is wrong and ``None``, or '' and what the line says."""
    field = ""
    try:
        field = "external_id"
        number = ensure_number(line["external_id"])
        field = "state"
        state = ensure_word(_state(line["state"]))
        field = "state_on"
        on = _day(line["state_on"])
        if on is None:
            return field, None
        field = "starts_on"
        starts_on = _day(line.get("starts_on", ""))
        field = "ends_on"
        ends_on = _day(line.get("ends_on", ""))
        field = "amount"
        amount = _cents(line.get("amount", ""))
    except (DomainError, ValueError, ArithmeticError):  # 1e999999 is a figure, a hundredfold not
        return field, None
    told = line.get("prerequisites", "").lower()
    return "", Told(
        external_id=number, state=state, on=on, action=line.get("action", ""),
        certification_code=line.get("certification", ""), starts_on=starts_on, ends_on=ends_on,
        amount_minor=amount, has_prerequisites=told in _YES if told else None,
    )  # fmt: skip


def _state(text: str) -> str:
    label = LABELS.get(" ".join(text.lower().replace("'", "’").split()))
    return label.value if label else text


def _day(text: str) -> date | None:
    if not text:
        return None
    if found := _DAY.fullmatch(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(text)


def _cents(text: str) -> int | None:
    plain = re.sub(r"[\s€\u00a0\u202f]", "", text).replace(",", ".")
    if not plain:
        return None
    cents = Decimal(plain) * 100
    if not cents.is_finite() or cents != cents.to_integral_value() or not 0 <= cents < 10**12:
        raise ValueError
    return int(cents)
