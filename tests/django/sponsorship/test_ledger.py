"""The ledger in tables: booked once, on a chain, and changed by nobody."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from agir_sponsorship.api import ledger
from agir_sponsorship.api.ledger import Posting, accounts
from agir_sponsorship.domain.posting import Unbalanced
from agir_sponsorship.domain.reversal import ReversalExceeds
from agir_sponsorship.ledger import guards, tallying
from agir_sponsorship.ledger.writing import (
    IdempotencyMismatch,
    ReversalIsFinal,
    TransactionUnknown,
)
from agir_sponsorship.models.append_only import RowIsFinal
from agir_sponsorship.models.ledger import (
    LedgerHead,
    LedgerSnapshot,
    LedgerTransaction,
)
from agir_sponsorship.models.ledger import Posting as PostingRow

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWNER = UUID(int=7)


def pay(amount: int, key: str = "", *, at: datetime = AT, owner: UUID = OWNER) -> Any:
    return ledger.post(
        "pay",
        [
            Posting(accounts.bank(), amount, "EUR"),
            Posting(accounts.pledge(owner), -amount, "EUR"),
        ],
        idempotency_key=key or str(uuid4()),
        occurred_at=at,
        facts={"pledge": str(owner)},
    )


def noted() -> None:
    """Book a payment and note a balance, as is done every ``tallying.EVERY`` payments."""
    pay(10)
    LedgerSnapshot.objects.create(
        account=accounts.bank(), currency="EUR", sequence=1, amount_minor=10
    )


def release(amount: int) -> Any:
    return ledger.post(
        "release",
        [
            Posting(accounts.pledge(OWNER), amount, "EUR"),
            Posting(accounts.campaign_income(OWNER), -amount, "EUR"),
        ],
        idempotency_key=str(uuid4()),
        occurred_at=AT,
    )


def test_what_is_booked_is_on_both_accounts() -> None:
    booked = pay(1000)
    assert (booked.sequence, booked.replayed) == (1, False)
    assert ledger.balance(accounts.bank()) == 1000
    assert ledger.balance(accounts.pledge(OWNER)) == -1000
    assert ledger.balance(accounts.bank(), "USD") == 0
    assert ledger.transaction(booked.uuid) == booked
    assert ledger.verify() == []


def test_an_empty_ledger_is_whole() -> None:
    assert ledger.verify() == []
    assert ledger.balance(accounts.bank()) == 0


def test_a_key_books_once() -> None:
    first = pay(1000, "k")
    again = pay(1000, "k", at=AT + timedelta(days=1))
    assert again.replayed
    assert again.uuid == first.uuid
    assert LedgerTransaction.objects.count() == 1


def test_a_key_is_looked_at_before_the_balance() -> None:
    """Finding 0.3 of the reference: a retry after the balance reached 0 is still the first."""
    pay(1000)
    lines = [
        Posting(accounts.pledge(OWNER), 1000, "EUR"),
        Posting(accounts.campaign_income(OWNER), -1000, "EUR"),
    ]
    first = ledger.post("release", lines, idempotency_key="all", occurred_at=AT)
    assert ledger.post("release", lines, idempotency_key="all", occurred_at=AT).uuid == first.uuid


def test_a_key_used_for_something_else_is_refused() -> None:
    pay(1000, "k")
    with pytest.raises(IdempotencyMismatch):
        pay(999, "k")
    with pytest.raises(IdempotencyMismatch):
        pay(1000, "k", owner=UUID(int=8))
    assert LedgerTransaction.objects.count() == 1
    assert ledger.verify() == []


@pytest.mark.parametrize("key", ["", "x" * 256, None, 7])
def test_what_is_no_key_is_refused(key: Any) -> None:
    from agir_sponsorship.domain.chain import InvalidEntry

    lines = [Posting("bank", 1, "EUR"), Posting("fee_income", -1, "EUR")]
    with pytest.raises(InvalidEntry):
        ledger.post("pay", lines, idempotency_key=key, occurred_at=AT)


def test_a_clients_key_reaches_no_row() -> None:
    pay(1000, "Jeanne Dupont, 12 rue des Lilas")
    row = LedgerTransaction.objects.values().get()
    assert "Dupont" not in str(row)


def test_keys_that_differ_in_capitals_differ() -> None:
    """MariaDB compares texts without heeding capitals: hashes stand for keys."""
    pay(1000, "key")
    assert not pay(500, "KEY").replayed


def test_a_refusal_books_nothing_and_takes_no_place() -> None:
    pay(1000)
    for refused in (
        lambda: release(1001),
        lambda: ledger.post(
            "pay", [Posting("bank", 1, "EUR")], idempotency_key="x", occurred_at=AT
        ),
    ):
        with pytest.raises((tallying.AccountOverdrawn, Unbalanced)):
            refused()
    assert pay(1).sequence == 2
    assert ledger.verify() == []


def test_what_was_given_for_a_purpose_is_not_spent_twice() -> None:
    """I4: a pledge's account never shows a debit."""
    pay(1000)
    release(1000)
    with pytest.raises(tallying.AccountOverdrawn):
        release(1)
    assert ledger.balance(accounts.pledge(OWNER)) == 0


