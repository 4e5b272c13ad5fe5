"""A deck on a phone: keys, a swipe, a network that drops; and a form that is kept by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from browser.axe import violations
from browser.host_process import Host
from browser.pages import VISITS, Visit, words

PAGES = {place.name: place for place in VISITS}
PHONE = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}


def test_what_is_done_without_network_is_sent_once_when_it_is_back(
    visit: Callable[..., Any],
) -> None:
    page = visit(PAGES["block-deck"], **PHONE)
    deck = page.locator(".agir-microlesson")
    card = deck.locator("[data-card]:visible")
    expect(card).to_have_count(1)
    card.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(deck.locator("[data-part=place]")).to_contain_text("3")
    page.context.set_offline(True)
    card.locator("input").nth(1).check()
    card.locator("[type=submit]").click()
    expect(card.locator("[data-part=verdict] strong")).not_to_be_empty()
    expect(deck.locator("[data-part=said]")).not_to_be_empty()
    deck.locator("[data-do=next]").click()
    sent: list[dict[str, Any]] = []
    page.on("request", lambda one: sent.append(json.loads(one.post_data or "{}")))
    with page.expect_response(lambda one: "/handler/sync" in one.url) as answer:
        page.context.set_offline(False)
    assert answer.value.status == 200
    expect(deck.locator("[data-part=said]")).not_to_have_attribute("data-kind", "warn")
    assert [len(one["answers"]) for one in sent] == [1]
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.includes('micro'))") == []
    page.reload()
    expect(deck.locator("[data-part=place]")).to_contain_text("4")
    deck.locator("[data-do=back]").click()
    expect(card.locator("input").nth(1)).to_be_checked()


def test_without_javascript_every_card_is_there(visit: Callable[..., Any]) -> None:
    page = visit(PAGES["block-deck"], java_script_enabled=False, **PHONE)
    expect(page.locator("[data-card]:visible")).to_have_count(5)
    expect(page.locator(".agir-microlesson [data-do]:visible")).to_have_count(0)


def test_a_deck_is_written_by_keyboard_and_a_refusal_is_said_at_its_field(
    visit: Callable[..., Any], host: Host, axe_source: str
) -> None:
    place = words(host.names)
    deck = next(
        key for course in host.names["courses"] for unit in course["units"]
        for key, kind in unit["blocks"] if kind == "agir-microlesson"
    )  # fmt: skip
    form = Visit("deck-form", "auteur", f"/studio/{place['course']}/frame/{deck}/", alone=True)
    page = visit(form, **PHONE)
    rows = page.locator("[data-rows=cards] > [data-row]")
    count = rows.count()
    for index, action in ((0, "copy"), (1, "down"), (2, "remove")):
        rows.nth(index).locator(f"[data-do={action}]").first.focus()
        page.keyboard.press("Enter")
    expect(rows).to_have_count(count)
    page.locator("[data-do=add][data-kind-of=image]").press("Enter")
    page.locator(".save-button").press("Enter")
    field = page.locator("[aria-invalid=true]")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("data-field", f"cards.{count}.src")
    expect(page.locator(".agir-form-why")).not_to_be_empty()
    assert violations(page, axe_source) == []
