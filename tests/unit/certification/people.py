"""Persons who do not exist, and what they obtained."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from agir_certification.accrochage import profiles
from agir_certification.accrochage.profiles import Official
from agir_certification.accrochage.writing import Flux
from agir_certification.domain.checks import Terms
from agir_certification.domain.civil_status import Birthplace, CivilStatus, Sex
from agir_certification.domain.passage import Depositor, Passage
from agir_certification.domain.schema import Profile

XSD = Path(__file__).resolve().parents[4] / "shared/data/cpf/cpf-accrochage-1.1.2.xsd"
TODAY = date(2026, 11, 23)
TERMS = Terms(TODAY)
DEPOSITOR = Depositor("12ABC345", "12ABC345", "MCFCER000123")
PERSON = CivilStatus(
    birth_name="Durand-Lévy",
    first_name="Élodie",
    birth_year=1988,
    birth_month=2,
    birth_day=29,
    sex=Sex.F,
    birthplace=Birthplace(cog="2A004", city="Ajaccio"),
    usual_name="Durand",
)


def passage(number: int = 1, *, person: Any = None, **changes: Any) -> Passage:
    """Return a passage that may be sent; ``person`` are changes of the holder."""
    holder = changes.pop("holder", None) or replace(
        PERSON, **({"birth_year": 1950 + number % 50} | {"birth_day": 28} | (person or {}))
    )
    plain = Passage(
        technical_id=f"2026-{number:06d}",
        kind="RS",
        code="RS5695",
        holder=holder,
        valid_from=date(2026, 10, 30),
    )
    return replace(plain, **changes)


def flux(**changes: Any) -> Flux:
    """Return a file's identity."""
    at = datetime(2026, 11, 23, 19, 50, tzinfo=UTC)
    return replace(Flux("flux-0001", at, DEPOSITOR, Profile.V1_1_2), **changes)


def official() -> Official:
    """Return the CDC's schema 1.1.2, or leave the test saying why."""
    if not XSD.exists():
        pytest.skip("the CDC's schema 1.1.2 is not on this machine, and may not be shipped")
    return profiles.read(XSD)
