"""The widgets of the learner dashboard and of a course, in React, in the real slots.

What is bundled is the ``env.config.jsx`` that Tutor 22 and tutor-mfe rendered (``tests/tutor``
compares it with what they render now), with React, the platform's own start and its plugin
framework from npm. It is served from the live host, whose REST API answers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.exercises import answer_one, exercises
from browser.host_process import Host
from browser.mfe.bundle import Bundle, MfeUnavailable, bundle, prepare
from browser.pages import words

RENDERED = Path(__file__).resolve().parents[1] / "tutor/rendered/22/env.config.jsx"
PAGE = (
    '<!doctype html><html lang="{language}"><head><title>MFE</title><meta name="viewport" '
    'content="width=device-width, initial-scale=1"></head><body><div id="root"></div></body></html>'
)
LANGUAGE = "openedx-language-preference"
SET_GOAL = """async (course) => {
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const answer = await fetch("/api/agir/dashboard/v1/me/goals/", {
    method: "POST", headers: {"Content-Type": "application/json", "X-CSRFToken": token},
    body: JSON.stringify({course_key: course, intent: "explore",
                          items: [{kind: "hours", target: 6}]})
  });
  return [answer.status, await answer.json()];
}"""
READ = "async (path) => (await fetch('/api/agir/dashboard/v1/' + path)).json()"


@pytest.fixture(scope="module")
def bundles(host: Host, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bundle]:
    """Return the bundle of each micro-frontend."""
    try:
        prepare()
    except MfeUnavailable as problem:
        if os.environ.get("AGIR_CI") == "1":
            raise
        pytest.skip(f"No React here: {problem}")
    out = tmp_path_factory.mktemp("mfe")
    apps = ("learner-dashboard", "learning", "catalog")
    return {app: bundle(RENDERED, app, host.address, out) for app in apps}


@pytest.fixture
def mfe(
    browser: Any, host: Host, signed_in: Callable[[str], Any], bundles: dict[str, Bundle]
) -> Iterator[Callable[..., Any]]:
    """Open a page of a micro-frontend as a role; ``faults`` of the page must stay empty."""
    contexts = []
    faults: list[str] = []

    def opened(role: str, path: str, *, language: str = "en", **options: Any) -> Any:
        context = browser.new_context(
            base_url=host.address, storage_state=signed_in(role), **options
        )
        contexts.append(context)
        context.add_cookies([{"name": LANGUAGE, "value": language, "url": host.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        app = path.strip("/").split("/", maxsplit=1)[0]
        html = PAGE.format(language=language)
        page.route(f"**/{app}/**", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(path)
        page.add_style_tag(content=bundles[app].style)
        page.start = lambda: page.add_script_tag(content=bundles[app].script)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def course_of(host: Host) -> str:
    """Return the key of the first demo course."""
    return str(host.names["courses"][0]["key"])


def goal_of(page: Any, course: str) -> Any:
    """Return the learner's goal for the course, set now if need be."""
    found = page.evaluate(READ, "me/goals/")["goals"]
    for one in found:
        if one["course_key"] == course and not one["ended_at"]:
            return one
    status, told = page.evaluate(SET_GOAL, course)
    assert status == 201, told
    return told


def test_the_dashboard_shows_goals_then_skills(
    mfe: Callable[..., Any], host: Host, axe_source: str
) -> None:
    page = mfe("apprenante", "/learner-dashboard/", viewport={"width": 320, "height": 640})
    unit, choice = exercises(host, 99)[-1]  # the journey has the first
    answer_one(page, words(host.names)["course"], unit, choice, choice.right)
    page = mfe("apprenante", "/learner-dashboard/", viewport={"width": 320, "height": 640})
    goal = goal_of(page, course_of(host))
    told = page.evaluate(READ, "me/")
    page.start()
    card = page.locator("[data-agir=skills]")
    expect(card).to_have_attribute("data-state", "read")
    expect(card.locator(f"[data-agir-goal='{goal['id']}']")).to_contain_text(goal["summary"])
    skills = card.locator("[data-agir-skill] strong")
    assert skills.all_inner_texts() == [one["label"] for one in told["competencies"][:5]]
    assert skills.count(), "one answer is evidence"
    order = "([one, other]) => one.compareDocumentPosition(other) & 4"
    first, then = card.locator("[data-agir-goal]").first, skills.first
    assert page.evaluate(order, [first.element_handle(), then.element_handle()])
    own = page.locator("#own")
    assert page.evaluate(order, [card.element_handle(), own.element_handle()]), "before its own"
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    assert violations(page, axe_source) == []


def test_it_speaks_french(mfe: Callable[..., Any]) -> None:
    page = mfe("apprenante", "/learner-dashboard/", language="fr")
    summary = page.evaluate(READ, "me/")["learner"]["summary"]
    page.start()
    card = page.locator("[data-agir=skills]")
    expect(card.get_by_role("heading", level=2)).to_have_text("Mes objectifs et mes compétences")
    expect(card).to_contain_text(summary)
    expect(card.get_by_role("link", name="Voir toutes mes compétences")).to_be_visible()


def test_a_newcomer_is_asked_what_success_means(mfe: Callable[..., Any], host: Host) -> None:
    page = mfe("learner", "/learner-dashboard/")
    page.start()
    link = page.locator("[data-agir=skills]").get_by_role("link", name="Choose a goal")
    assert link.get_attribute("href") == f"{host.address}/agir/goals/new/"
    link.click()
    expect(page.locator("main h1")).to_be_visible()
    assert page.url.startswith(f"{host.address}/agir/goals/new/")


