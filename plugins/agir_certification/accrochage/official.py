"""What does the operator's own XSD say, some hundred passages at a time?

Passages are moved into a small file of their own, so that lines are kept and memory is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

from lxml import etree

from agir_certification.accrochage.profiles import Official, parser
from agir_certification.accrochage.writing import Flux, write
from agir_certification.domain.civil_status import TrainingFile
from agir_certification.domain.faults import Check, Fault
from agir_certification.domain.passage import Depositor, Passage
from agir_certification.domain.schema import NAMESPACE

PASSAGE: Final = f"{{{NAMESPACE}}}passageCertification"
LIST: Final = f"{{{NAMESPACE}}}passageCertifications"
CHUNK: Final = 500
ELEMENT: Final = re.compile(r"Element '(?:\{[^}]*\})?([\w.-]{1,60})'")
SAMPLE: Final = Passage(
    technical_id="sample",
    kind="RS",
    code="RS1",
    holder=TrainingFile("1", "SAMPLE", "SAMPLE"),
    valid_from=date(2026, 1, 1),
)


class Chunks:
    """Passages that wait for the schema. Without a schema they are let go."""

    def __init__(self, found: Official | None) -> None:
        """Start empty."""
        self.found = found
        self.frame = _frame(found) if found else None
        self.place = self.frame.find(f".//{LIST}") if self.frame is not None else None
        self.known: set[int] = set()
        if self.place is not None:
            self.sample = self.place[0]
            self.place.remove(self.sample)

    def add(self, passage: Any, *, wrong: bool) -> Iterator[tuple[int, Fault]]:
        """Take a passage that left its file; ``wrong``: its line has a fault already."""
        if self.place is None:
            return
        if wrong:
            self.known.add(passage.sourceline or 0)
        passage.tail = None
        self.place.append(passage)
        if len(self.place) >= CHUNK:
            yield from self.flush()

    def flush(self) -> Iterator[tuple[int, Fault]]:
        """Yield what the schema says of the passages that wait, and let them go."""
        if self.place is None or not len(self.place):
            return
        yield from self._judged(self.frame)
        self.place[:] = []
        self.known.clear()

    def envelope(self, root: Any) -> Iterator[tuple[int, Fault]]:
        """Yield what the schema says of a file whose passages left an empty one behind."""
        if self.place is None:
            return
        for mark in list(root.iter(PASSAGE)):
            mark.getparent().replace(mark, _copied(self.sample))
        yield from self._judged(root)

    def _judged(self, root: Any) -> Iterator[tuple[int, Fault]]:
        if self.found is None or self.found.schema.validate(root):
            return
        told: set[tuple[int, str]] = set()
        for entry in self.found.schema.error_log:
            named = ELEMENT.search(entry.message)
            where = (entry.line, named.group(1) if named else "")
            if where in told or entry.line in self.known:
                continue
            told.add(where)
            yield entry.line, Fault(Check.SHAPE, where[1], "xsd")


def _frame(found: Official) -> Any:
    """Return the smallest file that the schema takes."""
    file = BytesIO()
    depositor = Depositor("00000000", "00000000", "0")
    flux = Flux("sample", datetime(2026, 1, 1, tzinfo=UTC), depositor, found.profile)
    write(file, flux, [SAMPLE])
    return etree.fromstring(file.getvalue(), parser())


def _copied(element: Any) -> Any:
    return etree.fromstring(etree.tostring(element), parser())
