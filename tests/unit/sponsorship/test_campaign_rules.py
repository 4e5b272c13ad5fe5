"""Pure rules of campaigns: states, parts, letters, references, the proposal of a nature."""

from __future__ import annotations

import itertools
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_sponsorship.domain import (
    amounts,
    campaign,
    letters,
    milestone,
    payment,
    pledge,
    reference,
)
from agir_sponsorship.domain.amounts import AmountUnfit, CurrencyUnknown
from agir_sponsorship.domain.classifying import Counterpart, classify
from agir_sponsorship.domain.machine import TransitionRefused, moved
from agir_sponsorship.domain.payment import Facts, PaymentState
from agir_sponsorship.domain.pledge import Money, PledgeState
from agir_sponsorship.domain.splitting import split

money = st.integers(min_value=0, max_value=2**61)


@given(money, st.lists(st.integers(min_value=0, max_value=2**40), min_size=1, max_size=30))
def test_parts_add_up_to_the_whole(amount: int, weights: list[int]) -> None:
    """I20; and no part is a unit or more from its exact share."""
    if not any(weights):
        weights[0] = 1
    parts = split(amount, weights)
    assert sum(parts) == amount
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(amount * weight, total) - part) < 1


def test_a_lost_cent_goes_to_the_first() -> None:
    assert split(100, [1, 1, 1]) == (34, 33, 33)
    assert milestone.part(1_000_01, [500_00, 500_00], 0) == 500_01


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "zéro"),
        (16, "seize"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (71, "soixante et onze"),
        (72, "soixante-douze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_000_000, "un million"),
        (80_000_000, "quatre-vingts millions"),
    ],
)
def test_numbers_in_french_letters(value: int, said: str) -> None:
    """From the grammar: vingt and cent agree unless a numeral follows; mille never does."""
    assert letters.number(value) == said


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (1, "EUR", "un centime"),
        (1_00, "EUR", "un euro"),
        (1_000_000_00, "EUR", "un million d’euros"),
        (1_000_000_50, "EUR", "un million d’euros et cinquante centimes"),
        (80, "JPY", "quatre-vingts JPY"),
        (1_500, "TND", "un TND et cinq cents millièmes"),
    ],
)
def test_amounts_in_letters(minor: int, currency: str, said: str) -> None:
    assert letters.amount(minor, currency) == said


def test_the_largest_amount_of_a_receipt_in_letters() -> None:
    assert letters.amount(999_999_999_99, "EUR").endswith("euros et quatre-vingt-dix-neuf centimes")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1000", "EUR", 1_000_00),
        ("1000,5", "EUR", 1_000_50),
        ("0.01", "EUR", 1),
        ("80", "JPY", 80),
        ("1.234", "TND", 1234),
    ],
)
def test_amounts_as_people_type_them(text: str, currency: str, minor: int) -> None:
    assert amounts.typed(text, currency) == minor
    assert amounts.typed(amounts.figures(minor, currency), currency) == minor


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "0.00",
        "-1",
        "0.001",
        "NaN",
        "Infinity",
        "1e400",
        "1,000.00",
        "1 000,00",
        "٣",
        "True",
        "+1",
        "1.",
        ".5",
        "",
        "1_000",
        "0x10",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(AmountUnfit):
        amounts.typed(text, "EUR")


@pytest.mark.parametrize("value", [True, 0, -1, 1.0, "1", None, 2**62, 2**63])
def test_what_is_no_count_of_units(value: object) -> None:
    with pytest.raises(AmountUnfit):
        amounts.checked(value)


@pytest.mark.parametrize("code", ["eur", "Eur", "XYZ", "", "€"])
def test_what_is_no_currency(code: str) -> None:
    with pytest.raises(CurrencyUnknown):
        amounts.typed("1", code)


@given(st.uuids(version=4))
def test_a_reference_is_found_as_banks_write_it(one: UUID) -> None:
    said = reference.of(one)
    bare = said.replace("-", "")
    for label in (said, said.lower(), f"VIR RECU {said} ACME", f"REF {bare}/1", bare):
        assert reference.found_in(label) == (said,)


