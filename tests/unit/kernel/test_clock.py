"""Clocks tell aware instants in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from agir_kernel.clock import FixedClock, SystemClock


def test_a_fixed_clock_stands_still() -> None:
    instant = datetime(2026, 2, 17, 12, tzinfo=UTC)
    clock = FixedClock(instant)
    assert clock.now() == clock.now() == instant


def test_the_systems_clock_is_aware_and_does_not_go_back() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(0)
    assert first <= second
