"""What a page costs: bytes and requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from browser.pages import VISITS

PAGES = {place.name: place for place in VISITS}
CEILING = 60_000  # bytes, as transferred
REQUESTS = 10


def _cost(page: Any, path: str) -> tuple[int, list[str]]:
    """Reload with an empty cache; return bytes transferred (headers included) and addresses."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    asked: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    return int(sum(sizes)), [address for address in asked if not address.startswith("data:")]


def test_the_skills_page_is_light(visit: Callable[..., Any]) -> None:
    place = PAGES["skills-begun"]
    weight, asked = _cost(visit(place), place.path)
    assert len(asked) <= REQUESTS, asked
    assert weight <= CEILING, f"{weight} bytes"
