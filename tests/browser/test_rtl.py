"""In a script that runs from right to left, a page of every room still fits and still reads.

No Arabic catalogue exists yet: the page is turned, and its Latin letters become Arabic ones, which
join and take other widths. Codes and addresses stay as they are, as they would in Arabic.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.layout import measure
from browser.pages import VISITS, Visit

# Once for each room of addresses: /agir/goals, /agir/sponsorship …
ROOMS = {tuple(place.path.split("/")[1:3]): place for place in reversed(VISITS) if not place.alone}
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنه"
TURN = """(letters) => {
  document.documentElement.lang = 'ar';
  document.documentElement.dir = 'rtl';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('code, pre, script, style, textarea')) { continue; }
    node.data = node.data.replace(/[a-z]/gi, (one) =>
      letters[one.toLowerCase().charCodeAt(0) - 97]);
  }
}"""
# How many titles and paragraphs are held to the left, whatever the direction of their script.
BEGINS = """() => [...document.querySelectorAll('main h1, main p')].filter((one) =>
  one.checkVisibility() && getComputedStyle(one).textAlign === 'left').length"""


def test_every_room_is_there() -> None:
    assert len(ROOMS) >= 20


@pytest.mark.parametrize("place", ROOMS.values(), ids=lambda place: place.name)
def test_a_turned_page_does_not_scroll_sideways(place: Visit, visit: Callable[..., Any]) -> None:
    page = visit(place, viewport={"width": 1280, "height": 900})
    page.evaluate(TURN, LETTERS)
    wrong = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{width}: {fault}" for fault in measure(page, "overflow")]
    assert wrong == []
    assert page.evaluate(BEGINS) == 0, "a title or a paragraph is held to the left"
