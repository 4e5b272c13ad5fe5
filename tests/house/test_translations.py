"""French and English are whole, compiled, and say the same placeholders."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest

from house.repository import ROOT
from house.translations import LANGUAGES, OVERLAY, catalogues, compiled, gather

MARKUP = re.compile(r"<[^<>]*>|[<>\"]|&#?\w+;")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}|%[sd]")
CATALOGUES = catalogues()
HOMES = sorted({path.parents[3] for path in CATALOGUES if path.stem == "django"} - {OVERLAY})
SOURCES = {".py", ".html", ".txt", ".po"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_every_string_is_translated(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    if path.parts[-3] == "fr":
        assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_the_compiled_catalogue_is_this_one(path: Path) -> None:
    written = {
        (entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in polib.pofile(str(path)).translated_entries()
    }
    assert compiled(path.with_suffix(".mo")) == written


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_placeholders_survive_translation(path: Path) -> None:
    wrong = []
    for entry in polib.pofile(str(path)).translated_entries():
        told = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        allowed = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        wrong += [entry.msgid for text in told if not set(PLACEHOLDER.findall(text)) <= allowed]
    assert wrong == []


def brought(original: str, text: str) -> list[str]:
    """Return the markup of a translation that its original has not."""
    return sorted(set(MARKUP.findall(text)) - set(MARKUP.findall(original)))


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_no_translation_brings_markup(path: Path) -> None:
    """Templates write a translation as it is, in attributes too: its author may be a stranger."""
    wrong = []
    for entry in polib.pofile(str(path)).translated_entries():
        told = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        original = entry.msgid + (entry.msgid_plural or "")
        wrong += [(entry.msgid, found) for text in told if (found := brought(original, text))]
    assert wrong == []


@pytest.mark.parametrize(
    ("original", "text", "found"),
    [
        ("to <bdi>%(name)s</bdi>", "à <bdi>%(name)s</bdi>", []),
        ("Save", "<script>x</script>", ["</script>", "<script>"]),
        ("to <bdi>%(name)s</bdi>", "<bdi onclick=x>%(name)s</bdi>", ["<bdi onclick=x>"]),
        ("Close", 'Fermer" onfocus="x', ['"']),
        ("Close", "&lt;b&gt;", ["&gt;", "&lt;"]),
    ],
)
def test_markup_is_told_by_what_the_original_has(
    original: str, text: str, found: list[str]
) -> None:
    assert brought(original, text) == found


def test_each_app_speaks_both_languages() -> None:
    homes = {path.parents[3]: set() for path in CATALOGUES}
    for path in CATALOGUES:
        homes[path.parents[3]].add(path.parts[-3])
    suite = {home.name: spoken for home, spoken in homes.items() if "tests" not in home.parts}
    assert set(suite) >= {"agir_competencies", "agir_badges", "agir_catalogue", "agir_dashboard"}
    assert "agir_xblocks" in suite
    assert {name: spoken for name, spoken in suite.items() if spoken != set(LANGUAGES)} == {}


@pytest.mark.parametrize("home", HOMES, ids=_name)
def test_every_string_of_the_source_was_gathered(home: Path, tmp_path: Path) -> None:
    """A string that no catalogue holds is shown in English to everybody."""
    copy = tmp_path / home.name
    shutil.copytree(home, copy, ignore=_no_source)
    gather(copy, "fr")
    held, found = (_msgids(root / "locale/fr/LC_MESSAGES/django.po") for root in (home, copy))
    assert sorted(found - held) == [], "run make translations, then translate"
    assert sorted(held - found) == [], "run make translations: nothing says these any more"


def _no_source(folder: str, names: list[str]) -> list[str]:
    return [
        name
        for name in names
        if (Path(folder) / name).is_file() and Path(name).suffix not in SOURCES
    ]


def _msgids(path: Path) -> set[tuple[str, str]]:
    told = polib.pofile(str(path))
    return {(entry.msgctxt or "", entry.msgid) for entry in told if not entry.obsolete}
