"""Which hours count: those of the contract, done between entry and exit, and no others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agir_certification.domain.hours import Activity, Hours, billable

ENTRY, EXIT = date(2026, 11, 2), date(2026, 11, 20)
FROM = datetime(2026, 10, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def hours(
    *activities: Activity, exited_on: date | None = EXIT, entry: date | None = ENTRY
) -> Hours:
    return billable(
        activities, planned=600, entered_on=entry, exited_on=exited_on, today=date(2026, 12, 1)
    )


def test_all_done_before_entry_is_no_hour_at_all() -> None:
    before = datetime(2026, 10, 30, 9, tzinfo=UTC)
    told = hours(*(Activity(f"a{number}", 60, before) for number in range(10)))
    assert (told.minutes, told.rate, len(told.positioning)) == (0, 0, 10)


def test_what_was_known_at_the_entry_is_no_hour_when_it_is_done_again() -> None:
    told = hours(Activity("a", 60, NOON, is_positioning=True), Activity("b", 60, NOON))
    assert (told.minutes, told.counted, told.positioning) == (60, ("b",), ("a",))


def test_first_and_last_day_count_whole_in_paris() -> None:
    """1 November 23:30 UTC is the 2nd in Paris; 20 November 23:30 UTC is the 21st there."""
    first = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    last = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    after = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    told = hours(Activity("a", 10, first), Activity("b", 20, last), Activity("c", 40, after))
    assert (told.minutes, told.counted) == (30, ("a", "b"))


def test_without_an_entry_nothing_counts_and_under_way_it_does_until_today() -> None:
    assert hours(Activity("a", 60, NOON), entry=None).minutes == 0
    assert hours(Activity("a", 60, NOON), exited_on=None).minutes == 60
    assert hours(Activity("a", 60, NOON + timedelta(days=60)), exited_on=None).minutes == 0


def test_the_rate_is_whole_and_rounded_down() -> None:
    """119 of 600 minutes are 19.83 %."""
    assert hours(Activity("a", 119, NOON)).rate == 19
    assert Hours(0, 0, (), ()).rate == 0


@given(
    st.lists(
        st.tuples(
            st.integers(1, 300),
            st.one_of(
                st.none(),
                st.integers(0, 75 * 24).map(lambda hour: FROM + timedelta(hours=hour)),
            ),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_hours_never_exceed_what_was_done_inside(
    told: list[tuple[int, datetime | None, bool]],
) -> None:
    activities = [Activity(str(at), *one) for at, one in enumerate(told)]
    found = hours(*activities)
    by_key = {one.key: one for one in activities}
    assert found.minutes == sum(by_key[key].minutes for key in found.counted)
    assert not set(found.counted) & set(found.positioning)
    assert 0 <= found.rate <= 100
    for key in found.counted:
        assert by_key[key].done_at is not None
        assert not by_key[key].is_positioning
