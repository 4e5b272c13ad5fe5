"""The documentation says what the code says: ``make reference`` writes it anew."""

from __future__ import annotations

import re

import pytest

from docs import reference
from house.repository import ROOT

PAGES = ROOT / "docs/pages"
LINK = re.compile(r"\]\((?!https?:|#|/)([^)\s#]+)")


@pytest.mark.parametrize("name", ["settings.md", "register.md"])
def test_a_page_that_is_made_is_what_the_code_says(name: str) -> None:
    """After a setting or a table changed: ``make reference``."""
    path = PAGES / "en/operators" / name
    assert path.read_text(encoding="utf-8") == reference.pages()[path], "run `make reference`"


def test_every_setting_is_explained_to_operators() -> None:
    """In the table of ``tutor_plugin/README.md``."""
    names = {name for values in reference.settings().values() for name in values}
    # Chosen by developers of a platform, and filled by the suite itself.
    names -= {"AGIR_PLATFORM_BACKEND", "AGIR_FILTER_STEPS"}
    assert sorted(names - set(reference.words())) == []


def test_links_between_pages_lead_somewhere() -> None:
    lost = [
        f"{page.relative_to(PAGES)}: {link}"
        for page in PAGES.rglob("*.md")
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert lost == []


def test_authors_and_learners_read_both_languages() -> None:
    for room in ("authors", "learners"):
        names = {path.name for path in (PAGES / "en" / room).glob("*.md")}
        assert names
        assert {path.name for path in (PAGES / "fr" / room).glob("*.md")} == names


def test_annotations_are_read_over_several_lines() -> None:
    text = "A row.\n\n    .. pii: the name\n       of a person\n    .. pii_types: name\n    "
    assert reference.annotations(text) == {"pii": "the name of a person", "pii_types": "name"}
