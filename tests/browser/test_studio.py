"""The author's tasks: tag an exercise in the drawer; edit a card in the modal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.host_process import Host
from browser.pages import words


@pytest.fixture
def studio(browser: Any, host: Host, signed_in: Any) -> Iterator[Any]:
    context = browser.new_context(
        base_url=host.address,
        storage_state=signed_in("auteur"),
        viewport={"width": 1280, "height": 900},
    )
    page = context.new_page()
    page.goto(f"/studio/{words(host.names)['course']}/")
    yield page
    context.close()


def test_tags_are_chosen_in_the_drawer_and_kept(
    studio: Any, host: Host, axe_source: str, screenshots: Path
) -> None:
    course = words(host.names)["course"]
    opener = studio.locator(f"a[data-opens=drawer][href*='/tags/{course}/']")
    opener.click()
    drawer = studio.locator("dialog#drawer")
    expect(drawer.get_by_role("searchbox")).to_be_visible()
    assert violations(studio, axe_source) == []
    studio.screenshot(path=screenshots / "studio-drawer-1280.png")
    drawer.locator("summary").first.click()
    box = drawer.get_by_role("checkbox").first
    value = box.get_attribute("value")
    wanted = not box.is_checked()
    box.set_checked(wanted)
    drawer.get_by_role("button").first.click()
    expect(drawer.locator("[data-status]")).not_to_be_empty()
    studio.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    again = drawer.locator(f'input[value="{value}"]').first
    expect(again).to_be_checked(checked=wanted)


def test_the_search_forgives_accents(studio: Any) -> None:
    studio.locator("a[data-opens=drawer]").first.click()
    drawer = studio.locator("dialog#drawer")
    drawer.get_by_role("searchbox").fill("zzzz")
    expect(drawer.locator("[data-none]")).to_be_visible()
    expect(drawer.locator("input[type=checkbox]:visible")).to_have_count(0)
    drawer.get_by_role("searchbox").fill("")
    expect(drawer.locator("[data-none]")).to_be_hidden()


def test_a_card_is_added_and_its_form_saves(
    studio: Any, axe_source: str, screenshots: Path
) -> None:
    studio.locator("form[action*='/add/'] button").first.click()
    studio.wait_for_url("**/edit/**")
    frame = studio.frame_locator("[data-editor] iframe")
    frame.locator(".save-button").wait_for()
    assert violations(studio, axe_source) == []
    studio.screenshot(path=screenshots / "studio-edit-1280.png", full_page=True)
    frame.locator(".save-button").click()
    studio.wait_for_url(lambda address: "/edit/" not in address)
    studio.locator("a[data-opens=modal]").first.click()
    modal = studio.locator("dialog#modal")
    inner = studio.frame_locator("dialog#modal iframe")
    inner.locator(".cancel-button").wait_for()
    studio.screenshot(path=screenshots / "studio-modal-1280.png")
    inner.locator(".cancel-button").click()
    expect(modal).to_be_hidden()
