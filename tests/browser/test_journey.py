"""The learner's journey, by hand: sign in, answer wrong, answer right, see the skill move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from browser.exercises import answer_one, exercises
from browser.host_process import Host
from browser.pages import words


def _skills(page: Any) -> list[dict[str, Any]]:
    answer = page.request.get("/api/agir/dashboard/v1/me/")
    assert answer.ok
    return list(answer.json()["competencies"])


def test_a_right_answer_moves_a_skill(browser: Any, host: Host, screenshots: Path) -> None:
    context = browser.new_context(base_url=host.address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/login/")
    page.get_by_role("button", name="apprenante").click()
    page.wait_for_url("**/dashboard")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    before = _skills(page)

    course = words(host.names)["course"]
    unit, choice = exercises(host, 1)[0]
    assert answer_one(page, course, unit, choice, choice.wrong) == "incorrect"
    middle = _skills(page)
    assert middle != before, "the first answer is evidence, even a wrong one"
    page.screenshot(path=screenshots / "journey-wrong-390.png", full_page=True)
    assert answer_one(page, course, unit, choice, choice.right) == "correct"
    page.screenshot(path=screenshots / "journey-right-390.png", full_page=True)
    after = _skills(page)
    risen = [
        new["label"]
        for old, new in zip(middle, after, strict=True)
        if old["uri"] == new["uri"] and _estimate(new) > _estimate(old)
    ]
    assert risen, "the right answer raises what it is evidence of"

    page.goto("/dashboard")
    expect(page.locator("agir-skills-widget")).to_contain_text(risen[0])
    page.screenshot(path=screenshots / "journey-dashboard-390.png", full_page=True)
    page.goto("/agir/skills/")
    expect(page.locator("main")).to_contain_text(risen[0])
    page.screenshot(path=screenshots / "journey-skills-390.png", full_page=True)
    context.close()


def test_the_frame_is_as_tall_as_its_content(browser: Any, host: Host, signed_in: Any) -> None:
    context = browser.new_context(base_url=host.address, storage_state=signed_in("apprenante"))
    page = context.new_page()
    found = words(host.names)
    page.goto(f"/courses/{found['course']}/units/{found['unit_of_problem']}/")
    page.frame_locator("#unit-frame").locator("button.submit").first.wait_for()
    page.wait_for_function(
        """() => {
          const frame = document.getElementById('unit-frame');
          const inner = frame.contentDocument.documentElement;
          return Math.abs(frame.clientHeight - inner.scrollHeight) <= 2;
        }"""
    )
    context.close()


def _estimate(skill: dict[str, Any]) -> float:
    return float(skill["estimate"] or 0)
