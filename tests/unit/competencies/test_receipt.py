"""A receipt says what was shown and names nobody; what is none is refused, whatever it is."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain import receipt as rules
from agir_competencies.domain.receipt import Receipt, ReceiptMalformed, ReceiptTooOld

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
SHARES = st.decimals(min_value=0, max_value=1, places=6)
FINDINGS = st.dictionaries(st.uuids(), SHARES, min_size=1, max_size=12)
KEYS = st.text(min_size=1, max_size=255).filter(lambda text: text.isprintable())


def made(**more) -> Receipt:
    facts = {
        "nonce": "0" * 32, "object_key": "block-v1:A+B+C+type@agir-check+block@one",
        "course_key": "course-v1:A+B+C", "findings": ((UUID(int=1), Decimal("0.5")),), "at": AT,
        "key": "did:web:campus.example#k1",
    }  # fmt: skip
    return Receipt(**{**facts, **more})


@given(FINDINGS, st.integers(0, 2**128 - 1), st.datetimes(timezones=st.just(UTC)))
def test_it_is_read_as_it_was_written(findings, number: int, at: datetime) -> None:
    receipt = made(
        findings=tuple(findings.items()), nonce=f"{number:032x}", at=at.replace(microsecond=0)
    )
    found, payload, signature = rules.read(rules.joined(receipt.payload(), b"\0" * 64))
    assert (found, payload, signature) == (receipt, receipt.payload(), b"\0" * 64)


def test_it_holds_these_keys_and_no_other() -> None:
    payload = made().payload()
    told = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert sorted(told) == ["at", "c", "f", "k", "n", "o", "v"]


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text())))
def test_anything_else_is_refused_by_one_code(token: object) -> None:
    with pytest.raises(ReceiptMalformed):
        rules.read(token)


@pytest.mark.parametrize(
    "wrong",
    [
        {"findings": ()},
        {"findings": ((UUID(int=1), Decimal("1.1")),)},
        {"findings": ((UUID(int=1), Decimal("NaN")),)},
        {"findings": ((UUID(int=1), Decimal(1)), (UUID(int=1), Decimal(0)))},
        {"findings": tuple((UUID(int=one), Decimal(1)) for one in range(13))},
        {"nonce": "g" * 32},
        {"object_key": ""},
        {"object_key": "x" * 256},
    ],
)
def test_what_nobody_could_have_shown_is_refused(wrong) -> None:
    with pytest.raises(ReceiptMalformed):
        rules.read(rules.joined(made(**wrong).payload(), b"0" * 64))


@pytest.mark.parametrize("findings", [[[5, "1"]], [[None, "1"]], [[{}, {}]], [["x"]], {"a": 1}, 7])
def test_what_nobody_signed_is_refused_whatever_it_holds(findings: object) -> None:
    """It is read before its signature is looked at: whoever sends it chooses every value."""
    told = {"v": 1, "n": "0" * 32, "o": "block", "c": "", "f": findings,
            "at": AT.isoformat(), "k": "did:web:campus.example#k1"}  # fmt: skip
    payload = urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    with pytest.raises(ReceiptMalformed):
        rules.read(rules.joined(payload, b"0" * 64))


def test_age_has_borders() -> None:
    """90 days to the second are taken, one more is not; the clock of a peer may be 5 min ahead."""
    rules.check_age(made(), AT + timedelta(days=90), 90)
    with pytest.raises(ReceiptTooOld):
        rules.check_age(made(), AT + timedelta(days=90, seconds=1), 90)
    rules.check_age(made(), AT - timedelta(minutes=5), 90)
    with pytest.raises(ReceiptMalformed):
        rules.check_age(made(), AT - timedelta(minutes=5, seconds=1), 90)