def test_a_balance_beyond_all_bounds_is_refused() -> None:
    """Two amounts below 2^62 reach it together."""
    most = 2**62 - 1
    pay(most)
    with pytest.raises(tallying.AccountOverflows):
        pay(1)
    assert ledger.balance(accounts.bank()) == most
    assert ledger.verify() == []


def test_a_reversal_takes_back_a_part_and_then_the_rest() -> None:
    booked = pay(1000)
    third = ledger.reverse(booked.uuid, idempotency_key="a", occurred_at=AT, part=Fraction(1, 3))
    assert third.reverses == booked.uuid
    assert third.facts == booked.facts
    assert ledger.balance(accounts.bank()) == 667
    again = ledger.reverse(booked.uuid, idempotency_key="a", occurred_at=AT, part=Fraction(1, 3))
    assert again.uuid == third.uuid
    ledger.reverse(booked.uuid, idempotency_key="b", occurred_at=AT)
    assert set(ledger.balances("").values()) == {0}
    with pytest.raises(ReversalExceeds):
        ledger.reverse(booked.uuid, idempotency_key="c", occurred_at=AT)
    assert ledger.verify() == []


def test_a_refund_after_the_money_was_spent_is_refused() -> None:
    """Finding 0.3: reversing a deposit after 900 of 1000 were spent left -900 elsewhere."""
    booked = pay(1000)
    release(900)
    with pytest.raises(tallying.AccountOverdrawn):
        ledger.reverse(booked.uuid, idempotency_key="r", occurred_at=AT)
    part = ledger.reverse(booked.uuid, idempotency_key="p", occurred_at=AT, part=Fraction(1, 10))
    assert part.postings[0].amount_minor == -100


def test_a_reversal_is_not_reversed_and_nothing_that_is_not_there() -> None:
    back = ledger.reverse(pay(5).uuid, idempotency_key="r", occurred_at=AT)
    with pytest.raises(ReversalIsFinal):
        ledger.reverse(back.uuid, idempotency_key="rr", occurred_at=AT)
    with pytest.raises(TransactionUnknown):
        ledger.reverse(uuid4(), idempotency_key="u", occurred_at=AT)


def test_nobody_books_a_reversal_by_hand() -> None:
    from agir_sponsorship.domain.chain import InvalidEntry

    lines = [Posting("bank", 1, "EUR"), Posting("fee_income", -1, "EUR")]
    with pytest.raises(InvalidEntry):
        ledger.post("reversal", lines, idempotency_key="x", occurred_at=AT)


def test_booking_time_never_goes_back_nor_ahead() -> None:
    pay(1, at=AT)
    late = pay(1, at=AT - timedelta(days=40))
    assert (late.occurred_at, late.booked_at) == (AT - timedelta(days=40), AT)
    ahead = pay(1, at=datetime(2126, 1, 1, tzinfo=UTC))
    assert ahead.booked_at <= datetime.now(UTC)


def test_a_balance_of_the_past_stays() -> None:
    pay(1000, at=AT)
    pay(500, at=AT + timedelta(days=31))
    assert ledger.balance(accounts.bank(), at=AT) == 1000
    assert ledger.balance(accounts.bank(), at=AT - timedelta(seconds=1)) == 0
    assert ledger.balance(accounts.bank()) == 1500


def test_balances_are_told_by_prefix() -> None:
    pay(1000)
    pay(5, owner=UUID(int=8))
    release(400)
    assert ledger.balances("pledge:") == {
        accounts.pledge(OWNER): -600,
        accounts.pledge(UUID(int=8)): -5,
    }
    assert ledger.balances("pledge:nobody") == {}


