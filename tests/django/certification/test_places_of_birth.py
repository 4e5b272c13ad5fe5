"""Places of birth come from INSEE's files, and are found by what people type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agir_certification.api import geography
from agir_certification.geography import known, loading
from agir_certification.models import GeographicCode

pytestmark = pytest.mark.django_db

COMMUNES = (
    '"COM","TNCC","NCC","NCCENR","LIBELLE","DATE_DEBUT","DATE_FIN"\n'
    '"2A004","1","AJACCIO","Ajaccio","Ajaccio","1976-01-01",""\n'
    '"20004","1","AJACCIO","Ajaccio","Ajaccio","1943-01-01","1976-01-01"\n'
    '"01340","0","SAINT BOIS","Saint-Bois","Saint-Bois","1943-01-01","2016-01-01"\n'
    '"27999","1","OEUF","Œuf","Œuf-en-Ternois","1943-01-01",""\n'
)
COUNTRIES = (
    '"COG","CRPAY","LIBCOG","LIBENR","DATE_DEBUT","DATE_FIN"\n'
    '"99109","","Allemagne","République fédérale d’Allemagne","1990-10-03",""\n'
    '"99141","","Allemagne de l’Est","RDA","1949-05-23","1990-10-03"\n'
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = []
    for name, text in (("v_commune_depuis_1943.csv", COMMUNES), ("v_pays.csv", COUNTRIES)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        found.append(path)
    return found


def codes(typed: str, kind: str = "") -> list[str]:
    return [one.code for one in geography.search(typed, kind)]


def test_what_people_type_is_found(files: list[Path]) -> None:
    assert loading.load(files) == (6, 6)
    assert codes("ajac") == ["20004", "2A004"]
    assert codes("ALLEMAGNE") == ["99109", "99141"]
    assert codes("allemagne de l'est") == ["99141"]
    assert codes("saint bo") == codes("Saint-Bo") == ["01340"]
    assert codes("oeuf") == codes("œuf") == ["27999"]
    assert codes("2a004") == ["2A004"]
    assert codes("allem", "commune") == []
    assert codes("a") == codes("%") == codes("") == []
    found = geography.named("99141")
    assert found is not None
    assert str(found.until) == "1990-10-03"
    assert geography.named("00000") is None


def test_loading_again_changes_nothing(files: list[Path]) -> None:
    loading.load(files)
    before = list(GeographicCode.objects.order_by("pk").values_list())
    assert loading.load(files) == (6, 0)
    assert list(GeographicCode.objects.order_by("pk").values_list()) == before


def test_a_list_without_the_past_refuses_no_commune(files: list[Path], tmp_path: Path) -> None:
    assert known.places().knows_country is None
    today = tmp_path / "v_commune_2026.csv"
    today.write_text('"TYPECOM","COM","REG","LIBELLE"\n"COM","2A004","94","Ajaccio"\n')
    loading.load([today])
    assert known.places().knows_commune is None
    loading.load(files)
    places = known.places()
    assert places.knows_commune is not None
    assert places.knows_country is not None
    assert places.knows_commune("20004")
    assert not places.knows_commune("75101")
    assert places.knows_country("99109")
    assert not places.knows_country("99999")
    row = GeographicCode.objects.get(code="2A004")
    assert str(row.since) == "1976-01-01"


def test_what_ships_holds_communes_and_countries() -> None:
    rows = list(loading.shipped())
    assert len(rows) > 39_000
    by_code = {row.code: row.label for row in rows}
    assert by_code["2A004"] == "Ajaccio"
    assert by_code["75101"] == "Paris 1er Arrondissement"
    assert by_code["99109"] == "Allemagne"
    assert {row.kind for row in rows} == {"commune", "country"}
    assert len(by_code) == len(rows)


def test_another_file_is_refused_and_nothing_is_kept(files: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="INSEE"):
        call_command("agir_load_cog", *map(str, files), str(other))
    with pytest.raises(CommandError):
        call_command("agir_load_cog", str(tmp_path / "none.csv"))
    assert GeographicCode.objects.count() == 0


def test_the_search_box_asks_by_rest(
    client: Any, files: list[Path], django_user_model: Any
) -> None:
    loading.load(files)
    address = "/api/agir/certification/v1/places/"
    assert client.get(address, {"q": "ajac"}).status_code in {401, 403}
    client.force_login(django_user_model.objects.create_user("somebody"))
    answer = client.get(address, {"q": "ajac"}).json()
    assert [one["code"] for one in answer["places"]] == ["20004", "2A004"]
    assert answer["places"][0]["until"] == "1976-01-01"
    assert "INSEE" in answer["source"]
