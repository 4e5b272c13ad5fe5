"""What the fullest pages of the public catalogue weigh, with the files that they name."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.search import index
from agir_catalogue.search.entry import Entry, House, Taught, Theme

pytestmark = pytest.mark.django_db
PAGE = "/agir/catalogue/"
CEILING = 60_000  # bytes, nothing packed
WORDS = "Comprendre et préserver l’eau des rivières, des nappes et des villes, pas à pas. "
LANGUAGES = ("fr", "en", "de", "es", "it", "pt-BR", "nl", "ar", "zh-Hans", "uk")
THEMES = [one for one in BY_ID if not one.startswith("formacode:")]


def entry(number: int) -> Entry:
    """Return a course that says all it can, at the length of a long one."""
    taught = tuple(
        Taught(UUID(int=number * 50 + at), f"https://c.example/{number}/{at}", WORDS[:60], "RNCP")
        for at in range(8)
    )
    themes = tuple(Theme(THEMES[(number * 4 + at) % len(THEMES)]) for at in range(4))
    return Entry(
        uri=f"https://campus.example/courses/{number}",
        key=f"course-v1:Agir+Eau+{number}",
        title=f"{number} {WORDS}",
        summary=WORDS * 6,
        languages=LANGUAGES,
        hours=Decimal(1 + number * 3),
        themes=themes,
        teaches=taught,
        institutions=tuple(House(f"{WORDS[:40]} {at}", "", "lead") for at in range(4)),
        access_sufficient=(("textual",), ("visual",)),
        access_features=("captions", "fullKeyboardControl", "alternativeText", "readingOrder"),
        access_hazards=("none",),
        access_modes=("textual", "visual"),
        is_free=bool(number % 2),
        covenant="kept" if number % 3 else "unknown",
    )


def _weight(client: Client, address: str) -> dict[str, int]:
    """Return the bytes of a page and of each file of the suite that it names.

    What the site dresses its pages in (``host_pages``) is the site's.
    """
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode()
    found = {address: len(answer.content)}
    for name in set(re.findall(r'(?:href|src)="/static/([^"?]+)', html)):
        if name.startswith("host_pages/"):
            continue
        found[name] = Path(str(finders.find(name))).stat().st_size
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["", "?q=eau&order=changed", "competencies/", "courses/{key}/"])
def test_a_page_of_the_catalogue_is_light(path: str, language: str) -> None:
    several = [entry(number) for number in range(60)]
    index.put(several)
    client = Client(headers={"Accept-Language": language})
    told: dict[str, Any] = _weight(client, PAGE + path.format(key=several[0].key))
    assert {"agir/agir.css", "agir/agir.js"} <= told.keys()
    assert sum(told.values()) <= CEILING, told


def test_a_text_without_spaces_is_cut_as_well() -> None:
    """Chinese parts no words; nor does a peer that wants to fill the page."""
    index.put([replace(entry(1), summary="水" * 5000)])
    html = Client().get(PAGE).content.decode()
    assert "水" * 200 in html
    assert "水" * 241 not in html
