"""How is ESCO's CSV set read?

The skills pillar: ``skills_XX``, ``skillGroups_XX``, ``broaderRelationsSkillPillar_XX`` are needed,
``skillsHierarchy_XX``, ``skillSkillRelations_XX`` and the collections are used when they are there,
the files of occupations are left alone. A set may hold several languages: one says the items, the
others are translations of the same concepts. Rows are streamed; what stays in memory is what is
kept of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from agir_competencies.domain.draft import Draft, Tie, refuse_more, settle
from agir_competencies.domain.framework import Document, Head, Note, Saying
from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import LanguageUnknown, PartMissing
from agir_competencies.domain.relation import IS_CHILD_OF, IS_PART_OF
from agir_competencies.frameworks import esco_terms as terms
from agir_competencies.frameworks.esco_rows import Concept, broader, concepts, members, ties
from agir_competencies.frameworks.fileset import Fileset, Limits, Progress, opened

FALLBACK: Final = "en"
Parts = Mapping[str, str]  # names of files by stem


def read(
    path: Path,
    *,
    name: str = "",
    language: str,
    is_asked: bool,
    limits: Limits,
    progress: Progress | None = None,
) -> Document:
    """Return ESCO's skills; raise a ``FrameworkRefused``.

    ``language`` says the items; when it is only a wish (``is_asked`` is false) and the set has it
    not, English does, or else the first one there is.
    """
    with opened(path, name=name, most_bytes=limits.bytes, progress=progress) as files:
        languages = _languages(files)
        chosen = _chosen(languages, language, is_asked=is_asked)
        parts = languages[chosen]
        files.choose(_wanted(languages, chosen))
        found = _concepts(files, parts, limits.items)
        above, astray = _parents(files, parts, found)
        drafts = [_draft(concept, above.get(uri, ()), chosen) for uri, concept in found.items()]
        edges = [*astray, *_collections(files, parts, found), *_needs(files, parts, found)]
        sayings, strangers = _sayings(files, languages, chosen, found)
    old = sum(concept.ended is not None for concept in found.values())
    notes = [Note(kind, {"count": number})
             for kind, number in (("concept_obsolete", old), ("translation_stray", strangers),
                                  ("parent_elsewhere", len(astray)))
             if number]  # fmt: skip
    return settle(_head(name or path.name, chosen), drafts, edges, sayings, notes)


def _languages(files: Fileset) -> dict[str, dict[str, str]]:
    """Return the files of each language; refuse a code that is none and a set that is not whole."""
    found: dict[str, dict[str, str]] = {}
    for name in sorted(files.parts):
        match = terms.PART.match(name)
        if match:
            found.setdefault(match["language"].lower(), {})[match["stem"]] = name
    languages = {code: parts for code, parts in found.items() if terms.SKILLS in parts}
    if not languages:
        raise PartMissing(files=f"{terms.SKILLS}_fr.csv, {terms.SKILLS}_en.csv…")
    for code, parts in languages.items():
        if code not in terms.LANGUAGES:
            raise LanguageUnknown(language=code, known=", ".join(sorted(terms.LANGUAGES)))
        missing = [f"{stem}_{code}.csv" for stem in terms.NEEDED if stem not in parts]
        if missing:
            raise PartMissing(files=", ".join(missing))
    return languages


def _chosen(languages: Mapping[str, Parts], wish: str, *, is_asked: bool) -> str:
    """Return the language that says the items."""
    wish = wish.lower()
    if is_asked and wish not in languages:
        raise LanguageUnknown(language=wish, known=", ".join(sorted(languages)))
    return next((code for code in (wish, wish[:2], FALLBACK) if code in languages), min(languages))


def _wanted(languages: Mapping[str, Parts], chosen: str) -> list[str]:
    """Return the files that are read: all that is used of one language, words of the others."""
    used = {terms.HIERARCHY, terms.TIES, *terms.NEEDED, *terms.COLLECTIONS}
    return [
        name
        for code, parts in languages.items()
        for stem, name in parts.items()
        if stem in (used if code == chosen else (terms.SKILLS, terms.GROUPS))
    ]


def _head(name: str, language: str) -> Head:
    """Return what is said of ESCO as a whole; the set's own name tells its version."""
    version = terms.VERSION.search(name)
    return Head(
        identifier=item_id(terms.URI),
        uri=terms.URI,
        source="esco",
        title=terms.TITLES.get(language, terms.TITLES[FALLBACK]),
        publisher=terms.PUBLISHER,
        language=language,
        licence=terms.LICENCE,
        version_label=version[0] if version else "",
    )


