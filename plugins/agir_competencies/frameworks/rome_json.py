"""How is the ROME's tree of competencies read from its JSON file?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from agir_competencies.domain.refusals import FrameworkMalformed, FrameworkTooLarge
from agir_competencies.frameworks.fileset import Fileset
from agir_competencies.frameworks.table import code

ROOT: Final = "arborescence_competence"
MOST_BYTES: Final = 64 * 1024 * 1024  # ten times what is published; read whole, it weighs more
# Level, the list that holds it, what bears its number if it has one, and its words.
LISTS: Final = (
    ("domaine", "domaine_competence", "", "libelle_domaine_competence"),
    ("enjeu", "liste_enjeux", "", "libelle_enjeu"),
    ("objectif", "liste_objectifs", "", "libelle_objectif"),
    ("macro_competence", "liste_macro_competences", "code_ogr_macro_competence",
     "libelle_macro_competence"),
    ("competence", "liste_competences", "code_ogr_competence", "libelle_competence"),
)  # fmt: skip
CODE: Final = "code_fonctionnel"
JsonStep = tuple[str, str, str, str]  # level, code, number, words


def paths_of_json(files: Fileset, name: str) -> Iterator[tuple[str, tuple[JsonStep, ...]]]:
    """Yield (place, path from the top) of each item; the file is 5 MB and read whole."""
    with files.open(name) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FrameworkTooLarge(unit="bytes", limit=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("iso8859-15")  # what France Travail writes its JSON in
    try:
        whole = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise FrameworkMalformed(where=name, reason="not_json") from error
    top = whole.get(ROOT) if isinstance(whole, dict) else None
    if not isinstance(top, dict):
        raise FrameworkMalformed(where=f"{name}, {ROOT}", reason="missing")
    yield from _below(top, name, ())


def _below(
    node: dict[str, Any], where: str, above: tuple[JsonStep, ...]
) -> Iterator[tuple[str, tuple[JsonStep, ...]]]:
    """Yield the paths of what a node holds, itself first."""
    if len(above) == len(LISTS):
        return
    level, title, number, words = LISTS[len(above)]
    found = node.get(title)
    if found is None:
        return
    if not isinstance(found, list):
        raise FrameworkMalformed(where=f"{where}, {title}", reason="not_a_list")
    for at, child in enumerate(found, start=1):
        place = f"{where}, {title}[{at}]"
        if not isinstance(child, dict):
            raise FrameworkMalformed(where=place, reason="not_an_object")
        step = (level, _text(child, CODE, place), _text(child, number, place),
                _text(child, words, place))  # fmt: skip
        yield place, (*above, step)
        yield from _below(child, place, (*above, step))


def _text(node: dict[str, Any], name: str, where: str) -> str:
    """Return a text or a whole number as text, '' when absent."""
    value = node.get(name, "") if name else ""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise FrameworkMalformed(where=f"{where}, {name}", reason="not_text")
    return code(str(value)) if name != "" and not name.startswith("libelle") else str(value)
