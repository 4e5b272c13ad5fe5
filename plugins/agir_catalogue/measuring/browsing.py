"""What does a browser see of a course's units? Faults, weight, language and files that come.

Playwright and Chromium are no dependency of the suite: a machine that has them measures for all,
and the others take its report (``agir_import_measures``). The browser visits the units of public
courses as a visitor without an account, goes to no other host, and runs axe-core from a file of
the operator's (``AGIR_CATALOGUE_AXE_FILE``).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from agir_catalogue.domain.measures import CourseMeasure, UnitMeasure
from agir_catalogue.domain.spoken import language_of
from agir_kernel.errors import DomainError
from agir_platform import addresses
from agir_platform.ports import CourseUnknown
from agir_platform.select import platform

SAMPLE: Final = 20
MOST_FILES: Final = 40
PATIENCE: Final = 30_000
LONGEST_TEXT: Final = 20_000
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4")
FILES: Final = (".pdf", ".odt", ".odp", ".docx", ".pptx", ".srt", ".vtt", ".txt", ".zip", ".mp3")
ARGUMENTS: Final = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run")
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
AXE: Final = """
async (tags) => (await axe.run(document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']
})).violations.reduce((sum, rule) => sum + rule.nodes.length, 0)
"""
# What an author wrote, and none of the words of the page around it, which follow its reader.
WRITTEN: Final = """
() => [...document.querySelectorAll('[data-block-type=html], .agir-microlesson-card')]
  .map((one) => one.innerText).join('\\n')
"""
LINKS: Final = "() => [...document.querySelectorAll('main a[href]')].map((one) => one.href)"


class MeasurerAbsent(DomainError):
    """No browser can be started here. Facts: ``what`` is missing (playwright, chromium)."""

    code: ClassVar[str] = "measurer_absent"


def measured(
    course_keys: Iterable[str], sample: int, now: Callable[[], datetime]
) -> list[CourseMeasure]:
    """Visit courses one after the other; raise ``MeasurerAbsent``, ``SiteUrlUnset``.

    Playwright runs a loop of events in this thread, in which Django refuses its database: what is
    asked of the tables is asked before, and kept afterwards.
    """
    browser_file = next((found for one in NAMES if (found := shutil.which(one))), None)
    if find_spec("playwright") is None:
        raise MeasurerAbsent(what="playwright")
    if browser_file is None:
        raise MeasurerAbsent(what="chromium")
    axe, site = _axe(), addresses.site_url()
    wanted = [(key, units) for key in course_keys if (units := sampled(key, sample))]
    with import_module("playwright.sync_api").sync_playwright() as started:
        browser = started.chromium.launch(executable_path=browser_file, args=list(ARGUMENTS))
        try:
            return [_course(browser, site, key, units, axe, now()) for key, units in wanted]
        finally:
            browser.close()


def sampled(course_key: str, count: int) -> list[str]:
    """Return units of a public course, spread evenly over it; [] for what visitors may not read."""
    facts = platform().courses.facts(course_key)
    if facts is None or facts.visibility != "public" or count < 1:
        return []
    try:
        blocks = platform().courses.outline(course_key).blocks
    except CourseUnknown:
        return []
    units = [block.usage_key for block in blocks if block.level == "unit"]
    if len(units) <= count:
        return units
    return [units[place * len(units) // count] for place in range(count)]


def _axe() -> str:
    name = str(getattr(settings, "AGIR_CATALOGUE_AXE_FILE", "") or "")
    path = Path(name) if name else None
    return path.read_text(encoding="utf-8") if path is not None and path.is_file() else ""


def _course(
    browser: Any, site: str, key: str, units: list[str], axe: str, at: datetime
) -> CourseMeasure:
    files: set[str] = set()
    found = []
    for unit in units:
        context = browser.new_context(base_url=site)
        try:
            one = _unit(context, site, unit, axe, files)
        finally:
            context.close()
        if one is not None:
            found.append(one)
    tried, worked = _downloads(browser, site, sorted(files)[:MOST_FILES])
    tool = f"chromium {browser.version}{', axe-core' if axe else ''}"
    return CourseMeasure(key, at, tool, tuple(found), tried, worked)


def _unit(context: Any, site: str, unit: str, axe: str, files: set[str]) -> UnitMeasure | None:
    """Return what one unit's page is, ``None`` where a visitor is not let in."""
    page = context.new_page()
    weights: list[int] = []
    page.route("**/*", lambda route: _own_alone(route, site))
    page.on("requestfinished", lambda request: weights.append(_size(request)))
    where = urljoin(site, f"/xblock/{quote(unit, safe=':+@')}")
    try:
        answer = page.goto(where, wait_until="networkidle", timeout=PATIENCE)
    except Exception:  # a page that does not come is not measured  # noqa: BLE001
        return None
    if answer is None or not answer.ok or urlsplit(page.url).path != urlsplit(where).path:
        return None
    files.update(one for one in page.evaluate(LINKS) if _is_file(one, site))
    text = str(page.evaluate(WRITTEN))[:LONGEST_TEXT]
    violations = None
    if axe:
        page.evaluate(axe)
        violations = int(page.evaluate(AXE, list(TAGS)))
    return UnitMeasure(unit, violations, sum(weights), language_of(text))


def _own_alone(route: Any, site: str) -> None:
    """Let the browser ask this site alone: a course that embeds others must not lead it away."""
    if urlsplit(route.request.url).netloc == urlsplit(site).netloc:
        route.continue_()
    else:
        route.abort()


def _size(request: Any) -> int:
    sizes = request.sizes()
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])


def _is_file(address: str, site: str) -> bool:
    parts = urlsplit(address)
    is_own = parts.netloc == urlsplit(site).netloc
    return is_own and (parts.path.lower().endswith(FILES) or "transcript" in parts.path)


def _downloads(browser: Any, site: str, files: list[str]) -> tuple[int, int]:
    context = browser.new_context(base_url=site)
    try:
        worked = sum(context.request.get(one, timeout=PATIENCE, max_redirects=0).ok
                     for one in files)  # fmt: skip
    finally:
        context.close()
    return len(files), int(worked)