def test_a_statement_tells_the_balance_after_each_line() -> None:
    pay(1000)
    release(400)
    told = [(one.kind, one.amount_minor, one.balance_minor) for one in _statement()]
    assert told == [("pay", -1000, -1000), ("release", 400, -600)]


def _statement() -> Any:
    return ledger.statement(accounts.pledge(OWNER))


def test_a_long_ledger_is_noted_and_read_in_three_statements(
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(tallying.EVERY + 3):
        pay(10)
    assert LedgerSnapshot.objects.count() == 2  # the bank and the pledge, once
    with django_assert_max_num_queries(3):
        assert ledger.balance(accounts.bank()) == 10 * (tallying.EVERY + 3)
    with django_assert_max_num_queries(3):
        assert ledger.balance(accounts.bank(), at=AT) == 10 * (tallying.EVERY + 3)
    assert ledger.verify() == []


# --- nobody changes a row ---------------------------------------------------------------------
@pytest.mark.parametrize("model", [LedgerTransaction, PostingRow, LedgerSnapshot])
def test_a_row_is_changed_by_no_way_of_its_model(model: Any) -> None:
    noted()
    row = model.objects.first()
    for refused in (
        row.save,
        row.delete,
        lambda: model.objects.all().delete(),
        lambda: model.objects.update(pk=9),
        lambda: model._base_manager.update(pk=9),
        lambda: model.objects.bulk_update([row], [model._meta.pk.name]),
        lambda: model.objects.bulk_create(
            [row], update_conflicts=True, update_fields=["pk"], unique_fields=["pk"]
        ),
        lambda: model.objects.filter(pk=row.pk).update_or_create(pk=row.pk, defaults={"pk": 9}),
    ):
        with pytest.raises(RowIsFinal), transaction.atomic():
            refused()


RAW = [
    "UPDATE agir_sponsorship_posting SET amount_minor = amount_minor + 1",
    "UPDATE agir_sponsorship_posting SET account = 'bank' WHERE line = 1",
    "DELETE FROM agir_sponsorship_posting",
    "UPDATE agir_sponsorship_transaction SET kind = 'gift'",
    "UPDATE agir_sponsorship_transaction SET facts = '{}'",
    "DELETE FROM agir_sponsorship_transaction",
    "UPDATE agir_sponsorship_snapshot SET amount_minor = 0",
    "DELETE FROM agir_sponsorship_snapshot",
    (
        "REPLACE INTO agir_sponsorship_posting "
        "(id, transaction_id, line, account, currency, amount_minor) "
        "SELECT id, transaction_id, line, account, currency, 5 FROM agir_sponsorship_posting"
    ),
]


def test_the_database_refuses_raw_statements() -> None:
    """On SQLite and, in ``make test-services``, on MariaDB."""
    noted()
    tables = (LedgerTransaction, PostingRow, LedgerSnapshot)
    before = [list(model.objects.order_by("pk").values_list()) for model in tables]
    for statement in RAW:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            _raw(statement)
        now = [list(model.objects.order_by("pk").values_list()) for model in tables]
        assert now == before, statement


@pytest.mark.parametrize("amount", [0, 2**62, -(2**62)])
def test_the_database_refuses_an_amount_that_is_none(amount: int) -> None:
    pay(10)
    with pytest.raises(DatabaseError), transaction.atomic():
        PostingRow.objects.create(
            transaction_id=1, line=7, account="bank", currency="EUR", amount_minor=amount
        )


def test_the_database_refuses_a_place_before_the_first() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerTransaction.objects.create(
            sequence=0,
            uuid=uuid4(),
            kind="pay",
            key_hash="x",
            request_hash="x",
            occurred_at=AT,
            booked_at=AT,
            hash="x",
        )


# --- what somebody with all rights did shows --------------------------------------------------
def _raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def unguarded(transactional_db: Any) -> Any:
    """Triggers lifted, as by an administrator of the database."""
    guards.lift()
    yield
    guards.install()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE agir_sponsorship_posting SET amount_minor = 999 WHERE line = 0", "unbalanced"),
        (
            "UPDATE agir_sponsorship_posting SET amount_minor = amount_minor * 2",
            "hash",
        ),
        ("UPDATE agir_sponsorship_transaction SET kind = 'gift' WHERE sequence = 1", "hash"),
        ("UPDATE agir_sponsorship_transaction SET kind = 'A gift' WHERE sequence = 1", "invalid"),
        (
            'UPDATE agir_sponsorship_transaction SET facts = \'{"name": "x"}\' WHERE sequence = 1',
            "invalid",
        ),
        ("UPDATE agir_sponsorship_posting SET account = 'cash' WHERE line = 0", "invalid"),
        ("DELETE FROM agir_sponsorship_posting WHERE transaction_id = 2", "unbalanced"),
        ("DELETE FROM agir_sponsorship_posting WHERE transaction_id = 3", "head"),
        ("UPDATE agir_sponsorship_head SET sequence = 9", "head"),
        ("DELETE FROM agir_sponsorship_head", "head"),
        ("UPDATE agir_sponsorship_transaction SET request_hash = 'x'", "hash"),
    ],
)
def test_what_was_changed_is_found(unguarded: Any, statement: str, code: str) -> None:
    for _ in range(3):
        pay(100)
    if "transaction_id = 3" in statement:  # the last row with its postings: the head remembers it
        _raw(statement)
        statement = "DELETE FROM agir_sponsorship_transaction WHERE sequence = 3"
    _raw(statement)
    assert code in {found.code for found in ledger.verify()}


