"""Every page of the table, opened once and held to each check in turn.

The tests of a page run in the order they stand here; each sets the window as it needs it and
leaves the page as it was. What cannot be undone comes last.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from browser.axe import violations
from browser.conftest import LANGUAGES, Stop, speak
from browser.host_process import Host
from browser.layout import THEMES, WIDTHS, measure, stops
from browser.pages import VISITS, each

EVERY = pytest.mark.parametrize("stop", VISITS, ids=lambda one: one.name, indirect=True)
BY_DAY = pytest.mark.parametrize("stop", each(), indirect=True)
Corners = tuple[tuple[str, int], ...]
CORNERS: Corners = tuple(product(THEMES, WIDTHS))
# By day each theme and each end of the widths; by night the rest.
LOOKED_AT: Corners = (("light", 1280), ("dark", 1280), ("dark", 320))
KEPT: Corners = (("light", 1280), ("dark", 320))
LATER: Corners = tuple(corner for corner in CORNERS if corner not in LOOKED_AT)
READ = """(text) => {
  const read = new DOMParser().parseFromString(text, 'text/html');
  return [read.documentElement.lang, read.title, read.querySelectorAll('h1').length];
}"""


@pytest.fixture
def page(stop: Stop) -> Iterator[Any]:
    """Return the open page in a desktop's window; set the window back afterwards."""
    yield stop.page
    stop.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    stop.page.set_viewport_size({"width": 1280, "height": 900})


def _turned(page: Any, theme: str, width: int) -> str:
    """Show the page in a theme and a width; return their name."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    return f"{theme} {width}"


@EVERY
def test_language_and_one_heading(stop: Stop, page: Any, host: Host) -> None:
    """In the language it was opened in, as drawn; in the other one, as the host sends it."""
    first = LANGUAGES.get(stop.place.role, "en")
    other = {"fr": "en", "en": "fr"}[first]
    shown = [page.get_attribute("html", "lang"), page.title(), page.locator("h1").count()]
    speak(page.context, host, other)
    try:
        sent = page.context.request.get(page.url, headers={"Accept": "text/html"})
        assert sent.status == stop.place.status
        read = page.evaluate(READ, sent.text())
    finally:
        speak(page.context, host, first)
    for language, (lang, _, headings) in ((first, shown), (other, read)):
        assert lang.startswith("ar" if stop.place.path.endswith("/rtl/") else language)
        assert stop.place.alone or headings == 1
    own = stop.place.path in {"/login/", "/dashboard", "/"}
    assert not own or shown[1] != read[1]


@EVERY
def test_axe_finds_nothing(stop: Stop, page: Any, axe_source: str, screenshots: Path) -> None:
    assert _found(stop, page, LOOKED_AT, KEPT, axe_source, screenshots) == []


@pytest.mark.nightly
@EVERY
def test_axe_finds_nothing_between(
    stop: Stop, page: Any, axe_source: str, screenshots: Path
) -> None:
    assert _found(stop, page, LATER, LATER, axe_source, screenshots) == []


def _found(
    stop: Stop, page: Any, corners: Corners, kept: Corners, axe_source: str, screenshots: Path
) -> list[str]:
    """Return what axe finds in these themes and widths; keep a picture of some."""
    wrong = []
    for theme, width in corners:
        where = _turned(page, theme, width)
        wrong += [f"{where}: {fault}" for fault in violations(page, axe_source)]
        if (theme, width) in kept:
            name = f"{stop.place.name}-{theme}-{width}.png"
            page.screenshot(path=screenshots / name, full_page=True)
    return wrong


@EVERY
def test_nothing_scrolls_sideways(stop: Stop, page: Any) -> None:
    """In both themes and three widths."""
    wrong = []
    for corner in CORNERS:
        where = _turned(page, *corner)
        wrong += [f"{where}: {fault}" for fault in measure(page, "overflow")]
    assert wrong == []


@BY_DAY
def test_large_text_still_fits(stop: Stop, page: Any) -> None:
    """Text at 200 % in a window of 640 CSS pixels: nothing scrolls sideways."""
    page.set_viewport_size({"width": 640, "height": 900})
    style = page.add_style_tag(content="html { font-size: 200% !important; }")
    wide = measure(page, "overflow")
    style.evaluate("(one) => one.remove()")
    assert wide == []


@BY_DAY
def test_nothing_moves_for_who_asked_for_stillness(stop: Stop, page: Any) -> None:
    assert measure(page, "moving") == []


@EVERY
def test_each_control_is_reached_and_visible(stop: Stop, page: Any) -> None:
    if stop.place.name == "unit":
        pytest.skip("The frame is walked as a page of its own (block-…)")
    expected, met = stops(page)
    reached = {int(one["stop"]) for one in met if one["stop"] is not None}
    missed = [html for at, html in enumerate(expected) if at not in reached]
    assert missed == []
    assert [one["html"] for one in met if not (one["ring"] or one["frame"])] == []


@BY_DAY
def test_no_third_party(stop: Stop, page: Any, host: Host) -> None:
    """Neither when the page came nor while the tests above used it."""
    page.wait_for_load_state("networkidle")
    own = urlsplit(host.address).netloc
    assert [one for one in stop.asked if _stranger(one, own)] == []


def _stranger(address: str, own: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in {"blob", "data"} and parts.netloc != own
