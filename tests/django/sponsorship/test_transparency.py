"""The public file and page: the ledger's months, the same each time, checkable by anybody."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.staticfiles import finders

from agir_kernel.clock import FixedClock
from agir_sponsorship.api import ledger, transparency
from agir_sponsorship.api.ledger import Posting, accounts
from agir_sponsorship.ledger.reading import balance
from agir_sponsorship.transparency import publishing

pytestmark = pytest.mark.django_db

JANUARY = datetime(2026, 1, 15, 12, tzinfo=UTC)
FEBRUARY = FixedClock(datetime(2026, 2, 1, tzinfo=UTC))
MARCH = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
POOL, PLEDGE = UUID(int=1), UUID(int=2)


def book(kind: str, debit: str, credit: str, amount: int, at: datetime, **facts: str) -> Any:
    lines = [Posting(debit, amount, "EUR"), Posting(credit, -amount, "EUR")]
    return ledger.post(kind, lines, idempotency_key=str(uuid4()), occurred_at=at, facts=facts)


def a_year(learners: int = 12) -> None:
    """Book a pledge and a pool of 20 seats in January, claims by some learners in February."""
    book("pay", accounts.bank(), accounts.pledge(PLEDGE), 500_000, JANUARY)
    book("pool_open", accounts.pledge(PLEDGE), accounts.pool(POOL), 200_000, JANUARY)
    for number in range(learners):
        book(
            "seat_claim",
            accounts.pool(POOL),
            accounts.fee_income(),
            10_000,
            JANUARY + timedelta(days=20, minutes=number),
            learner=str(UUID(int=100 + number)),
        )


def file(clock: FixedClock) -> str:
    return "".join(transparency.as_csv(clock=clock))


def table(clock: FixedClock) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(clock))))


def check(tmp_path: Path, *texts: str) -> tuple[int, str]:
    """Run the script that the page hands out, with nothing installed (``-I -S``)."""
    script = finders.find("agir_sponsorship/check_ledger.py")
    assert script
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_an_empty_ledger_is_an_empty_file(tmp_path: Path) -> None:
    assert file(MARCH).splitlines() == [",".join(publishing.COLUMNS)]
    assert check(tmp_path, file(MARCH))[0] == 0
    assert transparency.public_ledger(clock=MARCH).months == ()


def test_the_file_is_the_same_bytes_each_time() -> None:
    a_year()
    assert file(MARCH) == file(MARCH)
    assert file(MARCH).startswith(file(FEBRUARY))


def test_anybody_can_check_the_file(tmp_path: Path) -> None:
    a_year()
    status, told = check(tmp_path, file(MARCH), file(FEBRUARY))
    assert (status, told.startswith("whole: ")) == (0, True), told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("500000", "600000", "hash does not follow"),
        ("2026-01-15", "2026-01-16", "hash does not follow"),
        (",pay,", ",gift,", "hash does not follow"),
        ("1,1,2026-01", "1,2,2026-01", "entry 2 after entry 0"),
    ],
)
def test_the_script_finds_what_was_changed(tmp_path: Path, old: str, new: str, said: str) -> None:
    a_year()
    text = file(MARCH)
    assert old in text
    status, told = check(tmp_path, text.replace(old, new, 1))
    assert status == 1
    assert said in told


def test_the_script_finds_a_line_taken_out_and_a_history_written_anew(tmp_path: Path) -> None:
    a_year()
    lines = file(MARCH).splitlines(keepends=True)
    assert check(tmp_path, "".join(lines[:2] + lines[3:]))[0] == 1
    earlier = file(FEBRUARY)
    status, told = check(tmp_path, "".join(lines), earlier.replace("500000", "400000"))
    assert status == 1
    assert "not the beginning" in told


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00", "line,entry\n"])
def test_the_script_refuses_what_is_no_ledger(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text)[0] == 2


def test_eleven_of_twelve_learners_are_told_and_none_by_name() -> None:
    a_year()
    (fee,) = [row for row in table(MARCH) if row["account"] == "fee_income"]
    assert (fee["amount_minor"], fee["learners"]) == ("-110000", "11")
    assert (fee["day"], fee["reference"]) == ("", "")
    text = file(MARCH)
    assert str(UUID(int=100)) not in text
    assert str(POOL) not in text


def test_ten_learners_are_not_told() -> None:
    a_year(10)
    assert "seat_claim" not in file(MARCH)


@pytest.mark.parametrize(("chosen", "k"), [(1, 11), (0, 11), ("x", 11), (None, 11), (20, 20)])
def test_the_smallest_cell_goes_upward_only(settings: Any, chosen: Any, k: int) -> None:
    settings.AGIR_SPONSORSHIP_SMALLEST_CELL = chosen
    assert transparency.smallest_cell() == k


def test_what_is_late_is_booked_in_the_month_that_runs() -> None:
    a_year()
    before = file(MARCH)
    book("pay", accounts.bank(), accounts.pledge(PLEDGE), 1, MARCH.instant)
    book("pay", accounts.bank(), accounts.pledge(PLEDGE), 2, JANUARY)
    assert file(MARCH) == before


def test_the_page_shows_the_sums_of_the_file() -> None:
    a_year()
    shown = transparency.public_ledger(clock=MARCH)
    assert [month.month for month in shown.months] == ["2026-02", "2026-01"]
    told = {(one.kind, one.moved_minor, one.learners) for one in shown.months[0].lines}
    assert told == {("seat_claim", 110_000, 11)}
    stands = {one.account: one.balance_minor for one in shown.standings}
    assert stands == {
        "bank": 500_000,
        "pledge": -300_000,
        "pool": -90_000,
        "fee_income": -110_000,
    }
    assert balance(accounts.fee_income()) == -120_000, "the twelfth is booked and not told"
    assert sum(stands.values()) == 0


def test_an_anchor_is_a_hash_that_the_ledger_still_holds() -> None:
    a_year()
    anchors = [row["reference"] for row in table(MARCH) if row["kind"] == "anchor"]
    assert len(anchors) == 2
    assert all(ledger.verify(anchor) == [] for anchor in anchors)