def _concepts(files: Fileset, parts: Parts, most: int) -> dict[str, Concept]:
    """Return the concepts by address; one that comes twice is what its last change says."""
    found: dict[str, Concept] = {}
    for stem in (terms.GROUPS, terms.SKILLS):
        for concept in concepts(files, parts[stem], stem):
            had = found.get(concept.uri)
            if had is None or had.modified <= concept.modified:
                found[concept.uri] = concept
            refuse_more(len(found), most)
    return found


def _parents(
    files: Fileset, parts: Parts, found: Mapping[str, Concept]
) -> tuple[dict[str, tuple[str, ...]], list[Tie]]:
    """Return what each concept hangs from: a group of the hierarchy first, then by address.

    What no table says is elsewhere, and no place in the tree: a relation that leaves it.
    """
    above: dict[str, set[tuple[int, str]]] = {}
    astray: set[tuple[str, str]] = set()
    for rank, uri, parent in broader(files, parts):
        if uri not in found or parent == uri:
            continue
        known = found.get(parent)
        if known is None:
            astray.add((uri, parent))
        else:
            above.setdefault(uri, set()).add((rank + (not known.is_group), parent))
    parents = {
        uri: tuple(dict.fromkeys(parent for _, parent in sorted(ranked)))
        for uri, ranked in above.items()
    }
    return parents, [Tie(uri, IS_CHILD_OF, parent) for uri, parent in sorted(astray)]


def _draft(concept: Concept, parents: tuple[str, ...], language: str) -> Draft:
    """Return a concept as an item: groups before skills, each in the order of its language."""
    return Draft(
        key=concept.uri,
        uri=concept.uri,
        statement=concept.statement,
        short=concept.short,
        code=concept.code,
        item_type=concept.kind,
        language=language,
        parents=parents,
        rank=(not concept.is_group, concept.code, concept.short.casefold()),
        where=concept.where,
        ended=concept.ended,
    )


def _collections(files: Fileset, parts: Parts, found: Mapping[str, Concept]) -> Iterator[Tie]:
    """Yield to which collections concepts belong: the tables of these, and the concepts' own word.

    The address of the collection's scheme is elsewhere: a relation that leaves the framework.
    """
    for uri, concept in found.items():
        for scheme in concept.schemes:
            yield Tie(uri, IS_PART_OF, scheme)
    for stem, scheme in terms.COLLECTIONS.items():
        if stem in parts:
            for uri in members(files, parts[stem]):
                if uri in found:
                    yield Tie(uri, IS_PART_OF, scheme)


def _needs(files: Fileset, parts: Parts, found: Mapping[str, Concept]) -> Iterator[Tie]:
    """Yield which skill needs which."""
    if terms.TIES in parts:
        for origin, kind, destination in ties(files, parts[terms.TIES]):
            if origin in found:
                yield Tie(origin, kind, destination)


def _sayings(
    files: Fileset,
    languages: Mapping[str, Parts],
    chosen: str,
    found: Mapping[str, Concept],
) -> tuple[list[Saying], int]:
    """Return the translations, and how many concepts only another language has."""
    sayings: list[Saying] = []
    strangers: set[str] = set()
    for code in sorted(languages.keys() - {chosen}):
        said: dict[str, Concept] = {}
        for stem in (terms.GROUPS, terms.SKILLS):
            for concept in concepts(files, languages[code][stem], stem):
                if concept.uri in found:
                    said[concept.uri] = concept
                elif concept.ended is None:
                    strangers.add(concept.uri)
        sayings += [Saying(item_id(uri), code, concept.statement, concept.short)
                    for uri, concept in said.items()]  # fmt: skip
    return sayings, len(strangers)
