"""A hundred thousand passages are written, checked and read back in little memory and time.

Measured in a process of its own: resident memory at its highest, less what it was before the
first passage. Seconds are of that process alone, so that a busy machine does not count.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .people import XSD

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="this system does not say a process's memory"
)
ROOT = Path(__file__).resolve().parents[3]
WORK = """
import json, sys, time
from datetime import date
from pathlib import Path
sys.path[:0] = [sys.argv[1] + "/plugins", sys.argv[1] + "/tests/unit"]
from django.conf import settings
settings.configure()
from agir_certification.accrochage import exporting, profiles, sent
from agir_certification.accrochage.checking import Looked, check_file
from agir_certification.domain.sifting import sift
from certification.people import TERMS, flux, passage

count, folder, xsd = int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
schema = profiles.read(xsd) if xsd.exists() else None


def highest():
    # Not getrusage: its figure is that of the process that started this one, when that was larger.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def people():
    for number in range(count):
        yield passage(number, person={"first_name": "Élodie" + chr(97 + number // 50 % 26)
            + chr(97 + number // 1300 % 26) + chr(97 + number // 33800 % 26)})


before, told = highest(), {}
start = time.process_time()
judged = sift(people(), TERMS)
done = exporting.deposit(folder / "a.xml", flux(), (one.passage for one in judged if one.goes))
told["write_seconds"] = time.process_time() - start
told["write_bytes"] = highest() - before
start = time.process_time()
looked = Looked()
with (folder / "a.xml").open("rb") as file:
    told["faults"] = len(list(check_file(file, TERMS, looked, found=schema)))
told["check_seconds"] = time.process_time() - start
told["bytes"] = highest() - before
with (folder / "a.xml").open("rb") as file:
    told["sent"] = len(sent.read(file).ids)
told |= {"passages": done.passages, "looked": looked.passages, "official": looked.official}
print(json.dumps(told))
"""


def measured(count: int, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(ROOT), str(count), str(folder), str(XSD)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    print(found)
    return found


def test_twenty_thousand_passages_are_written_checked_and_sent(tmp_path: Path) -> None:
    found = measured(20_000, tmp_path)
    assert (found["passages"], found["looked"], found["sent"]) == (20_000, 20_000, 20_000)
    assert found["faults"] == 0
    assert found["official"] is XSD.exists()
    assert 0 < found["bytes"] < 64_000_000


@pytest.mark.nightly
def test_a_hundred_thousand_passages_grow_memory_by_less_than_64_megabytes(tmp_path: Path) -> None:
    found = measured(100_000, tmp_path)
    assert (found["passages"], found["looked"], found["sent"]) == (100_000, 100_000, 100_000)
    assert found["faults"] == 0
    assert found["write_bytes"] < 64_000_000
    assert 0 < found["bytes"] < 64_000_000
