"""The table itself, ``answers.txt``: one line an address and method, one column a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from roles.people import Person

FILE = Path(__file__).with_name("answers.txt")
Row = tuple[str, str]
Statuses = dict[Person, int]
WIDTH = 8


def read() -> dict[Row, Statuses]:
    """Return the table as its file has it."""
    told: dict[Row, Statuses] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, method, *statuses = line.split()
            told[name, method] = dict(zip(Person, map(int, statuses), strict=True))
    return told


def written(rows: Mapping[Row, Statuses]) -> str:
    """Return the table as its file holds it."""
    wide = max(len(name) for name, _ in rows)
    heads = [
        "# Who gets which status where the record is there and the body empty? The people are",
        "# those of people.py, the records those of records.py; what absent ones answer is in",
        "# each context's endpoints.py. `AGIR_ROLES=write` writes it anew: read the difference.",
        "#",
    ]
    short = (person.value.replace("other_", "o_")[:WIDTH] for person in Person)
    head = f"{'# address':{wide}} {'method':6} " + " ".join(f"{one:>{WIDTH}}" for one in short)
    lines = (
        f"{name:{wide}} {method:6} " + " ".join(f"{told[one]:>{WIDTH}}" for one in Person)
        for (name, method), told in sorted(rows.items())
    )
    return "\n".join([*heads, head.rstrip(), *lines]) + "\n"


def differences(have: Mapping[Row, Statuses], want: Mapping[Row, Statuses]) -> Iterable[str]:
    """Yield a sentence for each row and status that is not as the table says."""
    for row in sorted(have.keys() | want.keys()):
        place = f"{row[1]} {row[0]}"
        if row not in want:
            yield f"{place} has no row: say in {FILE.name} who gets what (AGIR_ROLES=write)."
        elif row not in have:
            yield f"{place} is no address that was asked: take its row out of {FILE.name}."
        else:
            for person in Person:
                if have[row][person] != want[row][person]:
                    yield (
                        f"{place} answers {have[row][person]} to {person}, "
                        f"the table says {want[row][person]}."
                    )
