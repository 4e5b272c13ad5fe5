"""Seats: one learner, one seat, one funder; seat and money come and go together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from seat_world import CLOCK, FEE, NOW, Registry, asked, at_the_bank, money, pool

from agir_events.data import RegistrationData
from agir_events.signals import REGISTRATION_CHANGED, SEAT_GRANTED, SEAT_RELEASED
from agir_kernel.clock import FixedClock
from agir_kernel.errors import DomainError
from agir_platform import registrations
from agir_platform.ports import RegistrationState
from agir_sponsorship.api import ledger, seats
from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.naming import NameUnfit
from agir_sponsorship.domain.seat import (
    ClaimKeyReused,
    ClaimState,
    ClaimStateRefused,
    FeeAboveSeat,
    FeeAlreadyPaid,
    NotForCpf,
    PoolExhausted,
    PoolNeedsCode,
    PoolNotForTheme,
    PoolNotForThis,
    PoolShut,
    PoolUnknown,
    Scope,
    SeatAlreadyHeld,
    SeatFigureInvalid,
)
from agir_sponsorship.models import SeatClaim, SeatPool

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry() -> Any:
    held = (list(registrations._registrations), list(registrations._certifications))
    found = Registry()
    registrations.register(found, found)
    yield found
    registrations._registrations[:], registrations._certifications[:] = held


@pytest.fixture
def heard(django_capture_on_commit_callbacks: Any) -> Any:
    said: list[tuple[str, str]] = []

    def granted(seat: Any, **_: Any) -> None:
        said.append(("granted", seat.claim))

    def released(seat: Any, **_: Any) -> None:
        said.append(("released", seat.claim))

    SEAT_GRANTED.connect(granted)
    SEAT_RELEASED.connect(released)
    yield said
    SEAT_GRANTED.disconnect(granted)
    SEAT_RELEASED.disconnect(released)


def test_a_seat_is_paid_from_the_pool_and_given_back_to_the_cent() -> None:
    """3 seats of 100 € are bought; a fee of 90 € leaves 210 €, its release 300 €."""
    one = pool(3)
    claim = seats.claim(asked(), pool=one.id, clock=CLOCK)
    assert (claim.state, seats.pool(one.id).left) == (ClaimState.RESERVED, 2)
    assert at_the_bank() == {
        "bank": 30_000, f"pool:{one.id}": -21_000, "fee_income": -FEE,
    }  # fmt: skip
    done = seats.release(claim.id, clock=CLOCK)
    assert (done.state, seats.pool(one.id).left) == (ClaimState.RELEASED, 3)
    assert at_the_bank() == {"bank": 30_000, f"pool:{one.id}": -30_000}
    assert seats.release(claim.id, clock=CLOCK).is_replay
    assert seats.verify() == []
    assert ledger.verify() == []


def test_asking_again_takes_one_seat(django_assert_max_num_queries: Any) -> None:
    one, wanted = pool(3), asked()
    first = seats.claim(wanted, pool=one.id, clock=CLOCK)
    for again in (wanted, asked(wanted.subject, registration=wanted.registration,
                                idempotency_key="another")):  # fmt: skip
        with django_assert_max_num_queries(8):
            found = seats.claim(again, pool=one.id, clock=CLOCK)
        assert (found.id, found.is_replay) == (first.id, True)
    assert seats.pool(one.id).used == 1
    with pytest.raises(SeatAlreadyHeld):
        seats.claim(asked(wanted.subject), pool=one.id, clock=CLOCK)
    with pytest.raises(ClaimKeyReused):
        seats.claim(
            asked(idempotency_key=wanted.idempotency_key, fee_minor=1), pool=one.id, clock=CLOCK
        )
    assert seats.pool(one.id).used == 1


def test_a_replay_is_answered_when_the_pool_is_empty_by_then() -> None:
    one, wanted = pool(1), asked()
    first = seats.claim(wanted, pool=one.id, clock=CLOCK)
    with pytest.raises(PoolExhausted):
        seats.claim(asked(), pool=one.id, clock=CLOCK)
    assert seats.claim(wanted, pool=one.id, clock=CLOCK).id == first.id


def test_one_euro_of_fee_has_one_funder() -> None:
    one, other, wanted = pool(1), pool(1), asked()
    seats.claim(wanted, pool=one.id, clock=CLOCK)
    with pytest.raises(FeeAlreadyPaid):
        seats.claim(
            asked(wanted.subject, registration=wanted.registration, idempotency_key="k"),
            pool=other.id, clock=CLOCK,
        )  # fmt: skip
    assert (seats.pool(other.id).used, seats.verify()) == (0, [])


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"funding": "cpf"}, NotForCpf),
        ({"fee_minor": 10_001}, FeeAboveSeat),
        ({"fee_minor": 0}, SeatFigureInvalid),
        ({"fee_minor": True}, SeatFigureInvalid),
        ({"currency": "USD"}, PoolNotForThis),
        ({"certification": "RS1"}, PoolNotForThis),
        ({"course_keys": ("course-v1:A+B+2",)}, PoolNotForThis),
        ({"themes": ("sdg:3",)}, PoolNotForTheme),
        ({"themes": ()}, PoolNotForTheme),
        ({"idempotency_key": ""}, SeatFigureInvalid),
        ({"idempotency_key": "k" * 129}, SeatFigureInvalid),
    ],
)
def test_what_no_pool_pays_is_refused_and_nothing_is_left(changes: Any, refusal: Any) -> None:
    one = pool(2, scope=Scope(("RS5875",), ("course-v1:A+B+1",), ("agir:security",)))
    fits = {"course_keys": ("course-v1:A+B+1",), "themes": ("agir:security",)}
    before = at_the_bank()
    with pytest.raises(refusal):
        seats.claim(asked(**{**fits, **changes}), pool=one.id, clock=CLOCK)
    assert (at_the_bank(), SeatClaim.objects.count()) == (before, 0)
    seats.claim(asked(**fits), pool=one.id, clock=CLOCK)


def test_a_pool_has_its_time_and_its_door() -> None:
    ended = pool(1, valid_until=NOW)
    ahead = pool(1, valid_from=NOW + timedelta(days=1))
    coded = pool(1, is_open=False)
    for one, refusal in ((ended, PoolShut), (ahead, PoolShut), (coded, PoolNeedsCode)):
        with pytest.raises(refusal):
            seats.claim(asked(), pool=one.id, clock=CLOCK)
    with pytest.raises(PoolUnknown):
        seats.claim(asked(), pool=uuid4(), clock=CLOCK)
    assert seats.offered("RS5875", clock=CLOCK) == []


def test_no_pool_promises_money_that_is_not_there() -> None:
    with pytest.raises(DomainError) as refused:
        pool(3, paid=False)
    assert refused.value.code == "account_overdrawn"
    assert not SeatPool.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"bought": 0}, {"bought": -1}, {"bought": True}, {"bought": 100_001}, {"price_minor": 0},
        {"price_minor": 2**63}, {"name": "  "}, {"name": "a" * 121}, {"source": "pledge"},
        {"source": "gift"}, {"valid_until": datetime(2025, 1, 1, tzinfo=UTC)},
    ],
)  # fmt: skip
def test_a_pool_that_cannot_be_is_refused(changes: Any) -> None:
    with pytest.raises(NameUnfit if "name" in changes else SeatFigureInvalid):
        pool(**{"bought": 1, "paid": False, **changes})


def test_a_pool_from_a_pledge_and_the_way_back() -> None:
    """A pledge of 500 € gives 5 seats; one is used at 90 €; closing gives 410 € back."""
    pledge = uuid4()
    money(accounts.pledge(pledge), 50_000)
    one = pool(5, paid=False, source="pledge", source_id=pledge)
    claim = seats.claim(asked(), pool=one.id, clock=CLOCK)
    seats.close_pool(one.id, clock=CLOCK)
    assert at_the_bank() == {"bank": 50_000, f"pledge:{pledge}": -41_000, "fee_income": -FEE}
    seats.close_pool(one.id, clock=CLOCK)
    seats.release(claim.id, clock=CLOCK)
    assert at_the_bank() == {"bank": 50_000, f"pledge:{pledge}": -50_000}
    assert seats.verify() == []


def test_a_registration_that_fails_takes_no_seat() -> None:
    """The caller's transaction holds both: undone together."""
    one = pool(1)

    class Failed(Exception):
        pass

    def register() -> None:
        with transaction.atomic():
            seats.claim(asked(), pool=one.id, clock=CLOCK)
            raise Failed

    with pytest.raises(Failed):
        register()
    assert (seats.pool(one.id).used, SeatClaim.objects.count()) == (0, 0)
    assert at_the_bank() == {"bank": 10_000, f"pool:{one.id}": -10_000}


