"""Which named checks may a passage fail, and which of them keep it back?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Check(StrEnum):
    """A check, by the code that a person sees."""

    NAME = "CPF-ID-01"
    BIRTH_DATE = "CPF-ID-02"
    SEX = "CPF-ID-03"
    BIRTHPLACE = "CPF-ID-04"
    NAME_LENGTH = "CPF-ID-05"
    CHARACTERS = "CPF-ID-06"
    AGE = "CPF-ID-07"
    CODE = "CPF-CE-01"
    SHEET = "CPF-CE-02"
    BLOCK = "CPF-CE-03"
    DATES = "CPF-DA-01"
    BEFORE_DUTY = "CPF-DA-02"
    LATE = "CPF-DA-03"
    LEVEL = "CPF-LV-01"
    SENT = "CPF-DUP-01"
    TWICE = "CPF-DUP-02"
    DEPOSITOR = "CPF-OP-01"
    PARTNER = "CPF-OP-02"
    NIR = "CPF-PII-01"
    SHAPE = "CPF-XS-01"


WARNINGS: Final = frozenset({Check.AGE, Check.LATE})


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A check that failed, and the element at fault. ``detail`` is a word, never a value."""

    check: Check
    field: str = ""
    detail: str = ""

    @property
    def keeps_back(self) -> bool:
        """Tell whether the passage may not be sent."""
        return self.check not in WARNINGS


def sendable(faults: tuple[Fault, ...]) -> bool:
    """Tell whether nothing keeps the passage back."""
    return not any(fault.keeps_back for fault in faults)
