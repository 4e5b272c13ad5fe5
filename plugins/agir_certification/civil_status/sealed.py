"""How does a civil status become a sealed record, and come back?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from agir_certification.domain.civil_status import Birthplace, CivilStatus, Sex
from agir_certification.models import CivilStatusRecord
from agir_platform import vault
from agir_platform.vault import VaultUnreadable

PURPOSE: Final = "agir_certification.civil_status"
NIR_PURPOSE: Final = "agir_certification.nir"
_PLACE: Final = ("cog", "postal_code", "city", "country")
_PERSON: Final = (
    "birth_name", "first_name", "birth_year", "birth_month", "birth_day", "usual_name",
    "second_name", "third_name",
)  # fmt: skip


def values(status: CivilStatus) -> dict[str, Any]:
    """Return the values of a civil status, in words that ``json`` writes."""
    told: dict[str, Any] = {name: getattr(status, name) for name in _PERSON}
    told["sex"] = status.sex.value if status.sex else None
    told["birthplace"] = {name: getattr(status.birthplace, name) for name in _PLACE}
    return told


def status_of(told: Mapping[str, Any]) -> CivilStatus:
    """Return the civil status that ``values`` was given."""
    person = {name: told[name] for name in _PERSON}
    sex = Sex(told["sex"]) if told["sex"] else None
    return CivilStatus(**person, sex=sex, birthplace=Birthplace(**told["birthplace"]))


def seal(status: CivilStatus, subject: object) -> str:
    """Return the sealed text of a civil status; raise ``VaultKeyUnset``."""
    return vault.seal(values(status), purpose=PURPOSE, of=str(subject))


def unseal(row: CivilStatusRecord) -> CivilStatus:
    """Return the civil status of a row; raise ``VaultUnreadable``, ``VaultKeyUnset``."""
    return status_of(vault.unseal(row.sealed, purpose=PURPOSE, of=str(row.subject)))


def seal_nir(nir: str, subject: object) -> str:
    """Return the sealed text of a NIR."""
    return vault.seal({"nir": nir}, purpose=NIR_PURPOSE, of=str(subject))


def unseal_nir(row: CivilStatusRecord) -> str:
    """Return the NIR of a row, '' where there is none."""
    if not row.nir:
        return ""
    return str(vault.unseal(row.nir, purpose=NIR_PURPOSE, of=str(row.subject))["nir"])


def move() -> tuple[int, int]:
    """Seal every row with the first key; return (sealed anew, not opened). May be killed."""
    done, lost = 0, 0
    for key in list(CivilStatusRecord.objects.values_list("pk", flat=True)):
        row = CivilStatusRecord.objects.get(pk=key)
        before = (row.sealed, row.nir)
        try:
            row.sealed = vault.reseal(row.sealed, purpose=PURPOSE)
            row.nir = vault.reseal(row.nir, purpose=NIR_PURPOSE) if row.nir else ""
        except VaultUnreadable:
            lost += 1
            continue
        # Unless the learner corrected it meanwhile: that was sealed with the first key already.
        done += CivilStatusRecord.objects.filter(pk=key, sealed=before[0], nir=before[1]).update(
            sealed=row.sealed, nir=row.nir
        )
    return done, lost
