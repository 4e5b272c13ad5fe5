"""Savoirs of the ROME are a framework of their own, in their categories."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import (
    ColumnMissing,
    DuplicateItem,
    FrameworkMalformed,
    FrameworkTooLarge,
)
from agir_competencies.frameworks.fileset import Limits
from agir_competencies.frameworks.rome_savoirs import OWN_URI, read
from unit.competencies.frameworks.framework_files import table

LIMITS = Limits(10**7, 1000)
NAME = "unix_referentiel_savoir_v460_utf8.csv"
HEADER = ("code_ogr_savoir,libelle_savoir,categorie_savoir,sous_categorie_savoir,"
          "transition_eco,transition_num")  # fmt: skip
ROWS = [
    ["117", "Règles de tri des déchets", "Environnement", "Déchets", "O", "N"],
    ["42", "Logiciels de bureautique", "Informatique", "", "N", "O"],
    ["9", "Droit du travail", "", "", "N", "N"],
    ["118", "Compostage", "environnement ", "Déchets", "O", "N"],
]


def written(folder: Path, rows: list[list[str]], header: str = HEADER) -> Path:
    path = folder / NAME
    path.write_text(table(header, rows), encoding="utf-8")
    return path


def test_a_savoir_stands_in_its_category_and_is_its_number(tmp_path: Path) -> None:
    document = read(written(tmp_path, ROWS), limits=LIMITS)
    assert document is not None
    said = [(item.depth, item.item_type, item.statement) for item in document.items]
    assert said == [
        (0, "categorie", "Environnement"),
        (1, "sous_categorie", "Déchets"),
        (2, "savoir", "Compostage"),
        (2, "savoir", "Règles de tri des déchets"),
        (0, "categorie", "Informatique"),
        (1, "savoir", "Logiciels de bureautique"),
        (0, "savoir", "Droit du travail"),
    ]
    assert document.head.version_label == "v460"
    own = {item.code: item.identifier for item in document.items if item.code}
    assert own["117"] == item_id(f"{OWN_URI}-ogr-117")
    again = read(written(tmp_path, ROWS[::-1]), limits=LIMITS)
    assert again is not None
    assert {one.identifier for one in again.items} == {one.identifier for one in document.items}


def test_an_archive_holds_it_and_a_set_without_it_has_none(tmp_path: Path) -> None:
    path = tmp_path / "rome.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(NAME, table(HEADER, ROWS))
        archive.writestr("unix_referentiel_savoir_v460_iso8859-15.csv", b"x")
    document = read(path, limits=LIMITS)
    assert document is not None
    assert len(document.items) == 7
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "unix_texte_v460_utf8.csv").write_text("x")
    assert read(tmp_path / "empty", limits=LIMITS) is None


@pytest.mark.parametrize(
    ("header", "rows", "refusal"),
    [
        (HEADER.replace("categorie_savoir", "categorie", 1), ROWS, ColumnMissing),
        (HEADER, [["", "Sans numéro", "", "", "", ""]], FrameworkMalformed),
        (HEADER, [["1", "", "", "", "", ""]], FrameworkMalformed),
        (HEADER, [ROWS[0], ROWS[0]], DuplicateItem),
        (HEADER, [[str(n), f"Savoir {n}", "", "", "", ""] for n in range(1001)], FrameworkTooLarge),
    ],
)
def test_what_is_not_the_file_is_refused(
    tmp_path: Path, header: str, rows: list[list[str]], refusal: type
) -> None:
    with pytest.raises(refusal):
        read(written(tmp_path, rows, header), limits=LIMITS)
