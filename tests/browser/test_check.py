"""The positioning test by keyboard alone, on a phone, to where it places the learner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from browser.axe import violations
from browser.pages import VISITS

PAGES = {place.name: place for place in VISITS}
MOST = 6


def test_it_is_taken_by_keyboard_and_says_where_one_stands(
    visit: Callable[..., Any], axe_source: str
) -> None:
    page = visit(PAGES["block-check"], viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.locator(".agir-check [data-do=begin]").press("Enter")
    question = page.locator("form[data-item]")
    expect(question).to_be_visible()
    assert violations(page, axe_source) == []
    for _ in range(MOST):
        if question.count() == 0:
            break
        name = question.get_attribute("data-item")
        expect(question.locator("legend")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(f"form[data-item='{name}']")).to_have_count(0)
    expect(page.locator(".agir-check h4").first).to_be_focused()
    expect(page.locator(".agir-check-lines > li")).to_have_count(4)
    assert violations(page, axe_source) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
