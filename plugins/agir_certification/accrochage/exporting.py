"""How does a file of records become a file to deposit, without a platform and without waiting?

A passage that is kept back is told and stays out; the others go. The file appears whole or not at
all, readable by its owner alone: it names persons.
"""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from agir_certification.accrochage import records
from agir_certification.accrochage.writing import Flux, Written, write
from agir_certification.domain.checks import Terms
from agir_certification.domain.faults import Fault, sendable
from agir_certification.domain.passage import Passage
from agir_certification.domain.refusals import NothingToDeposit
from agir_certification.domain.sifting import Seen, judged

STALE_SECONDS: Final = 3600
Told = Callable[[int, str, tuple[Fault, ...]], None]
"""Hears of a record: its line, our identifier, its faults (warnings among them)."""


@dataclass(slots=True)
class Exported:
    """What became of records: sent, kept back, sent with a warning."""

    written: Written | None = None
    kept_back: int = 0
    warned: int = 0
    codes: list[str] = field(default_factory=list)


def export(
    path: Path,
    output: Path,
    flux: Flux,
    terms: Terms,
    told: Told,
    *,
    only: Collection[str] | None = None,
) -> Exported:
    """Write the passages of ``path`` that may be sent to ``output``.

    ``only`` names the technical identifiers to take. The file of records is read once for each
    certification in it, and once more: passages of one certification must follow each other.
    """
    done = Exported()
    groups = sorted(_groups(path, only, told, done))
    done.codes = [code for _, code in groups]
    seen = Seen.nothing()

    def passages() -> Iterator[Passage]:
        for group in groups:
            for record in records.read(path):
                passage = record.passage
                if passage is None or (passage.kind, passage.code) != group:
                    continue
                if only is not None and passage.technical_id not in only:
                    continue
                faults = judged(passage, terms, flux.profile, seen)
                if faults:
                    told(record.line, record.technical_id, faults)
                if sendable(faults):
                    done.warned += bool(faults)
                    yield passage
                else:
                    done.kept_back += 1

    try:
        done.written = deposit(output, flux, passages())
    except NothingToDeposit:
        raise NothingToDeposit(refused=done.kept_back) from None
    return done


def _groups(
    path: Path, only: Collection[str] | None, told: Told, done: Exported
) -> set[tuple[str, str]]:
    """Return the certifications of a file, and tell of records that hold no passage."""
    found = set()
    for record in records.read(path):
        if only is not None and record.technical_id not in only:
            continue
        if record.passage is not None:
            found.add((record.passage.kind, record.passage.code))
        else:
            told(record.line, record.technical_id, record.faults)
            done.kept_back += 1
    return found


def deposit(output: Path, flux: Flux, passages: Iterable[Passage]) -> Written:
    """Write the passages to a file that is whole or not there."""
    return whole(output, lambda file: write(file, flux, passages))


def whole(output: Path, put: Callable[[BinaryIO], Written]) -> Written:
    """Let ``put`` write under another name, then give the file its own: it is whole or not there.

    A draft that a kill left behind goes with the next try, an hour later or more.
    """
    _forget_drafts(output)
    draft = output.with_name(f".{output.name}.{uuid4().hex[:8]}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            written = put(file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(output)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return written


def _forget_drafts(output: Path) -> None:
    """Delete drafts of this file that nobody writes any more: they name persons."""
    for draft in output.parent.glob(f".{glob.escape(output.name)}.*"):
        if time.time() - draft.stat().st_mtime > STALE_SECONDS:
            draft.unlink(missing_ok=True)
