"""Every page, in both themes and three widths: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.axe import violations
from browser.layout import THEMES, WIDTHS, measure
from browser.pages import VISITS, Visit, each

EACH = pytest.mark.parametrize("place", VISITS, ids=lambda place: place.name)


@EACH
def test_no_violation_and_no_sideways_scroll(
    place: Visit, visit: Callable[..., Any], axe_source: str, screenshots: Path
) -> None:
    page = visit(place, color_scheme="light", viewport={"width": 1280, "height": 900})
    wrong = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            where = f"{theme} {width}"
            wrong += [f"{where}: {fault}" for fault in violations(page, axe_source)]
            wrong += [f"{where}: {fault}" for fault in measure(page, "overflow")]
            name = f"{place.name}-{theme}-{width}.png"
            page.screenshot(path=screenshots / name, full_page=True)
    assert wrong == []


@EACH
def test_language_and_one_heading(place: Visit, visit: Callable[..., Any]) -> None:
    titles = {}
    for language in ("fr", "en"):
        page = visit(place, language=language)
        written = "ar" if place.path.endswith("/rtl/") else language
        assert page.get_attribute("html", "lang").startswith(written)
        titles[language] = page.title()
        if not place.alone:
            assert page.locator("h1").count() == 1
    own = place.path in {"/login/", "/dashboard", "/"}
    assert not own or titles["fr"] != titles["en"]


@pytest.mark.parametrize("place", each(of=[one for one in VISITS if not one.alone]))
def test_large_text_still_fits(place: Visit, visit: Callable[..., Any]) -> None:
    """Text at 200 % in a window of 640 CSS pixels: nothing scrolls sideways."""
    page = visit(place, viewport={"width": 640, "height": 900})
    page.add_style_tag(content="html { font-size: 200% !important; }")
    assert measure(page, "overflow") == []


@pytest.mark.parametrize("place", each())
def test_nothing_moves_for_who_asked_for_stillness(place: Visit, visit: Callable[..., Any]) -> None:
    page = visit(place, reduced_motion="reduce")
    assert measure(page, "moving") == []
