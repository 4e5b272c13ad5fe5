#!/usr/bin/env python3
"""Check a public sponsorship ledger: python3 check_ledger.py ledger.csv [earlier.csv]

Needs Python 3.6 or newer and nothing else. Checks that lines are numbered without a gap, that each
entry sums to 0 in each currency, that learners come in elevens or more, and that each hash is the
SHA-256 of the hash before and the line's cells joined by "|". With an earlier file, checks that it
is the beginning of the later one: then nothing that was published has changed since.
Exit status: 0 whole, 1 not, 2 unreadable.
"""

import csv
import hashlib
import sys

COLUMNS = [
    "line",
    "entry",
    "month",
    "day",
    "kind",
    "reference",
    "account",
    "amount_minor",
    "currency",
    "learners",
    "hash",
]
SMALLEST = 11


def read(path):
    """Return the lines of a file, a list of cells each."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != COLUMNS:
        raise ValueError("this is no public ledger: its heading is another")
    if any(len(row) != len(COLUMNS) for row in rows):
        raise ValueError("a line has too few or too many cells")
    return rows[1:]


def faults(rows):
    """Return what is wrong, a sentence each."""
    found = []
    previous = "0" * 64
    sums: dict = {}
    entry = 0
    month = ""
    for number, row in enumerate(rows, 1):
        if row[0] != str(number):
            found.append(f"line {number}: numbered {row[0]}")
        text = "|".join([previous, *row[:-1]])
        previous = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if previous != row[-1]:
            found.append(f"line {number}: its hash does not follow from the line before")
            previous = row[-1]
        if row[1] != str(entry):
            found += unbalanced(entry, sums)
            if row[1] != str(entry + 1):
                found.append(f"line {number}: entry {row[1]} after entry {entry}")
            entry, sums = int(row[1]), {}
        if row[2] < month:
            found.append(f"line {number}: month {row[2]} after {month}")
        month = row[2]
        sums[row[8]] = sums.get(row[8], 0) + int(row[7])
        if int(row[9]) and int(row[9]) < SMALLEST:
            found.append(f"line {number}: only {row[9]} learners")
    return found + unbalanced(entry, sums)


def unbalanced(entry, sums):
    """Return a sentence for each currency in which an entry does not sum to 0."""
    return [
        f"entry {entry}: off by {total} in {currency}" for currency, total in sums.items() if total
    ]


def main(arguments):
    """Check one file, or two; return the exit status."""
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 2
    try:
        rows = read(arguments[0])
        found = faults(rows)
        if len(arguments) == 2:
            earlier = read(arguments[1])
            if rows[: len(earlier)] != earlier:
                found.append("the earlier file is not the beginning of this one")
    except (OSError, ValueError, UnicodeError, csv.Error) as error:
        print(f"unreadable: {error}")
        return 2
    for sentence in found:
        print(sentence)
    if not found:
        last = rows[-1][-1] if rows else "0" * 64
        print(f"whole: {len(rows)} lines, last hash {last}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
