"""Learn without an account, sign up, keep it: nothing is sent that nobody asked to send."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.host_process import Host
from browser.layout import measure
from browser.pages import words

PHONE = {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark", "locale": "fr-FR"}


@pytest.fixture
def stranger(browser: Any, host: Host) -> Iterator[Any]:
    """Open a page in a browser that nobody ever signed in with."""
    context = browser.new_context(base_url=host.address, **PHONE)
    context.add_cookies([{"name": "django_language", "value": "fr", "url": host.address}])
    yield context.new_page()
    context.close()


def _sound(page: Any, axe_source: str) -> None:
    assert violations(page, axe_source) == []
    assert measure(page, "overflow") == []


def _answer_all(page: Any) -> Any:
    """Take the test by keyboard, always the first choice; return the frame."""
    frame = page.frame_locator("#unit-frame")
    test = frame.locator(".agir-check")
    test.locator("[data-do=begin]").press("Enter")
    body = test.locator("[data-part=body]")
    for _ in range(12):
        expect(body).not_to_have_attribute("aria-busy", "true")
        if body.locator("form").count() == 0:
            break
        body.locator("input").first.focus()
        page.keyboard.press("Space")
        with page.expect_response(lambda one: "/handler_noauth/visit" in one.url):
            body.locator("[type=submit]").press("Enter")
    expect(body.locator(".agir-check-lines")).to_be_visible()
    return test


def test_a_visitor_learns_signs_up_and_keeps_it(
    stranger: Any, host: Host, axe_source: str, screenshots: Path
) -> None:
    page, found = stranger, words(host.names)
    course, unit = found["course"], found["unit_of_agir-check"]
    page.goto(f"/courses/{course}/about")
    _sound(page, axe_source)
    page.goto(f"/courses/{course}/units/{unit}/")
    test = _answer_all(page)
    expect(test.locator("[data-part=said]")).not_to_be_empty()
    assert page.evaluate("Object.keys(JSON.parse(localStorage['agir-receipts'])).length") == 1
    assert [one["name"] for one in page.context.cookies() if one["name"] == "sessionid"] == []
    page.screenshot(path=screenshots / "before-outcome-320.png", full_page=True)

    page.goto("/login/")
    page.locator("a[href^='/register/']").click()
    _sound(page, axe_source)
    name = f"nouvelle-{host.address.rsplit(':', 1)[1].strip('/')}"
    page.fill("#id_username", name)
    for field in ("#id_password1", "#id_password2"):
        page.fill(field, "apprendre-avant-2026")
    page.locator("main form [type=submit]").press("Enter")
    page.wait_for_url("**/dashboard")

    page.goto("/agir/skills/")
    note = page.locator("[data-part=before-note]")
    expect(note).to_be_visible()
    note.locator("a").press("Enter")
    expect(page.locator("input[name=keep]")).to_be_checked()
    _sound(page, axe_source)
    page.screenshot(path=screenshots / "before-list-320.png", full_page=True)
    page.locator("#before form button:not([type=button])").press("Enter")
    page.wait_for_url("**/before/?kept=1")
    expect(page.locator("[role=status]")).to_be_visible()
    page.wait_for_function("() => !localStorage['agir-receipts']")

    page.goto("/agir/skills/")
    expect(note).to_be_hidden()
    proofs = page.locator("main")
    expect(proofs).to_contain_text(re.compile("avant votre inscription|before you signed up"))
    told = page.request.get("/api/agir/dashboard/v1/me/").json()
    assert {one["status"] for one in told["competencies"]} == {"not_yet"}
    page.screenshot(path=screenshots / "before-skills-320.png", full_page=True)


def test_who_it_was_not_forgets_it_all(
    stranger: Any, host: Host, signed_in: Callable[[str], Any]
) -> None:
    page, found = stranger, words(host.names)
    page.goto(f"/courses/{found['course']}/units/{found['unit_of_agir-check']}/")
    _answer_all(page)
    page.context.add_cookies(signed_in("apprenante")["cookies"])
    page.goto("/agir/skills/before/")
    page.locator("[data-do=forget]").press("Enter")
    expect(page.locator("[data-part=empty]")).to_be_visible()
    kept = page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('agir-'))")
    assert kept == []


def test_a_deck_goes_on_where_a_visitor_left_it(
    stranger: Any, host: Host, signed_in: Callable[[str], Any]
) -> None:
    page, found = stranger, words(host.names)
    address = f"/xblock/{found['unit_of_agir-microlesson']}"
    page.goto(address)
    deck = page.locator(".agir-microlesson")
    card = deck.locator("[data-card]:visible")
    for _ in range(2):
        deck.locator("[data-do=next]").press("Enter")
    card.locator("input").nth(1).check()
    card.locator("[type=submit]").press("Enter")
    expect(card.locator("[data-part=verdict] strong")).not_to_be_empty()
    page.reload()
    expect(card.locator("input").nth(1)).to_be_checked()
    page.context.add_cookies(signed_in("learner")["cookies"])
    page.goto(f"/courses/{found['course']}/about")
    page.locator("form[action$='/enrol'] [type=submit]").press("Enter")
    page.wait_for_load_state()
    page.goto(address)
    note = deck.locator("[data-part=begun]")
    expect(note).to_be_visible()
    with page.expect_response(lambda one: "/handler/sync" in one.url) as answer:
        note.locator("button").first.press("Enter")
    assert answer.value.status == 200
    expect(note).to_have_count(0)
    expect(card.locator("input").nth(1)).to_be_checked()
    page.reload()
    expect(card.locator("input").nth(1)).to_be_checked()
    expect(note).to_have_count(0)
