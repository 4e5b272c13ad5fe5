"""One Chromium, one live host, and a signed-in context for each role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.fetch_axe import AxeUnavailable, axe_file
from browser.host_process import ROOT, Host, running_host
from browser.pages import Visit, path_of

playwright = pytest.importorskip(
    "playwright.sync_api", reason="The playwright package is not installed: make test-browser"
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LANGUAGES = {"apprenante": "fr", "": "fr"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium once."""
    if CHROMIUM is None:
        pytest.skip("No Chromium here: apt-get install chromium")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """Return axe-core's script."""
    try:
        return axe_file().read_text(encoding="utf-8")
    except AxeUnavailable as problem:
        pytest.skip(f"No axe-core here: {problem}")


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Host]:
    """Serve one host with the demo; nothing is made where no browser could visit it."""
    with running_host(tmp_path_factory.mktemp("host")) as running:
        yield running


@pytest.fixture(scope="session")
def signed_in(browser: Any, host: Host) -> Callable[[str], Any]:
    """Return the cookies of a role, signing in through the entrance the first time."""
    kept: dict[str, Any] = {}

    def state(role: str) -> Any:
        if role not in kept:
            context = browser.new_context(base_url=host.address)
            if role:
                page = context.new_page()
                page.goto("/login/")
                page.fill("#id_username", role)
                page.fill("#id_password", role)
                page.click("main form >> nth=0 >> button[type=submit]")
                page.wait_for_url("**/dashboard")
            kept[role] = context.storage_state()
            context.close()
        return kept[role]

    return state


@pytest.fixture
def visit(
    browser: Any, host: Host, signed_in: Callable[[str], Any]
) -> Iterator[Callable[..., Any]]:
    """Open a page of the table as its role; skip what this demo does not hold."""
    contexts = []

    def opened(place: Visit, *, language: str = "", **options: Any) -> Any:
        path = path_of(place, host.names)
        if path is None:
            pytest.skip(f"The demo holds nothing for {place.path}")
        context = browser.new_context(
            base_url=host.address, storage_state=signed_in(place.role), **options
        )
        contexts.append(context)
        name = _language_cookie()
        chosen = language or LANGUAGES.get(place.role, "en")
        context.add_cookies([{"name": name, "value": chosen, "url": host.address}])
        page = context.new_page()
        answer = page.goto(path, wait_until="load")
        assert answer is not None
        assert answer.status == place.status, f"{path} answered {answer.status}"
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settle(page: Any) -> None:
    """Wait until the blocks of the page drew themselves (their scripts fetch the content)."""
    if page.locator("iframe, .xblock, agir-skills-widget").count() == 0:
        return  # the page came whole, and half a second without a request tells nothing more
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('.problems-wrapper .loading-spinner')")


def _language_cookie() -> str:
    from django.conf import settings

    return str(settings.LANGUAGE_COOKIE_NAME)


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Return the folder in which the pictures of this run are kept."""
    folder = ROOT / "var/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
