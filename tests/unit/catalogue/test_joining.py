"""Joining for free: every way in and out of the window, and unknown as unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agir_catalogue.domain.joining import is_free_to_join
from agir_platform.ports import CourseFacts, Mode

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FREE, PAID = Mode("audit", 0, ""), Mode("verified", 6000, "EUR")


def facts(**told: Any) -> CourseFacts:
    return CourseFacts(**{"course_key": "k", "title": "t", "is_listed": True, **told})


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"modes": (FREE,)}, True),
        ({"modes": (PAID, FREE)}, True),
        ({"modes": (PAID,)}, False),
        ({"modes": (Mode("audit", 0, "", NOW),)}, False),
        ({"modes": (Mode("audit", 0, "", NOW + DAY),)}, True),
        ({"modes": (FREE,), "enrolment_opens_at": NOW + DAY}, False),
        ({"modes": (FREE,), "enrolment_opens_at": NOW}, True),
        ({"modes": (FREE,), "enrolment_closes_at": NOW}, False),
        ({"modes": (FREE,), "ends_at": NOW - DAY}, False),
        ({"modes": (FREE,), "is_listed": False}, False),
        ({"modes": (FREE,), "is_listed": None}, None),
        ({"modes": ()}, None),
        ({"modes": (), "enrolment_closes_at": NOW}, False),
    ],
)
def test_joining(told: dict[str, Any], answer: bool | None) -> None:
    assert is_free_to_join(facts(**told), NOW) is answer
