"""One Chromium, one live host, and a signed-in context for each role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

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
PAGE_BY_PAGE = ("/test_pages.py", "/test_rtl.py")
LANGUAGES = {"apprenante": "fr", "": "fr"}
DESK = {
    "viewport": {"width": 1280, "height": 900},
    "color_scheme": "light",
    "reduced_motion": "reduce",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the table that stands open, and every address it asked for since."""

    place: Visit
    page: Any
    asked: list[str]


class ByPage(LoadScopeScheduling):
    """Keep a file with one host: what its tests do there builds on what they did before.

    Of the files that take the table page by page, the tests of one page stay together instead.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, rest = nodeid.partition("::")
        return (
            path + rest[rest.find("[") :] if path.endswith(PAGE_BY_PAGE) and "[" in rest else path
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByPage:
    """Let every run with ``-n`` divide the tests so."""
    return ByPage(config, log)


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


@pytest.fixture(scope="session")
def opener(
    browser: Any, host: Host, signed_in: Callable[[str], Any]
) -> Callable[..., AbstractContextManager[Stop]]:
    """Return what opens a page of the table as its role; it skips what this demo does not hold."""

    @contextmanager
    def opened(place: Visit, *, language: str = "", **options: Any) -> Iterator[Stop]:
        path = path_of(place, host.names)
        if path is None:
            pytest.skip(f"The demo holds nothing for {place.path}")
        context = browser.new_context(
            base_url=host.address, storage_state=signed_in(place.role), **options
        )
        try:
            speak(context, host, language or LANGUAGES.get(place.role, "en"))
            stop = Stop(place, context.new_page(), [])
            stop.page.on("request", lambda request: stop.asked.append(request.url))
            answer = stop.page.goto(path, wait_until="load")
            assert answer is not None
            assert answer.status == place.status, f"{path} answered {answer.status}"
            settle(stop.page)
            yield stop
        finally:
            context.close()

    return opened


@pytest.fixture
def visit(opener: Callable[..., AbstractContextManager[Stop]]) -> Iterator[Callable[..., Any]]:
    """Open pages of the table; they are closed at the end of the test."""
    with ExitStack() as kept:
        yield lambda place, **options: kept.enter_context(opener(place, **options)).page


@pytest.fixture(scope="module")
def stop(
    request: pytest.FixtureRequest, opener: Callable[..., AbstractContextManager[Stop]]
) -> Iterator[Stop]:
    """Open the page that is this fixture's parameter, once for all tests of a module."""
    with opener(request.param, **DESK) as opened:
        yield opened


def speak(context: Any, host: Host, language: str) -> None:
    """Let the host answer in ``language`` from now on."""
    name = _language_cookie()
    context.add_cookies([{"name": name, "value": language, "url": host.address}])


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
