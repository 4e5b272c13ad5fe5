"""Any order of payments, releases, refunds, retries and time, against books kept by hand.

A machine (Hypothesis) beside a model in plain Python. Short in ``make test``; ten thousand steps
and more in ``make soak-sponsorship``.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from agir_sponsorship.api import ledger
from agir_sponsorship.api.ledger import Posting, accounts
from agir_sponsorship.domain.accounts import never_overdrawn
from agir_sponsorship.domain.publication import ANCHOR
from agir_sponsorship.domain.reversal import InvalidPart, ReversalExceeds
from agir_sponsorship.ledger.tallying import AccountOverdrawn
from agir_sponsorship.ledger.writing import IdempotencyMismatch
from agir_sponsorship.models.ledger import LedgerTransaction
from agir_sponsorship.transparency import publishing

OWNERS = [UUID(int=number) for number in (1, 2)]
ROUTES = {
    "pay": (lambda owner: accounts.bank(), accounts.pledge),
    "release": (accounts.pledge, accounts.campaign_income),
    "pool_open": (accounts.pledge, accounts.pool),
    "seat_claim": (accounts.pool, lambda owner: accounts.fee_income()),
    "solidarity_share": (accounts.pledge, lambda owner: accounts.solidarity()),
    "aid_claim": (lambda owner: accounts.solidarity(), lambda owner: accounts.fee_income()),
    "fee": (lambda owner: accounts.provider_fees(), lambda owner: accounts.bank()),
}
AMOUNTS = st.sampled_from([1, 2, 3, 7, 99, 100, 101, 999_999_999_99])
CURRENCIES = st.sampled_from(["EUR", "EUR", "EUR", "JPY"])


class LedgerMachine(RuleBasedStateMachine):
    """The ledger, and what a bookkeeper would hold."""

    booked: Any = Bundle("booked")
    steps = 0

    @initialize()
    def open(self) -> None:
        """Begin with empty books in January."""
        self.now = datetime(2026, 1, 10, tzinfo=UTC)
        self.balances: Counter[tuple[str, str]] = Counter()
        self.left: dict[UUID, list[Posting]] = {}
        self.keys: dict[str, tuple[str, tuple[Posting, ...], UUID]] = {}
        self.reversed: set[str] = set()
        self.file: tuple[tuple[str, ...], ...] = ()

    @rule(
        target=booked,
        kind=st.sampled_from(sorted(ROUTES)),
        owner=st.sampled_from(OWNERS),
        amount=AMOUNTS,
        currency=CURRENCIES,
        learner=st.integers(1, 30),
    )
    def post(self, kind: str, owner: UUID, amount: int, currency: str, learner: int) -> Any:
        """Book what a route allows; what would overdraw is refused and changes nothing."""
        debit, credit = (side(owner) for side in ROUTES[kind])
        lines = (Posting(debit, amount, currency), Posting(credit, -amount, currency))
        facts = {"learner": str(UUID(int=learner))} if kind.endswith("claim") else {}
        key = f"{kind}:{len(self.keys)}"
        after = self.balances[debit, currency] + amount
        try:
            view = ledger.post(kind, lines, idempotency_key=key, occurred_at=self.now, facts=facts)
        except AccountOverdrawn:
            assert never_overdrawn(debit)
            assert after > 0
            return multiple()
        assert not (never_overdrawn(debit) and after > 0)
        self._count(lines)
        self.keys[key] = (kind, lines, view.uuid)
        self.left[view.uuid] = list(lines)
        return view.uuid

    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        """Ask again with a key: the same answer, whatever the balances are now."""
        if not self.keys:
            return
        key = data.draw(st.sampled_from(sorted(self.keys)))
        kind, lines, uuid = self.keys[key]
        facts = LedgerTransaction.objects.get(uuid=uuid).facts
        again = ledger.post(kind, lines, idempotency_key=key, occurred_at=self.now, facts=facts)
        assert (again.uuid, again.replayed) == (uuid, True)

    @rule(data=st.data(), more=st.integers(1, 9))
    def misuse(self, data: st.DataObject, more: int) -> None:
        """Use a key for another amount: refused."""
        if not self.keys:
            return
        key = data.draw(st.sampled_from(sorted(self.keys)))
        kind, (debit, credit), _ = self.keys[key]
        amount = debit.amount_minor + more
        other = [
            Posting(debit.account, amount, debit.currency),
            Posting(credit.account, -amount, credit.currency),
        ]
        try:
            ledger.post(kind, other, idempotency_key=key, occurred_at=self.now)
        except IdempotencyMismatch:
            return
        raise AssertionError("a key was used twice")

    @rule(
        uuid=booked,
        part=st.one_of(st.none(), st.fractions(Fraction(1, 20), 1)),
        number=st.integers(0, 3),
    )
    def reverse(self, uuid: UUID, part: Fraction | None, number: int) -> None:
        """Take back a part or the rest; a refusal changes nothing, and never more than was."""
        key = f"reverse:{uuid}:{part}:{number}"
        known = key in self.reversed
        try:
            view = ledger.reverse(uuid, idempotency_key=key, occurred_at=self.now, part=part)
        except (ReversalExceeds, InvalidPart, AccountOverdrawn):
            return
        assert view.replayed is known
        if known:
            return
        self.reversed.add(key)
        self._count(view.postings)
        self.left[uuid] += view.postings

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        """Let time pass, into the next month or not."""
        self.now += timedelta(days=days)

    @rule()
    def turn_back(self) -> None:
        """Let a clock be a day behind, as another machine's may be."""
        self.now -= timedelta(days=1)

    @rule(uuid=consumes(booked))
    def forget(self, uuid: UUID) -> None:
        """Leave a transaction alone from now on."""

    @rule()
    def publish(self) -> None:
        """Publish: what was published before is the beginning."""
        rows = tuple(publishing.rows(publishing.closing(self.now)))
        if len(rows) >= len(self.file):
            assert rows[: len(self.file)] == self.file
            self.file = rows
        for row in rows[1:]:
            learners = int(row[9])
            assert learners % 11 == 0
            assert row[4] == ANCHOR or learners or not row[4].endswith("claim")

    @invariant()
    def balances_are_those_of_the_bookkeeper(self) -> None:
        """Every account agrees (I1, I4, I20)."""
        if not hasattr(self, "balances"):
            return
        LedgerMachine.steps += 1
        for (account, currency), held in self.balances.items():
            assert ledger.balance(account, currency) == held
            assert not (never_overdrawn(account) and held > 0)
        for currency in ("EUR", "JPY"):
            assert sum(ledger.balances("", currency).values()) == 0

    @invariant()
    def no_reversal_exceeds(self) -> None:
        """Line by line, what is left of a transaction has its own sign or is 0 (I3)."""
        for lines in getattr(self, "left", {}).values():
            rest: Counter[str] = Counter()
            for line in lines:
                rest[line.account] += line.amount_minor
            assert rest[lines[0].account] >= 0
            assert rest[lines[1].account] <= 0

    def teardown(self) -> None:
        """Verify the whole: sums, chain, notes, head."""
        assert ledger.verify() == []

    def _count(self, lines: Any) -> None:
        for line in lines:
            self.balances[line.account, line.currency] += line.amount_minor
