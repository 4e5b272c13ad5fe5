"""What does each row of ESCO's tables say?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from agir_competencies.domain.framework import LONGEST_WORD
from agir_competencies.domain.refusals import FrameworkMalformed
from agir_competencies.domain.relation import kind_of
from agir_competencies.domain.text import cut, one_line
from agir_competencies.frameworks import esco_terms as terms
from agir_competencies.frameworks.fileset import Fileset
from agir_competencies.frameworks.table import Table, address, code, said

EVERY: Final = 500  # rows between two words to the progress bar
UNTOLD: Final = date(1970, 1, 1)  # out of force, nobody says since when
_BETWEEN: Final = re.compile(r"[\s,]+")  # ESCO lists addresses with commas here, lines there


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill or a group of skills, as one language says it."""

    uri: str
    statement: str
    short: str
    code: str
    kind: str
    is_group: bool
    modified: str
    ended: date | None
    schemes: tuple[str, ...]
    where: str


def concepts(files: Fileset, name: str, stem: str) -> Iterator[Concept]:
    """Yield the concepts of ``skills_XX`` or ``skillGroups_XX``."""
    is_group = stem == terms.GROUPS
    with files.open(name) as stream:
        table = Table(stream, name)
        own = "code" if is_group else "skillType"
        places = table.columns("conceptUri", "preferredLabel", "description", "status", own)
        optional = [table.header.index(title) if title in table.header else None
                    for title in ("modifiedDate", "inScheme")]  # fmt: skip
        places += [at for at in optional if at is not None]
        has_date, has_scheme = (at is not None for at in optional)
        number = 0
        for number, row in enumerate(table.rows(places), start=1):
            uri, label, description, status, what, *rest = row
            modified = rest.pop(0) if has_date else ""
            schemes = rest.pop(0) if has_scheme else ""
            where = table.where()
            statement, short = said(label, description, where)
            if number % EVERY == 0:
                files.tell(number)
            yield Concept(
                uri=_uri(uri, where),
                statement=statement,
                short=short,
                code=code(what) if is_group else "",
                kind="SkillGroup" if is_group else cut(one_line(what), LONGEST_WORD),
                is_group=is_group,
                modified=modified,
                ended=_ended(status, modified),
                schemes=tuple(sorted(terms.SCHEMES.intersection(_BETWEEN.split(schemes)))),
                where=where,
            )
        files.tell(number)


def _ended(status: str, modified: str) -> date | None:
    """Return the day of the last change of a concept that is out of force, else ``None``."""
    if one_line(status).lower() not in terms.OVER:
        return None
    try:
        return date.fromisoformat(modified[:10])
    except ValueError:
        return UNTOLD


def broader(files: Fileset, parts: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Yield (rank, concept, what is broader): the hierarchy of groups ranks before."""
    if terms.HIERARCHY in parts:
        yield from _levels(files, parts[terms.HIERARCHY])
    name = parts[terms.BROADER]
    with files.open(name) as stream:
        table = Table(stream, name)
        for uri, above in table.rows(table.columns("conceptUri", "broaderUri")):
            where = table.where()
            yield 1, _uri(uri, where), _uri(above, where)


def members(files: Fileset, name: str) -> Iterator[str]:
    """Yield the addresses of a collection."""
    with files.open(name) as stream:
        table = Table(stream, name)
        for (uri,) in table.rows(table.columns("conceptUri")):
            yield _uri(uri, table.where())


def ties(files: Fileset, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield (skill, kind of relation, the skill that it needs)."""
    with files.open(name) as stream:
        table = Table(stream, name)
        places = table.columns("originalSkillUri", "relationType", "relatedSkillUri")
        for origin, kind, destination in table.rows(places):
            where = table.where()
            needs = kind_of(f"{terms.NEEDS}{one_line(kind).lower()}")
            if needs.rstrip("-") == terms.NEEDS.rstrip("-"):
                raise FrameworkMalformed(where=where, reason="no_kind")
            yield _uri(origin, where), needs, _uri(destination, where)


def _levels(files: Fileset, name: str) -> Iterator[tuple[int, str, str]]:
    """Yield each group under the one of the level above, from ``skillsHierarchy_XX``."""
    with files.open(name) as stream:
        table = Table(stream, name)
        for row in table.rows(table.columns(*(f"Level {n} URI" for n in range(terms.LEVELS)))):
            path = [one_line(uri) for uri in row if one_line(uri)]
            if len(path) > 1:
                where = table.where()
                yield 0, _uri(path[-1], where), _uri(path[-2], where)


def _uri(text: str, where: str) -> str:
    """Return the address of a concept."""
    uri = address(text, where)
    if not uri:
        raise FrameworkMalformed(where=where, reason="no_identifier")
    return uri
