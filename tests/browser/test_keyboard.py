"""Every control is reached by Tab, once, and shows that it has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.layout import stops
from browser.pages import VISITS, Visit


@pytest.mark.parametrize("place", VISITS, ids=lambda place: place.name)
def test_each_control_is_reached_and_visible(place: Visit, visit: Callable[..., Any]) -> None:
    if place.name in {"unit"}:
        pytest.skip("The frame is walked as a page of its own (block-…)")
    page = visit(place, viewport={"width": 1280, "height": 900})
    expected, met = stops(page)
    reached = {int(one["stop"]) for one in met if one["stop"] is not None}
    missed = [html for at, html in enumerate(expected) if at not in reached]
    assert missed == []
    assert [one["html"] for one in met if not (one["ring"] or one["frame"])] == []


def test_the_first_stop_skips_to_the_content(visit: Callable[..., Any]) -> None:
    page = visit(next(place for place in VISITS if place.name == "catalogue"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"
