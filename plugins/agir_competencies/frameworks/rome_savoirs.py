"""How are the savoirs of the ROME 4.0 (France Travail) read?

``unix_referentiel_savoir_v460_utf8.csv`` of the open data, alone, in its folder or in its archive,
as a framework of its own beside the tree of competencies: catégorie › sous-catégorie › savoir. The
number of a savoir (OGR) is its identity; categories have none, so that their words are.

Columns as two independent public readers of versions 460 and 461 name them (a Java binding of the
file, and a Python one of ``code_ogr_savoir`` and ``libelle_savoir``); the file itself was not seen
here, so that other columns are left aside and a missing one is refused by name. Not read, because
no source says what they hold: the same as JSON. Not read, because a job is no competency:
``unix_liens_rome_referentiels`` and ``unix_coherence_item``, which say what a job asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from agir_competencies.domain.draft import Draft, refuse_more, settle
from agir_competencies.domain.framework import Document, Head
from agir_competencies.domain.identity import identity, item_id
from agir_competencies.domain.refusals import FrameworkMalformed
from agir_competencies.domain.text import fold, one_line
from agir_competencies.frameworks.fileset import Fileset, Limits, Progress, opened
from agir_competencies.frameworks.rome import (
    EVERY,
    LANGUAGE,
    LATIN,
    LICENCE,
    PUBLISHER,
    URI,
    VERSION,
)
from agir_competencies.frameworks.table import UTF8, Table, code, said

OWN_URI: Final = f"{URI}#savoirs"
TITLE: Final = "ROME 4.0, savoirs"
COLUMNS: Final = ("code_ogr_savoir", "libelle_savoir", "categorie_savoir", "sous_categorie_savoir")
_PART: Final = re.compile(r"^unix_referentiel_savoirs?_.*\.csv$", re.IGNORECASE)


def read(
    path: Path, *, name: str = "", limits: Limits, progress: Progress | None = None
) -> Document | None:
    """Return the savoirs, ``None`` where the set holds none; raise a ``FrameworkRefused``."""
    with opened(path, name=name, most_bytes=limits.bytes, progress=progress) as files:
        parts = [part for part in files.parts if _PART.match(part)]
        if not parts:
            return None
        part = min(parts, key=lambda one: ("utf8" not in one.lower(), one))
        files.choose([part])
        drafts = list(_drafts(files, part, limits.items))
    version = VERSION.search(part)
    head = Head(
        identifier=item_id(OWN_URI),
        uri=OWN_URI,
        source="rome",
        title=TITLE,
        publisher=PUBLISHER,
        language=LANGUAGE,
        licence=LICENCE,
        version_label=version[0].lower() if version else "",
    )
    return settle(head, drafts)


def _drafts(files: Fileset, name: str, most: int) -> Iterator[Draft]:
    """Yield each savoir, and before it the categories that were not met yet."""
    met: set[str] = set()
    with files.open(name) as stream:
        table = Table(stream, name, encoding=LATIN if "8859" in name else UTF8)
        for number, cells in enumerate(table.rows(table.columns(*COLUMNS)), start=1):
            where, above = table.where(), ""
            for level, words in zip(("categorie", "sous_categorie"), cells[2:], strict=True):
                if not one_line(words):
                    continue
                key = f"{above}/{fold(one_line(words))}"
                if key not in met:
                    met.add(key)
                    yield _draft(key, str(identity("savoirs", key)), level, words, above, where)
                above = key
            ogr = code(cells[0])
            if not ogr:
                raise FrameworkMalformed(where=where, reason="no_identifier")
            yield _draft(f"ogr-{ogr}", f"ogr-{ogr}", "savoir", cells[1], above, where)
            met.add(f"ogr-{ogr}")
            refuse_more(len(met), most)
            if number % EVERY == 0:
                files.tell(number)


def _draft(key: str, mark: str, level: str, words: str, above: str, where: str) -> Draft:
    statement, short = said(words, "", where)
    number = mark.removeprefix("ogr-") if level == "savoir" else ""
    return Draft(
        key=key,
        uri=f"{OWN_URI}-{mark}",
        statement=statement,
        short=short,
        code=number,
        item_type=level,
        language=LANGUAGE,
        parents=(above,) if above else (),
        rank=(level == "savoir", fold(statement)),
        where=where,
    )
