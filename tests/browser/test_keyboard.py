"""The keyboard's first stop (``test_pages`` walks each page to its end)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from browser.pages import VISITS


def test_the_first_stop_skips_to_the_content(visit: Callable[..., Any]) -> None:
    page = visit(next(place for place in VISITS if place.name == "catalogue"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"