def test_a_failure_is_said_and_tried_again(mfe: Callable[..., Any]) -> None:
    page = mfe("apprenante", "/learner-dashboard/")
    page.route("**/api/agir/dashboard/v1/me/", lambda route: route.abort())
    page.start()
    card = page.locator("[data-agir=skills]")
    expect(card.get_by_role("alert")).to_contain_text("could not be read")
    page.unroute("**/api/agir/dashboard/v1/me/")
    card.get_by_role("button", name="Try again").press("Enter")
    expect(card).to_have_attribute("data-state", "read")


@pytest.mark.parametrize("status", [401, 403, 404])
def test_without_agir_or_an_account_the_slot_is_as_it_was(
    mfe: Callable[..., Any], status: int
) -> None:
    page = mfe("apprenante", "/learner-dashboard/")
    page.route("**/api/agir/**", lambda route: route.fulfill(status=status, body="{}"))
    page.start()
    expect(page.locator("#own")).to_be_visible()
    expect(page.locator("[data-agir]")).to_have_count(0)


@pytest.mark.parametrize("tab", ["home?course={course}", "progress", "progress?x=1"])
def test_a_course_shows_the_goal_of_that_course(
    mfe: Callable[..., Any], host: Host, axe_source: str, tab: str
) -> None:
    """The home gives its course as a property, the Progress tab by its address alone."""
    course = course_of(host)
    quoted = course.replace("+", "%2B")
    page = mfe("apprenante", f"/learning/course/{course}/{tab.format(course=quoted)}")
    goal = goal_of(page, course)
    page.start()
    card = page.locator("[data-agir=goal]")
    expect(card.locator("[data-agir-goal]")).to_have_count(1)
    expect(card.locator(f"[data-agir-goal='{goal['id']}']")).to_contain_text(goal["summary"])
    assert violations(page, axe_source) == []


def test_another_course_has_no_goal_yet(mfe: Callable[..., Any], host: Host) -> None:
    other = host.names["courses"][1]["key"]
    page = mfe("learner", f"/learning/course/{other}/progress")
    page.start()
    link = page.locator("[data-agir=goal]").get_by_role("link", name="Choose a goal")
    quoted = str(other).replace(":", "%3A").replace("+", "%2B")
    assert link.get_attribute("href") == f"{host.address}/agir/goals/new/?course={quoted}"


def test_somebody_elses_progress_shows_nobodys_goal(mfe: Callable[..., Any], host: Host) -> None:
    """A teacher who looks at a learner's progress (…/progress/42/) does not see their own goal."""
    page = mfe("auteur", f"/learning/course/{course_of(host)}/progress/42/")
    page.start()
    expect(page.locator("#own")).to_be_visible()
    expect(page.locator("[data-agir]")).to_have_count(0)


SPONSORS = "/learning/course/{course}/home?course={quoted}"
ABOUT = "/catalog/courses/{course}/about"


def at_course(path: str, course: str) -> str:
    return path.format(course=course, quoted=course.replace("+", "%2B"))


@pytest.mark.parametrize("path", [SPONSORS, ABOUT])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_course_says_who_offers_it(
    mfe: Callable[..., Any], host: Host, axe_source: str, path: str, language: str
) -> None:
    """By name, in a list, with nothing from another site, on a phone too."""
    page = mfe(
        "apprenante",
        at_course(path, course_of(host)),
        language=language,
        viewport={"width": 320, "height": 640},
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.start()
    card = page.locator("[data-agir=sponsors]")
    title = {"en": "This course is offered by", "fr": "Ce cours est offert par"}[language]
    expect(card.get_by_role("heading", level=2)).to_have_text(title)
    given = card.get_by_role("listitem")
    expect(given).not_to_have_count(0)
    told = page.evaluate(
        "async (course) => (await fetch(`/api/agir/sponsorship/v1/courses/${"
        "encodeURIComponent(course)}/sponsors/`)).json()",
        course_of(host),
    )["sponsors"]
    assert "Les Ateliers du fleuve" in [one["name"] for one in told]
    assert given.count() == len(told)
    for picture in card.locator("img").all():
        assert str(picture.get_attribute("src")).startswith(host.address + "/")
        assert picture.get_attribute("alt")
    assert [url for url in asked if not url.startswith((host.address, "data:"))] == []
    order = "([one, other]) => one.compareDocumentPosition(other) & 4"
    if path == ABOUT:
        own = page.locator("#own")
        assert page.evaluate(order, [own.element_handle(), card.element_handle()])
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    assert violations(page, axe_source) == []


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "json": {"sponsors": []}},
        {"status": 200, "json": {}},
        {"status": 200, "body": "<html>"},
        {"status": 403, "json": {}},
        {"status": 404, "json": {}},
        {"status": 500, "body": "no"},
        None,
    ],
)
def test_nobody_or_a_fault_draws_nothing(
    mfe: Callable[..., Any], host: Host, answer: dict[str, Any] | None
) -> None:
    page = mfe("apprenante", at_course(ABOUT, course_of(host)))
    page.route(
        "**/api/agir/sponsorship/**",
        lambda route: route.fulfill(**answer) if answer else route.abort(),
    )
    with page.expect_event(
        "requestfinished" if answer else "requestfailed", lambda one: "/sponsors/" in one.url
    ):
        page.start()
    expect(page.locator("#own")).to_be_visible()
    expect(page.locator("[data-agir]")).to_have_count(0)
