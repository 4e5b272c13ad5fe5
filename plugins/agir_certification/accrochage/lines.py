"""What was written of each passage of a file, sealed: how is the same file written again?

A file names persons, so none lies in clear. Each line of it is sealed by the vault in the row of
its passage, and goes when the civil status goes that it was written from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final
from uuid import UUID

from agir_certification.accrochage.writing import Flux, Written, write_lines
from agir_certification.civil_status import records
from agir_certification.domain.batch import BatchErased
from agir_certification.domain.passage import Depositor, Role
from agir_certification.domain.repertoire import kind_of
from agir_certification.domain.schema import Profile
from agir_certification.models import Batch, BatchLine
from agir_platform import vault
from agir_platform.vault import VaultUnreadable

PURPOSE: Final = "agir_certification.batch_line"
CHUNK: Final = 500


def sealed(line: str, passage: object) -> str:
    """Return a line sealed for its passage; raise ``VaultKeyUnset``."""
    return vault.seal({"line": line}, purpose=PURPOSE, of=str(passage))


def flux_of(batch: Batch) -> Flux:
    """Return the identity of a file as it was made."""
    depositor = Depositor(
        batch.client_id, batch.certifier_client_id, batch.contract_id, Role(batch.role)
    )
    return Flux(batch.flux, batch.at, depositor, Profile(batch.profile))


def certification_of(batch: Batch) -> tuple[str, str]:
    """Return kind and code of the certification of a file."""
    return kind_of(batch.certification_code), batch.certification_code


def write_again(batch: Batch, file: BinaryIO) -> Written:
    """Write a file again, with the digest that it had; raise ``BatchErased`` where it has not."""
    written = write_lines(file, flux_of(batch), certification_of(batch), _opened(batch))
    if written.sha256 != batch.sha256:
        raise BatchErased
    return written


def is_whole(batch: Batch) -> bool:
    """Tell whether nothing of the file was erased."""
    return not BatchLine.objects.filter(batch=batch, sealed="").exists()


def erase_orphans(subjects: Iterable[UUID] | None = None) -> int:
    """Erase lines of whom no civil status is kept any more; return how many. Idempotent."""
    rows = BatchLine.objects.exclude(sealed="")
    if subjects is not None:
        rows = rows.filter(subject__in=list(subjects))
    several = set(rows.values_list("subject", flat=True).distinct())
    gone = several - records.recorded(several)
    return rows.filter(subject__in=gone).update(sealed="") if gone else 0


def move() -> tuple[int, int]:
    """Seal every line with the first key; return (sealed anew, not opened). May be killed."""
    done, lost = 0, 0
    rows = BatchLine.objects.exclude(sealed="")
    for key, before in list(rows.values_list("pk", "sealed")):
        try:
            after = vault.reseal(before, purpose=PURPOSE)
        except VaultUnreadable:
            lost += 1
            continue
        done += BatchLine.objects.filter(pk=key, sealed=before).update(sealed=after)
    return done, lost


def _opened(batch: Batch) -> Iterator[str]:
    rows = batch.lines.order_by("position").values_list("passage_id", "sealed")
    for passage, held in rows.iterator(chunk_size=CHUNK):
        if not held:
            raise BatchErased
        yield str(vault.unseal(held, purpose=PURPOSE, of=str(passage))["line"])
