"""What of the ledger is public: learners in blocks of eleven, and a history that only grows."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.domain.publication import ANCHOR, Booked, PublicEntry, published

K = 11
POOLS = (UUID(int=1), UUID(int=2))


def claim(place: int, learner: int, month: str = "2026-01", pool: UUID = POOLS[0]) -> Booked:
    return Booked(
        uuid=str(UUID(int=1000 + place)),
        month=month,
        day=f"{month}-15",
        kind="seat_claim",
        learner=str(UUID(int=learner)),
        postings=(
            Posting(accounts.pool(pool), 100, "EUR"),
            Posting(accounts.fee_income(), -100, "EUR"),
        ),
        hash=f"{place:064x}",
    )


def gift(place: int, month: str = "2026-01") -> Booked:
    return Booked(
        uuid=str(UUID(int=1000 + place)),
        month=month,
        day=f"{month}-15",
        kind="pay",
        learner="",
        postings=(
            Posting(accounts.bank(), 500, "EUR"),
            Posting(accounts.pledge(UUID(int=9)), -500, "EUR"),
        ),
        hash=f"{place:064x}",
    )


def read(booked: list[Booked], before: str = "2027-01") -> list[PublicEntry]:
    return list(published(booked, K, before))


def of_learners(entries: list[PublicEntry]) -> list[PublicEntry]:
    return [one for one in entries if one.learners]


def test_ten_learners_are_told_nowhere() -> None:
    """Not their sum, and not even that there are any: the file is that of a ledger without them."""
    with_them = [gift(0), *(claim(place, place) for place in range(1, 11)), gift(11)]
    assert [one for one in read(with_them) if one.kind != ANCHOR] == [
        one for one in read([gift(0), gift(11)]) if one.kind != ANCHOR
    ]


def test_eleven_learners_are_one_sum_without_their_pool() -> None:
    entries = read([claim(place, place, pool=POOLS[place % 2]) for place in range(11)])
    assert of_learners(entries) == [
        PublicEntry(
            "2026-01",
            "",
            "seat_claim",
            "",
            (("fee_income", -1100, "EUR"), ("pool", 1100, "EUR")),
            11,
        )
    ]


def test_one_learner_eleven_times_is_one_learner() -> None:
    assert of_learners(read([claim(place, 1) for place in range(11)])) == []


def test_months_wait_for_one_another() -> None:
    """Six in January and five in February are eleven, told with February."""
    booked = [claim(place, place, "2026-01") for place in range(6)]
    booked += [claim(place, place, "2026-02") for place in range(6, 11)]
    (block,) = of_learners(read(booked))
    assert (block.month, block.learners) == ("2026-02", 11)
    assert of_learners(read(booked, before="2026-02")) == []


def test_who_is_over_waits_for_the_next_block() -> None:
    """Twelve learners are a block of eleven: the twelfth alone is no difference of two files."""
    booked = [claim(place, place) for place in range(12)]
    (block,) = of_learners(read(booked))
    assert block.lines == (("fee_income", -1100, "EUR"), ("pool", 1100, "EUR"))


def test_a_fee_without_a_learner_counts_as_one() -> None:
    stray = Booked(
        str(UUID(int=5)),
        "2026-01",
        "2026-01-02",
        "fee",
        "",
        (Posting(accounts.bank(), 7, "EUR"), Posting(accounts.fee_income(), -7, "EUR")),
        "0" * 64,
    )
    assert [one.kind for one in read([stray])] == [ANCHOR]


def test_what_a_pool_gives_back_is_not_told_alone() -> None:
    """20 seats bought and 18 given back would tell two learners."""
    pool = POOLS[0]
    opened = Booked(
        str(UUID(int=5)),
        "2026-01",
        "2026-01-02",
        "pool_open",
        "",
        (
            Posting(accounts.pledge(UUID(int=9)), 2000, "EUR"),
            Posting(accounts.pool(pool), -2000, "EUR"),
        ),
        "0" * 64,
    )
    rest = Booked(
        str(UUID(int=6)),
        "2026-01",
        "2026-01-03",
        "pool_rest",
        "",
        (
            Posting(accounts.pool(pool), 1800, "EUR"),
            Posting(accounts.pledge(UUID(int=9)), -1800, "EUR"),
        ),
        "1" * 64,
    )
    entries = read([opened, rest])
    assert [one.kind for one in entries] == ["pool_open", ANCHOR]
    assert entries[0].reference == ""
    assert entries[0].lines == (("pledge", 2000, "EUR"), ("pool", -2000, "EUR"))


def test_the_month_that_runs_is_not_public() -> None:
    assert read([gift(0, "2026-03")], before="2026-03") == []
    assert len(read([gift(0, "2026-03")], before="2026-04")) == 2


@st.composite
def ledgers(draw: st.DrawFn) -> list[Booked]:
    """Draw a year of claims by up to 40 learners, releases, gifts."""
    acts = draw(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 40)),
            max_size=120,
        )
    )
    booked, month = [], 1
    for place, (ahead, what, learner) in enumerate(acts):
        month = min(12, month + (ahead == 3))
        name = f"2026-{month:02d}"
        booked.append(
            gift(place, name) if what == 0 else claim(place, learner, name, POOLS[learner % 2])
        )
    return booked


@settings(max_examples=300)
@given(ledgers())
def test_every_sum_of_learners_is_of_eleven_or_a_multiple(booked: list[Booked]) -> None:
    """Prices are 100 here, so a block's learners have at least that many claims."""
    for one in of_learners(read(booked)):
        assert one.learners >= K
        assert one.learners % K == 0
        assert {account: amount for account, amount, _ in one.lines}["pool"] >= (100 * one.learners)


@settings(max_examples=200)
@given(ledgers(), st.integers(2, 13))
def test_an_earlier_file_begins_every_later_one(booked: list[Booked], month: int) -> None:
    early = read(booked, f"2026-{month:02d}" if month < 13 else "2027-01")
    assert read(booked)[: len(early)] == early


@settings(max_examples=200)
@given(ledgers(), st.integers(2, 12))
def test_two_files_differ_by_no_fewer_than_eleven_learners(
    booked: list[Booked], month: int
) -> None:
    """Differencing: what a later file has more of learners is blocks of its own."""
    early, late = read(booked, f"2026-{month:02d}"), read(booked)
    more = of_learners(late)[len(of_learners(early)) :]
    assert all(one.learners >= K for one in more)


@settings(max_examples=200)
@given(ledgers(), st.integers(1, 40), st.data())
def test_one_person_more_or_less_shows_in_a_whole_block_or_not_at_all(
    booked: list[Booked], learner: int, data: st.DataObject
) -> None:
    """Taking a person out changes the number of learners told by nothing or by whole elevens."""
    without = [one for one in booked if one.learner != str(UUID(int=learner))]
    told = sum(one.learners for one in read(booked) if one.learners)
    less = sum(one.learners for one in read(without) if one.learners)
    assert (told - less) % K == 0


@settings(max_examples=200)
@given(ledgers())
def test_every_entry_balances_and_gifts_are_all_there(booked: list[Booked]) -> None:
    entries = read(booked)
    for one in entries:
        sums: Counter[str] = Counter()
        for _, amount, currency in one.lines:
            sums[currency] += amount
        assert not any(sums.values())
    gifts = [one.uuid for one in booked if one.kind == "pay"]
    assert [one.reference for one in entries if one.kind == "pay"] == gifts