@given(st.uuids(version=4), st.integers(4, 18), st.sampled_from(reference.ALPHABET))
def test_one_wrong_sign_is_no_reference(one: UUID, place: int, sign: str) -> None:
    """97 is prime: a changed sign, or two neighbours that changed places, never agree again."""
    said = reference.of(one)
    if said[place] in ("-", sign) or (place > 16 and not sign.isdigit()):
        return
    assert reference.found_in(said[:place] + sign + said[place + 1 :]) == ()
    if 4 <= place < 15 and said[place] != said[place + 1]:
        turned = said[:place] + said[place + 1] + said[place] + said[place + 2 :]
        assert reference.found_in(turned) == ()


@pytest.mark.parametrize(
    ("value", "kind", "nature", "reasons"),
    [
        (0, "name", "mecenat", ("no_counterpart",)),
        (250_00, "invitation", "mecenat", ("counterpart_far_below",)),
        (250_01, "invitation", "parrainage", ("counterpart_too_high",)),
        (0, "advertising_message", "parrainage", ("advertising_service",)),
        (
            999_00,
            "exclusivity",
            "parrainage",
            ("advertising_service", "counterpart_too_high"),
        ),
    ],
)
def test_what_a_pledge_of_1000_euros_is(
    value: int, kind: str, nature: str, reasons: tuple[str, ...]
) -> None:
    """A quarter, included, is the border; an advertising service is parrainage at any value."""
    found = classify(1_000_00, [Counterpart(kind, value)])
    assert (found.nature, found.reasons) == (nature, reasons)


@pytest.mark.parametrize("value", [-1, True, 2**62])
def test_a_counterpart_out_of_bounds(value: int) -> None:
    with pytest.raises(AmountUnfit):
        classify(100, [Counterpart("name", value)])


def test_only_the_edges_of_the_table_are_walked() -> None:
    """Every act from every state: it leads where the table says, or is refused."""
    for table in (campaign.ACTS, pledge.ACTS, milestone.ACTS):
        states = {state for edges in table.values() for pair in edges.items() for state in pair}
        for act, state in itertools.product([*table, "anything"], states):
            if state in table.get(act, {}):
                assert moved(table, state, act) == table[act][state]
            else:
                with pytest.raises(TransitionRefused):
                    moved(table, state, act)


facts = st.builds(
    Facts,
    received=st.sampled_from([0, 499, 500]),
    refunded=st.sampled_from([0, 100, 500]),
    failed=st.booleans(),
    expired=st.booleans(),
    dispute=st.sampled_from(payment.DISPUTES),
)


@given(st.lists(facts, max_size=6), st.randoms())
def test_facts_join_alike_in_any_order_and_number(news: list[Facts], random: object) -> None:
    def end(order: list[Facts]) -> Facts:
        found = Facts()
        for one in order:
            found = found.joined(one)
        return found

    turned = [*news, *news]
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert end(news) == end(turned)
    assert 0 <= end(news).returned() <= end(news).received
    assert payment.state(end(news), 500) in set(PaymentState)


@given(money, money, st.integers(0, 4), st.booleans(), st.booleans())
def test_a_pledge_follows_its_sums(
    amount: int, paid: int, part: int, disputed: bool, lost: bool
) -> None:
    """What is due back goes first; all gone is refunded; given up stays given up."""
    returned = paid * part // 4
    sums = Money(amount or 1, paid, returned, returned if part == 2 else 0, disputed, lost)
    found = pledge.after_money(PledgeState.SIGNED, sums)
    if not paid:
        assert found is PledgeState.SIGNED
    elif sums.due:
        assert found is PledgeState.REFUND_DUE
    elif returned == paid:
        assert found in (PledgeState.REFUNDED, PledgeState.CHARGED_BACK)
    assert pledge.after_money(PledgeState.WITHDRAWN, sums) is PledgeState.WITHDRAWN
