"""Twenty thousand passages: checked and written, then read back and checked, beside lxml alone.

The limit is lxml reading the same bytes into a tree: no check, no shape, no business rule. Writing
with all checks may take sixteen times that, checking a file forty-eight times. Seconds are those of
the process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree

from agir_certification.accrochage.checking import Looked, check_file
from agir_certification.accrochage.writing import write
from agir_certification.domain.sifting import sift

sys.path.append(str(Path(__file__).resolve().parents[1] / "unit"))
from certification.people import TERMS, flux, passage

PASSAGES, WRITE_RATIO, CHECK_RATIO = 20_000, 16.0, 48.0


def lines() -> Iterator[str]:
    """Return a line for each direction."""
    people = [
        passage(number, person={"first_name": f"Élodie{chr(97 + number // 50 % 26)}",
                                "second_name": chr(97 + number // 1300 % 26)})
        for number in range(PASSAGES)
    ]  # fmt: skip
    file, begin = BytesIO(), time.process_time()
    write(file, flux(), (one.passage for one in sift(people, TERMS)))
    written = time.process_time() - begin
    begin = time.process_time()
    etree.fromstring(file.getvalue())
    least = time.process_time() - begin
    file.seek(0)
    begin = time.process_time()
    looked = Looked()
    for _ in check_file(file, TERMS, looked):
        pass
    checked = time.process_time() - begin
    for name, spent, most in (("written", written, WRITE_RATIO), ("checked", checked, CHECK_RATIO)):
        ratio = spent / least
        yield (
            f"accrochage {looked.passages} passages {name}: {spent:.2f} s, lxml reads "
            f"{least:.2f} s, ratio {ratio:.1f}: {'ok' if ratio < most else 'FAIL'}"
        )