def test_the_database_refuses_by_itself() -> None:
    one = pool(1)
    seats.claim(asked(), pool=one.id, clock=CLOCK)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatPool.objects.filter(pk=one.id).update(used=2)
    row = SeatClaim.objects.get()
    row.pk, row.idempotency_key, row.registration = uuid4(), "other", uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_claims_follow_their_registrations(registry: Registry, heard: Any) -> None:
    one = pool(4)
    claims = [seats.claim(asked(), pool=one.id, clock=CLOCK) for _ in range(4)]
    states = (RegistrationState.CONFIRMED, RegistrationState.LAPSED, RegistrationState.HELD)
    for claim, state in zip(claims, states, strict=False):
        registry.say(claim.registration, state)
    done = seats.reconcile(clock=CLOCK)
    assert (done.confirmed, done.used, done.released) == (1, 0, 1)
    later = FixedClock(NOW + timedelta(minutes=15))
    assert seats.reconcile(clock=later).released == 1  # nobody knows the fourth registration
    registry.say(claims[0].registration, RegistrationState.ENDED)
    assert seats.reconcile(clock=later).used == 1
    assert seats.reconcile(clock=later) == seats.Reconciled(0, 0, 0, 0, 0)
    found = [SeatClaim.objects.get(pk=claim.id).state for claim in claims]
    assert found == ["used", "released", "reserved", "released"]
    assert (seats.pool(one.id).used, seats.verify()) == (2, [])
    with pytest.raises(ClaimStateRefused):
        seats.release(claims[0].id, clock=later)
    assert seats.reverse(claims[0].id, clock=later).state is ClaimState.REVERSED
    assert (seats.pool(one.id).used, seats.verify()) == (1, [])


