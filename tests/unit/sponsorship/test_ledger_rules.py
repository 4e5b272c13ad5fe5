"""Sums, accounts, facts, fingerprints and reversals, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_kernel.errors import DomainError
from agir_sponsorship.domain import accounts, chain, facts
from agir_sponsorship.domain.posting import InvalidPosting, Posting, Unbalanced, balanced
from agir_sponsorship.domain.reversal import InvalidPart, ReversalExceeds, reversing

OWNER = UUID("3f2c0000-0000-4000-8000-000000000001")
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def paid(amount: int, currency: str = "EUR") -> list[Posting]:
    return [
        Posting(accounts.bank(), amount, currency),
        Posting(accounts.pledge(OWNER), -amount, currency),
    ]


@pytest.mark.parametrize(
    "amount",
    [
        pytest.param(0, id="zero"),
        pytest.param(True, id="a boolean"),
        pytest.param(1.0, id="a float"),
        pytest.param(0.001, id="a thousandth"),
        pytest.param(float("nan"), id="not a number"),
        pytest.param(float("inf"), id="infinity"),
        pytest.param(Decimal("10"), id="a decimal"),
        pytest.param("10", id="a text"),
        pytest.param("١٠", id="Arabic digits"),
        pytest.param(None, id="nothing"),
        pytest.param(2**62, id="2^62"),
        pytest.param(-(2**62), id="minus 2^62"),
        pytest.param(2**63, id="2^63"),
        pytest.param(10**400, id="1e400"),
    ],
)
def test_what_is_no_amount_is_refused(amount: object) -> None:
    with pytest.raises(InvalidPosting):
        Posting(accounts.bank(), amount, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("currency", ["eur", "EU", "EURO", "XXX", "", "€", None, "EUR "])
def test_what_is_no_currency_is_refused(currency: object) -> None:
    with pytest.raises(DomainError):
        Posting(accounts.bank(), 1, currency)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "account",
    [
        "",
        "cash",
        "bank:",
        "pledge",
        "pledge:",
        f"bank:{OWNER}",
        f"pledge:{str(OWNER).upper()}",
        "pledge:Dupont",
        f"pledge:{OWNER}:x",
        "Bank",
        None,
        7,
    ],
)
def test_what_is_no_account_is_refused(account: object) -> None:
    with pytest.raises(accounts.AccountUnknown):
        Posting(account, 1, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (accounts.bank(), "asset"),
        (accounts.provider(), "asset"),
        (accounts.receivable(OWNER), "asset"),
        (accounts.pledge(OWNER), "liability"),
        (accounts.pool(OWNER), "liability"),
        (accounts.solidarity(), "liability"),
        (accounts.unmatched(), "liability"),
        (accounts.refund_due(OWNER), "liability"),
        (accounts.campaign_income(OWNER), "income"),
        (accounts.fee_income(), "income"),
        (accounts.provider_fees(), "expense"),
    ],
)
def test_each_account_has_its_type(code: str, kind: str) -> None:
    assert accounts.type_of(code) == kind


def test_a_transaction_balances_in_each_currency() -> None:
    assert balanced(paid(10) + paid(7, "JPY")) == tuple(paid(10) + paid(7, "JPY"))


@pytest.mark.parametrize(
    "postings",
    [
        pytest.param([], id="none"),
        pytest.param(paid(10)[:1], id="one alone"),
        pytest.param([paid(10)[0], paid(9)[1]], id="a cent lost"),
        pytest.param([paid(10)[0], paid(10, "USD")[1]], id="mixed currencies"),
        pytest.param(paid(1) * 501, id="more than a thousand"),
    ],
)
def test_what_does_not_balance_is_refused(postings: list[Posting]) -> None:
    with pytest.raises(Unbalanced):
        balanced(postings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learner", "Dupont"),
        ("learner", "a@b.fr"),
        ("learner", str(OWNER).upper()),
        ("name", "x"),
        ("note", str(OWNER)),
        ("reason", "Because he left"),
        ("reference", "SPO 1"),
        ("reference", ""),
        ("reference", "x" * 81),
        ("course", "course-v1:a+b+c d"),
        ("course", "Introduction"),
        ("learner", 7),
        ("reference", "A\n"),
    ],
)
def test_a_name_or_a_text_is_no_fact(name: str, value: object) -> None:
    with pytest.raises(facts.InvalidFacts):
        facts.checked({name: value})  # type: ignore[dict-item]


def test_identifiers_are_facts_in_one_order() -> None:
    told = {"reference": "SPO-AB12-7", "course": "course-v1:Agir+A_1+2026", "claim": str(OWNER)}
    assert list(facts.checked(told)) == ["claim", "course", "reference"]


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2026, 3, 1), id="without a zone"),  # noqa: DTZ001
        pytest.param(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), id="year 1"),
        pytest.param(datetime(1999, 12, 31, tzinfo=UTC), id="before 2000"),
        pytest.param(datetime(2200, 1, 1, tzinfo=UTC), id="2200"),
        pytest.param("2026-03-01", id="a text"),
        pytest.param(None, id="nothing"),
    ],
)
def test_what_is_no_instant_is_refused(at: object) -> None:
    with pytest.raises(chain.InvalidEntry):
        chain.instant(at)


def test_the_hour_that_comes_twice_is_two_instants() -> None:
    """On 25 October 2026 it is 02:30 twice in Paris: +02:00, then +01:00, an hour apart."""
    first, second = (
        chain.instant(datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=offset))))
        for offset in (2, 1)
    )
    assert second - first == timedelta(hours=1)
    assert chain.stamp(first) == "2026-10-25T00:30:00.000000+00:00"


def test_29_february_is_a_day() -> None:
    assert chain.instant(datetime(2028, 2, 29, tzinfo=UTC)).day == 29


def entry(**changed: object) -> chain.Entry:
    told = {
        "sequence": 1,
        "uuid": OWNER,
        "kind": "pay",
        "key_hash": "0" * 64,
        "occurred_at": AT,
        "booked_at": AT,
        "reverses": None,
        "facts": {"pledge": str(OWNER)},
        "postings": tuple(paid(1000)),
    }
    return chain.Entry(**{**told, **changed})  # type: ignore[arg-type]


def test_a_digest_is_sha256_of_canonical_json() -> None:
    r"""``printf '%s' '{"a":"\u00e9","b":1}' | sha256sum`` gives the figure below."""
    assert chain.digest({"b": 1, "a": "é"}) == (
        "6d9eb45284090145dc16661b06abe01185a16a7dabba07c992a131bffa6b8114"
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"sequence": 2},
        {"uuid": UUID(int=1)},
        {"kind": "fee"},
        {"key_hash": "1" * 64},
        {"occurred_at": AT + timedelta(microseconds=1)},
        {"booked_at": AT + timedelta(microseconds=1)},
        {"reverses": OWNER},
        {"facts": {}},
        {"postings": tuple(paid(1001))},
        {"postings": tuple(reversed(paid(1000)))},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_every_part_of_a_row_is_in_its_fingerprint(changed: dict[str, object]) -> None:
    assert chain.fingerprint(chain.GENESIS, entry(**changed)) != chain.fingerprint(
        chain.GENESIS, entry()
    )


def test_the_hash_before_is_in_the_fingerprint() -> None:
    assert chain.fingerprint("1" * 64, entry()) != chain.fingerprint(chain.GENESIS, entry())


def test_a_request_is_the_same_whatever_the_order_of_its_lines() -> None:
    one, other = (chain.request_hash("pay", lines, {}) for lines in (paid(5), paid(5)[::-1]))
    assert one == other
    assert one != chain.request_hash("pay", paid(6), {})


def test_a_third_is_rounded_down_and_the_rest_comes_last() -> None:
    """A third of 1000 is 333; what is left of both lines is then 667."""
    third = reversing(paid(1000), (), Fraction(1, 3))
    assert [line.amount_minor for line in third] == [-333, 333]
    rest = reversing(paid(1000), third, None)
    assert [line.amount_minor for line in rest] == [-667, 667]
    with pytest.raises(ReversalExceeds):
        reversing(paid(1000), (*third, *rest), None)


@pytest.mark.parametrize(
    "part", [Fraction(0), Fraction(-1, 2), Fraction(3, 2), 0.5, 1, True, "1/2"], ids=repr
)
def test_what_is_no_part_is_refused(part: object) -> None:
    with pytest.raises(InvalidPart):
        reversing(paid(1000), (), part)  # type: ignore[arg-type]


def test_a_part_of_less_than_a_cent_is_refused() -> None:
    with pytest.raises(InvalidPart):
        reversing(paid(1), (), Fraction(1, 2))


def test_more_than_what_is_left_is_refused() -> None:
    taken = reversing(paid(1000), (), Fraction(6, 10))
    with pytest.raises(ReversalExceeds):
        reversing(paid(1000), taken, Fraction(5, 10))


AMOUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=6)


@st.composite
def transactions(draw: st.DrawFn) -> list[Posting]:
    """Draw debits on pools of many owners, and one credit, in up to two currencies."""
    lines: list[Posting] = []
    for currency in draw(st.sampled_from([("EUR",), ("EUR", "JPY")])):
        debits = draw(AMOUNTS)
        lines += [
            Posting(accounts.receivable(UUID(int=place % 3)), amount, currency)
            for place, amount in enumerate(debits)
        ]
        lines.append(Posting(accounts.bank(), -sum(debits), currency))
    return lines


@given(transactions(), st.lists(st.fractions(Fraction(1, 50), 1), max_size=5))
def test_reversals_balance_and_never_exceed_the_original(
    original: list[Posting], parts: list[Fraction]
) -> None:
    """I3 and I20: in whatever parts, each side keeps its bound, and all adds up to the whole."""
    balanced(original)
    taken: list[Posting] = []
    for part in [*parts, None]:
        try:
            lines = reversing(original, taken, part)
        except (ReversalExceeds, InvalidPart):
            continue
        balanced(lines)
        taken += lines
    left: Counter[tuple[str, str]] = Counter()
    for line in (*original, *taken):
        left[line.account, line.currency] += line.amount_minor
    assert not any(left.values())