def test_a_row_taken_out_of_the_middle_leaves_a_gap(unguarded: Any) -> None:
    for _ in range(3):
        pay(100)
    _raw("DELETE FROM agir_sponsorship_posting WHERE transaction_id = 2")
    _raw("DELETE FROM agir_sponsorship_transaction WHERE sequence = 2")
    assert {"gap", "hash"} <= {found.code for found in ledger.verify()}


def test_an_older_backup_does_not_meet_a_later_anchor(unguarded: Any) -> None:
    pay(100)
    booked = pay(100)
    anchor = booked.hash
    assert ledger.verify(anchor) == []
    _raw("DELETE FROM agir_sponsorship_posting WHERE transaction_id = 2")
    _raw("DELETE FROM agir_sponsorship_transaction WHERE sequence = 2")
    first = LedgerTransaction.objects.get()
    LedgerHead.objects.update(sequence=1, hash=first.hash)
    assert ledger.verify() == []
    assert [found.code for found in ledger.verify(anchor)] == ["anchor"]


def test_a_note_that_lies_is_found(unguarded: Any) -> None:
    for _ in range(tallying.EVERY):
        pay(1)
    _raw("UPDATE agir_sponsorship_snapshot SET amount_minor = 7 WHERE account = 'bank'")
    assert [found.code for found in ledger.verify()] == ["snapshot"]


def test_the_command_fails_on_a_ledger_that_is_not_whole(unguarded: Any, capsys: Any) -> None:
    pay(1)
    _raw("UPDATE agir_sponsorship_posting SET amount_minor = 2 WHERE line = 0")
    with pytest.raises(CommandError, match="not whole"):
        call_command("agir_sponsorship_verify")
    assert "unbalanced: 1" in capsys.readouterr().err


def test_the_command_tells_the_level(capsys: Any) -> None:
    pay(1)
    call_command("agir_sponsorship_verify", "--show-guards")
    told = capsys.readouterr().out
    assert told.count("stands") == len(guards.stand())
    assert "triggers of the database" in told
    assert "The ledger is whole." in told


@pytest.mark.parametrize("anchor", ["", "1", "x:y", "1:abc"])
def test_the_command_refuses_what_is_no_anchor(anchor: str) -> None:
    with pytest.raises(CommandError, match="64"):
        call_command("agir_sponsorship_verify", "--anchor", anchor)


def test_a_database_without_triggers_is_told(unguarded: Any, capsys: Any) -> None:
    call_command("agir_sponsorship_verify", "--show-guards")
    assert "log_bin_trust_function_creators" in capsys.readouterr().out


def test_guards_are_made_once_and_again(unguarded: Any) -> None:
    assert not any(guard.stands for guard in guards.stand())
    assert all(guard.stands for guard in guards.install())
    assert all(guard.stands for guard in guards.install())


def test_no_row_can_hold_a_name() -> None:
    """Every text column of the ledger is a code, a hash or an account, each checked."""
    assert {
        field.name
        for model in (LedgerTransaction, PostingRow, LedgerSnapshot, LedgerHead)
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField", "JSONField")
    } == {"kind", "key_hash", "request_hash", "facts", "hash", "account", "currency", "name"}
    assert "text" not in inspect.signature(ledger.post).parameters