@pytest.mark.usefixtures("registry")  # puts back who answered
def test_while_nobody_answers_nothing_moves() -> None:
    registrations.withdraw()
    one = pool(1)
    seats.claim(asked(), pool=one.id, clock=CLOCK)
    done = seats.reconcile(clock=FixedClock(NOW + timedelta(days=9)))
    assert (done.released, seats.pool(one.id).used) == (0, 1)


def test_a_registration_that_turns_to_the_cpf_is_paid_by_nobody_here(registry: Registry) -> None:
    one = pool(1)
    claim = seats.claim(asked(), pool=one.id, clock=CLOCK)
    registry.say(claim.registration, RegistrationState.CONFIRMED, funding="cpf")
    assert seats.reconcile(clock=CLOCK).released == 1
    assert seats.pool(one.id).used == 0


@pytest.mark.parametrize("order", [("confirmed", "lapsed"), ("lapsed", "confirmed")])
def test_events_out_of_order_and_twice_end_where_the_registration_is(
    order: Any, registry: Registry
) -> None:
    """The registration has lapsed, whatever is heard last."""
    one = pool(1)
    claim = seats.claim(asked(), pool=one.id, clock=CLOCK)
    registry.say(claim.registration, RegistrationState.LAPSED)
    for state in (*order, *order):
        REGISTRATION_CHANGED.send_event(
            registration=RegistrationData(
                str(claim.registration), str(uuid4()), str(claim.subject), "RS5875", state, NOW
            )
        )
    assert (SeatClaim.objects.get().state, seats.pool(one.id).used) == ("released", 0)


def test_events_are_said_after_the_commit(
    heard: Any, django_capture_on_commit_callbacks: Any
) -> None:
    one = pool(1)
    with django_capture_on_commit_callbacks(execute=True):
        claim = seats.claim(asked(), pool=one.id, clock=CLOCK)
        assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        seats.release(claim.id, clock=CLOCK)
    assert heard == [("granted", str(claim.id)), ("released", str(claim.id))]
