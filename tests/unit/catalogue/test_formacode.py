"""FORMACODE: a cut of verified rows, with its credit, of which nothing is counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agir_catalogue.domain.themes.formacode import CREDIT, FORMACODE, OF_SHEET
from agir_catalogue.domain.themes.registry import BY_ID, SCHEMES

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared/data/france-competences"
ROW = re.compile(r"<FORMACODE>\s*<CODE>(\d+)</CODE>\s*<LIBELLE>(.*?)</LIBELLE>", re.S)
SHEET = re.compile(r"<FICHE>.*?</FICHE>", re.S)


def test_it_says_where_it_comes_from_and_that_it_is_a_cut() -> None:
    assert FORMACODE in SCHEMES
    assert FORMACODE.source == CREDIT
    assert "Licence Ouverte" in CREDIT
    assert FORMACODE.is_cut
    assert [one.slug for one in SCHEMES if one.is_cut] == ["formacode"]


def test_each_sheet_names_themes_that_are_there_and_each_theme_has_a_sheet() -> None:
    named = {theme for several in OF_SHEET.values() for theme in several}
    assert named == {theme.id for theme in FORMACODE.themes} <= BY_ID.keys()
    assert all(re.fullmatch(r"\d{5}", theme.code) for theme in FORMACODE.themes)


@pytest.mark.skipif(not DATA.is_dir(), reason="The samples of the register are not here.")
def test_every_row_is_that_of_the_register() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.xml")))
    labels = {code: label.strip() for code, label in ROW.findall(text)}
    assert {one.code: one.french for one in FORMACODE.themes} == labels
    for sheet in SHEET.findall(text):
        number = re.search(r"<NUMERO_FICHE>(.*?)</NUMERO_FICHE>", sheet)
        assert number is not None
        told = tuple(f"formacode:{code}" for code, _ in ROW.findall(sheet))
        assert OF_SHEET.get(number[1], ()) == told
