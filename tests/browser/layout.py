"""Measures taken on a page: what overflows, what the keyboard reaches, what moves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

WIDTHS = (320, 768, 1280)
THEMES = ("light", "dark")
DATE_STOPS = 4
SCRIPT = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")


def measure(page: Any, name: str) -> Any:
    """Take one measure of ``measures.js``: overflow, focusable, focused or moving."""
    page.evaluate(f"() => {{ if (!window.agirMeasures) {{ {SCRIPT} }} }}")
    return page.evaluate(f"() => window.agirMeasures.{name}()")


def stops(page: Any, limit: int = 400) -> tuple[list[str], list[dict[str, Any]]]:
    """Walk the page with Tab; return what can take the focus and what did, in order.

    A date field takes several Tabs by itself: day, month, year and its button; one with a time of
    day twice as many.
    """
    expected = measure(page, "focusable")
    page.evaluate("() => { document.activeElement?.blur(); window.focus(); }")
    met: list[dict[str, Any]] = []
    seen: set[str] = set()
    inside = DATE_STOPS * sum('type="date"' in html for html in expected)
    inside += 2 * DATE_STOPS * sum('type="datetime-local"' in html for html in expected)
    last = ""
    for _ in range(min(limit, len(expected) + inside + 5)):
        page.keyboard.press("Tab")
        here = page.evaluate("() => window.agirMeasures.focused()")
        if here is None or (here["stop"] in seen - {last} and not here["frame"]):
            break
        last = here["stop"]
        if here["stop"] not in seen:
            met.append(here)
            seen.add(here["stop"])
    return expected, met
