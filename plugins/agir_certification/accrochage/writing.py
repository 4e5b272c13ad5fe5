"""How is a file of accrochage written, a passage at a time?

The same flux and the same passages give the same bytes: a file that was lost can be made again
and its digest compared. One passage a line, so that a line number names one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import BinaryIO, Final
from uuid import uuid4
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from agir_certification.domain.checks import depositor_faults
from agir_certification.domain.elements import item_of
from agir_certification.domain.faults import Check
from agir_certification.domain.passage import NATURES, Depositor, Passage
from agir_certification.domain.refusals import (
    DeletionUnsupported,
    DepositorMalformed,
    DepositorMayNot,
    DepositTooLarge,
    NothingToDeposit,
)
from agir_certification.domain.schema import (
    MOST_BYTES,
    MOST_PASSAGES,
    NAMESPACE,
    XSI,
    Action,
    Profile,
)
from agir_certification.domain.shape import Item

PARIS: Final = ZoneInfo("Europe/Paris")
OPENING: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<cpf:flux xmlns:cpf="{NAMESPACE}" xmlns:xsi="{XSI}">'
)
CERTIFICATIONS_CLOSED: Final = "</cpf:passageCertifications></cpf:certification>"
Groups = Iterable[tuple[tuple[str, str], Iterable[str]]]
"""Lines of passages by the kind and code of their certification."""

CLOSING: Final = (
    "</cpf:certifications></cpf:certificateur></cpf:certificateurs></cpf:emetteur></cpf:flux>\n"
)


@dataclass(frozen=True, slots=True)
class Flux:
    """One file: its identifier (1 to 50 characters), its moment (aware), who deposits, how."""

    identifier: str
    at: datetime
    depositor: Depositor
    profile: Profile = Profile.V1_1_2
    action: Action = Action.CREATION


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: passages, bytes, and the SHA-256 of the file in hexadecimal."""

    passages: int
    size: int
    sha256: str


def new_identifier() -> str:
    """Return an identifier that no other file has."""
    return str(uuid4())


def stamp(at: datetime) -> str:
    """Return a moment as the schema asks: Paris time with seconds and offset."""
    return at.astimezone(PARIS).isoformat(timespec="seconds")


def file_name(flux: Flux) -> str:
    """Return an ASCII name that no other file has: the moment in Paris, and the identifier."""
    moment = flux.at.astimezone(PARIS).strftime("%Y%m%d-%H%M%S")
    plain = "".join(one for one in flux.identifier if one.isascii() and one.isalnum())
    return f"agir-cpf-{moment}-{plain[:12].lower()}.xml"


def write(file: BinaryIO, flux: Flux, passages: Iterable[Passage]) -> Written:
    """Write passages that were found sendable, and return what stands in the file.

    Passages of one certification must follow each other. Memory does not grow with their number.
    A refusal leaves a file that must be thrown away.
    """
    groups = groupby(passages, key=lambda one: (one.kind, one.code))
    return _written(
        file, flux, ((key, (serialised(item_of(one)) for one in group)) for key, group in groups)
    )


def write_lines(
    file: BinaryIO, flux: Flux, certification: tuple[str, str], lines: Iterable[str]
) -> Written:
    """Write lines that ``serialised`` made, all of one certification (its kind and code)."""
    return _written(file, flux, ((certification, lines),))


def _written(file: BinaryIO, flux: Flux, groups: Groups) -> Written:
    ensure_depositor(flux)
    digest, size = hashlib.sha256(), 0
    count = 0
    for piece, passed in _pieces(flux, groups):
        count += passed
        size += len(piece)
        if count > MOST_PASSAGES:
            raise DepositTooLarge(unit="passages", limit=MOST_PASSAGES)
        if size > MOST_BYTES:
            raise DepositTooLarge(unit="bytes", limit=MOST_BYTES)
        digest.update(piece)
        file.write(piece)
    if not count:
        raise NothingToDeposit(refused=0)
    return Written(count, size, digest.hexdigest())


def ensure_depositor(flux: Flux) -> None:
    """Raise ``DepositorMayNot``, ``DepositorMalformed``, ``DeletionUnsupported``."""
    if flux.action is not Action.CREATION:
        raise DeletionUnsupported
    for fault in depositor_faults(flux.depositor):
        if fault.check is Check.PARTNER:
            raise DepositorMayNot
        raise DepositorMalformed(field=fault.field)


def _pieces(flux: Flux, groups: Groups) -> Iterator[tuple[bytes, int]]:
    """Yield bytes, and how many passages they end."""
    yield _head(flux).encode(), 0
    nature = NATURES[flux.depositor.role]
    for (kind, code), lines in groups:
        head = _text("type", kind) + _text("code", code) + _text("natureDeposant", nature)
        yield f"<cpf:certification>{head}<cpf:passageCertifications>\n".encode(), 0
        for line in lines:
            yield f"{line}\n".encode(), 1
        yield CERTIFICATIONS_CLOSED.encode(), 0
    yield CLOSING.encode(), 0


def _head(flux: Flux) -> str:
    depositor = flux.depositor
    action = _text("action", flux.action) if flux.profile is Profile.V1_1_5 else ""
    return "".join(
        (
            OPENING,
            _text("idFlux", flux.identifier),
            _text("horodatage", stamp(flux.at)),
            action,
            f"<cpf:emetteur>{_text('idClient', depositor.client_id)}",
            "<cpf:certificateurs><cpf:certificateur>",
            _text("idClient", depositor.certifier_client_id),
            _text("idContrat", depositor.contract_id),
            "<cpf:certifications>",
        )
    )


def serialised(item: Item) -> str:
    """Return an element as XML, with the prefix that ``flux`` declares."""
    if item.nil:
        return f'<cpf:{item.name} xsi:nil="true"/>'
    if item.children is None:
        return _text(item.name, item.text or "")
    inner = "".join([serialised(child) for child in item.children])
    return f"<cpf:{item.name}>{inner}</cpf:{item.name}>"


def _text(name: str, text: str) -> str:
    return f"<cpf:{name}>{escape(text)}</cpf:{name}>"
