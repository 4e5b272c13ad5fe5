"""What keeps a passage back, though the CDC's schema would let it through?

Each check has a name (``faults.Check``); a passage that fails one stays out and blocks no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from agir_certification.domain.faults import Check, Fault
from agir_certification.domain.identity_checks import Places, identity_faults
from agir_certification.domain.legal_text import holds_nir, is_legal
from agir_certification.domain.passage import Depositor, Passage, Role
from agir_certification.domain.sheet import Sheet, is_block, prefix
from agir_certification.domain.working_days import months_after

DUTY_SINCE: Final = date(2021, 7, 1)
"""Certifications given before are outside the duty (certificateurs.moncompteformation.gouv.fr)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what passages are judged.

    ``sheet`` looks a code up in France compétences' data and returns ``None`` when it is not
    there; without it the register is not asked. ``months`` is the delay of article R6113-17-2.
    """

    today: date
    months: int = 3
    blocks_allowed: bool = False
    sheet: Callable[[str], Sheet | None] | None = None
    places: Places = field(default_factory=Places)


def check(passage: Passage, terms: Terms, *, username: str = "") -> tuple[Fault, ...]:
    """Return what is wrong with a passage, warnings among them, in the order of their codes."""
    found = [
        *identity_faults(passage.holder, terms.today, username=username, places=terms.places),
        *_of_code(passage, terms),
        *_of_dates(passage, terms),
        *_of_levels(passage),
        *_of_texts(passage),
    ]
    return tuple(sorted(set(found)))


def depositor_faults(depositor: Depositor) -> tuple[Fault, ...]:
    """Return what is wrong with who deposits: nothing can be sent while anything is."""
    found = []
    if depositor.role is Role.TRAINING_PARTNER:
        found.append(Fault(Check.PARTNER, "natureDeposant", "partner"))
    for text in (depositor.client_id, depositor.certifier_client_id):
        if len(text) != 8 or not text.isalnum() or not text.isascii():
            found.append(Fault(Check.DEPOSITOR, "idClient", "length"))
    contract = depositor.contract_id
    if not contract.strip() or len(contract) > 20 or not is_legal(contract):
        found.append(Fault(Check.DEPOSITOR, "idContrat", "length"))
    if depositor.role is Role.CERTIFIER and depositor.client_id != depositor.certifier_client_id:
        found.append(Fault(Check.DEPOSITOR, "idClient", "not_own"))
    return tuple(sorted(set(found)))


def _of_code(passage: Passage, terms: Terms) -> Iterator[Fault]:
    kind, code = passage.kind, passage.code
    if is_block(code):
        if not terms.blocks_allowed:
            yield Fault(Check.BLOCK, "code", "block")
        if kind != "RNCP":
            yield Fault(Check.CODE, "type", "prefix")
        return
    if prefix(code) is None:
        yield Fault(Check.CODE, "code", "form")
    elif prefix(code) != kind:
        yield Fault(Check.CODE, "type", "prefix")
    elif terms.sheet is not None:
        found = terms.sheet(code)
        if found is None:
            yield Fault(Check.SHEET, "code", "unknown")
        elif not found.may_be_given(passage.given_on):
            yield Fault(Check.SHEET, "code", "inactive")


def _of_dates(passage: Passage, terms: Terms) -> Iterator[Fault]:
    exam, given = passage.exam, passage.given_on
    if passage.valid_until is not None and passage.valid_until < passage.valid_from:
        yield Fault(Check.DATES, "dateFinValidite", "before_start")
    if exam.start and exam.end and exam.end < exam.start:
        yield Fault(Check.DATES, "dateFinExamen", "before_start")
    if exam.start and passage.valid_from < exam.start:
        yield Fault(Check.DATES, "dateDebutValidite", "before_exam")
    if given > terms.today:
        yield Fault(Check.DATES, "dateDebutValidite", "future")
    elif given < DUTY_SINCE:
        yield Fault(Check.BEFORE_DUTY, "dateDebutValidite", "before_duty")
    elif terms.today > months_after(given, terms.months):
        yield Fault(Check.LATE, "dateDebutValidite", "late")


def _of_levels(passage: Passage) -> Iterator[Fault]:
    if passage.has_language_level != (passage.language_level is not None):
        yield Fault(Check.LEVEL, "niveauLangueEuropeen", "flag")
    digital = passage.digital_level
    reached = digital is not None and (digital.score is not None or bool(digital.results))
    if passage.has_digital_level != reached:
        yield Fault(Check.LEVEL, "niveauNumeriqueEuropeen", "flag")


def _of_texts(passage: Passage) -> Iterator[Fault]:
    texts = (
        ("idTechnique", passage.technical_id),
        ("urlPreuve", passage.proof_url),
        ("libelleOption", passage.option),
        ("codePostalCentreExamen", passage.exam.postal_code),
        ("scoring", passage.score),
        ("verbatim", passage.comment),
        ("commentairesMEN", passage.education_comment),
    )
    for name, text in texts:
        if text is None:
            continue
        if not text.strip():
            yield Fault(Check.SHAPE, name, "blank")
        if not is_legal(text):
            yield Fault(Check.CHARACTERS, name, "control")
        if name not in {"idTechnique", "urlPreuve"} and holds_nir(text):
            yield Fault(Check.NIR, name, "nir")
