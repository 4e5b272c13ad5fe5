"""In its own words AMB takes what a notice says, or it is not said."""

from __future__ import annotations

import pytest

from agir_catalogue.domain import amb_record, amb_terms
from agir_catalogue.domain.themes.iscedf import ISCEDF


def test_languages_lose_their_region_and_what_iso_639_1_has_not() -> None:
    tags = ("fr", "fr-CA", "en-GB", "zh-Hans", "gsw", "xx", "")
    assert amb_terms.languages(tags) == ["fr", "en", "zh"]
    assert len(amb_terms.LANGUAGES) == 183


@pytest.mark.parametrize(
    ("spdx", "page"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0-DE", "https://creativecommons.org/licenses/by-nc-sa/3.0/de/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://opensource.org/licenses/MIT"),
        ("GPL-3.0-or-later", "https://www.gnu.org/licenses/gpl-3.0.html"),
        ("etalab-2.0", ""),
        ("LicenseRef-all-rights-reserved", ""),
        ("CC-BY-4.0 OR MIT", ""),
        ("", ""),
    ],
)
def test_a_licence_is_told_by_its_publishers_page(spdx: str, page: str) -> None:
    assert amb_terms.licence_page(spdx) == page


@pytest.mark.parametrize("spdx", ["CC-BY-4.0", "CC-BY-NC-ND-3.0", "CC0-1.0", "MIT"])
def test_our_own_reader_knows_the_page(spdx: str) -> None:
    told = {
        "id": "https://campus.example/1", "type": ["Course"], "name": "Kurs",
        "license": {"id": amb_terms.licence_page(spdx)},
    }  # fmt: skip
    assert amb_record.read(told).licence == spdx


def test_a_field_is_in_the_group_of_its_longest_beginning() -> None:
    at = amb_terms.SUBJECTS
    found = amb_terms.subjects(["0916", "0912", "06", "0613", "1014"])
    assert list(found) == [f"{at}n4", f"{at}n5", f"{at}n71", f"{at}n2"]
    assert found[f"{at}n71"] == "Informatik"
    assert amb_terms.subjects(["00", "02", "1022", "zz", ""]) == {}


def test_every_field_of_the_scheme_is_in_one_group_but_those_that_are_in_none() -> None:
    codes = [one.id.partition(":")[2] for one in ISCEDF.themes]
    none = {code for code in codes if not amb_terms.subjects([code])}
    assert {code for code in none if code[:2] not in ("00", "10")} == {"02", "09"}
