"""What is the learner's own is set by keyboard, and each answer is said where the focus goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from browser.axe import violations
from browser.pages import VISITS

OWN = next(place for place in VISITS if place.name == "block-own")
PHONE = {"width": 320, "height": 800}


def test_a_goal_is_set_revised_and_ended_by_keyboard(
    visit: Callable[..., Any], axe_source: str
) -> None:
    page = visit(OWN, language="en", viewport=PHONE)
    block = page.locator(".agir-goals")
    said = block.locator("[data-part=said]")
    block.locator("input[value=selected_competencies]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    block.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(said).to_be_focused()
    expect(said).not_to_be_empty()
    assert violations(page, axe_source) == []
    block.locator("form[data-handler=choose] button").focus()
    page.keyboard.press("Enter")
    expect(block.locator("legend").first).to_be_focused()
    assert violations(page, axe_source) == []
    block.locator("form[data-handler=skip] button").focus()
    page.keyboard.press("Enter")
    block.locator("button[value=satisfied]").focus()
    page.keyboard.press("Enter")
    expect(block.locator("form[data-handler=undo]")).to_be_visible()
    expect(said).to_be_focused()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_words_are_kept_and_the_next_moment_opens(visit: Callable[..., Any]) -> None:
    page = visit(OWN, language="en", viewport=PHONE)
    block = page.locator(".agir-self-assessment")
    parts = block.locator("details")
    parts.first.evaluate("one => { one.open = true; }")
    parts.first.locator("input[value='2']").first.check()
    parts.first.get_by_role("button").click()
    expect(block.locator("[data-part=said]")).to_be_focused()
    expect(parts.nth(1)).to_have_attribute("open", "")
    expect(block.get_by_role("heading", level=4)).to_be_visible()


def test_what_was_not_kept_says_so(visit: Callable[..., Any]) -> None:
    page = visit(OWN, language="en", viewport=PHONE)
    page.route("**/handler/say", lambda route: route.abort())
    block = page.locator(".agir-self-assessment")
    block.locator("details").first.evaluate("one => { one.open = true; }")
    block.locator("form").first.get_by_role("button").click()
    expect(block.locator("[data-part=said]")).to_have_attribute("data-kind", "error")
