"""How is the tree of competencies of the ROME 4.0 (France Travail) read?

``unix_arborescence_competences_v460_utf8.csv`` or ``unix_arborescence_competence_v460.json`` of the
open data, alone, in its folder or in its archive: domaine › enjeu › objectif › macro-compétence ›
compétence. The number of an item in the repository (OGR) is its identity; the three levels above
have none, so that their code is. Savoirs are a framework of their own (``rome_savoirs``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from agir_competencies.domain.draft import Draft, refuse_more, settle
from agir_competencies.domain.framework import Document, Head
from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import FrameworkMalformed, PartMissing
from agir_competencies.frameworks.fileset import Fileset, Limits, Progress, opened
from agir_competencies.frameworks.rome_json import paths_of_json
from agir_competencies.frameworks.table import UTF8, Table, code, said

URI: Final = "https://www.francetravail.org/opendata/repertoire-operationnel-des-meti.html"
TITLE: Final = "ROME 4.0, arborescence des compétences"
PUBLISHER: Final = "France Travail"
LICENCE: Final = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
LANGUAGE: Final = "fr"
LATIN: Final = "iso8859-15"
EVERY: Final = 500
_PART: Final = re.compile(
    r"^unix_arborescence_competences?_(?P<more>.*)\.(?P<form>csv|json)$", re.IGNORECASE
)
VERSION: Final = re.compile(r"v(\d+)", re.IGNORECASE)
# Level, the column of its code, of its number if it has one, and of its words.
LEVELS: Final = (
    ("domaine", "code_domaine_competence", "", "domaine_competence"),
    ("enjeu", "code_enjeu", "", "enjeu"),
    ("objectif", "code_objectif", "", "objectif"),
    ("macro_competence", "code_macro_competence", "code_ogr_macro_competence",
     "libelle_macro_competence"),
    ("competence", "", "code_ogr_competence", "libelle_competence"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a path: what the item is called there and what it says."""

    level: str
    code: str
    number: str
    label: str


_ORDER: Final = {level: at for at, (level, *_) in enumerate(LEVELS)}
Path_ = tuple[str, tuple[Step, ...]]  # where it was read, and the steps from the top


def read(
    path: Path,
    *,
    name: str = "",
    limits: Limits,
    progress: Progress | None = None,
) -> Document:
    """Return the tree; raise a ``FrameworkRefused``."""
    with opened(path, name=name, most_bytes=limits.bytes, progress=progress) as files:
        part = _part(files)
        files.choose([part])
        paths = _paths_of_csv(files, part) if part.lower().endswith(".csv") else (
            (where, tuple(Step(*step) for step in steps))
            for where, steps in paths_of_json(files, part)
        )  # fmt: skip
        drafts = _drafts(paths, files, limits.items)
    version = VERSION.search(part)
    head = Head(
        identifier=item_id(URI),
        uri=URI,
        source="rome",
        title=TITLE,
        publisher=PUBLISHER,
        language=LANGUAGE,
        licence=LICENCE,
        version_label=version[0].lower() if version else "",
    )
    return settle(head, drafts)


def _part(files: Fileset) -> str:
    """Return the name of the file to read: a table before the same as JSON, UTF-8 before Latin."""
    found = [(match["form"].lower() != "csv", "utf8" not in match["more"].lower(), name)
             for name in files.parts if (match := _PART.match(name))]  # fmt: skip
    if not found:
        raise PartMissing(
            files="unix_arborescence_competences_…_utf8.csv, unix_arborescence_competence_….json"
        )
    return min(found)[2]


def _paths_of_csv(files: Fileset, name: str) -> Iterator[Path_]:
    """Yield the path of each row of the table."""
    encoding = LATIN if "8859" in name else UTF8
    with files.open(name) as stream:
        table = Table(stream, name, encoding=encoding)
        titles = [title for _, *columns in LEVELS for title in columns if title]
        places = dict(zip(titles, table.columns(*titles), strict=True))
        for row in table.rows(range(len(table.header))):
            cells = {title: row[place] for title, place in places.items()} | {"": ""}
            yield (
                table.where(),
                tuple(
                    Step(level, code(cells[own]), code(cells[ogr]), cells[words])
                    for level, own, ogr, words in LEVELS
                ),
            )


def _drafts(paths: Iterable[Path_], files: Fileset, most: int) -> list[Draft]:
    """Return the items of all paths: one met twice is one item, under each of its parents."""
    found: dict[str, Draft] = {}
    for number, (where, steps) in enumerate(paths, start=1):
        above = ""
        for step in steps:
            name = step.number or step.code
            if not name and not step.label.strip():
                break  # a macro-compétence without any below it
            if not name:
                raise FrameworkMalformed(where=where, reason="no_identifier")
            key = f"ogr-{step.number}" if step.number else step.code
            if key == above:
                continue  # one that is listed below itself
            found[key] = _met(found.get(key), _draft(key, step, where), above)
            above = key
        refuse_more(len(found), most)
        if number % EVERY == 0:
            files.tell(number)
    return list(found.values())


def _draft(key: str, step: Step, where: str) -> Draft:
    """Return a step as an item."""
    statement, short = said(step.label, "", where)
    return Draft(
        key=key,
        uri=f"{URI}#{key}",
        statement=statement,
        short=short,
        code=step.code or step.number,
        item_type=step.level,
        language=LANGUAGE,
        rank=(step.code, int(step.number) if step.number.isdecimal() else 0, step.number),
        where=where,
    )


def _met(had: Draft | None, draft: Draft, above: str) -> Draft:
    """Return an item with one parent more; it is what its highest place says.

    The parents are sorted, codes of levels first, so that the order of rows decides little.
    """
    parents = {*(had.parents if had else ()), *((above,) if above else ())}
    best = draft if had is None or _ORDER[draft.item_type] < _ORDER[had.item_type] else had
    return replace(best, parents=tuple(sorted(parents)))
