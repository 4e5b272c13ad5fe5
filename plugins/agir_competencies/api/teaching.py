"""What do courses teach, and what do they assess, in the eyes of somebody outside?

Who may: this function does not ask; what a course works on is public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from agir_competencies.domain.link import PROVING_KINDS
from agir_competencies.models import Competency, CompetencyTranslation, Link

__all__ = ["Named", "Taught", "taught"]


@dataclass(frozen=True, slots=True)
class Named:
    """A competency as another site may know it; ``label`` is in the language asked for."""

    identifier: UUID
    uri: str
    label: str
    framework_title: str
    framework_uri: str


@dataclass(frozen=True, slots=True)
class Taught:
    """``teaches`` is all that a course links, ``assesses`` what a link of it may prove."""

    teaches: tuple[Named, ...] = ()
    assesses: tuple[Named, ...] = ()


def taught(course_keys: Iterable[str], *, language: str = "") -> dict[str, Taught]:
    """Return what each of these courses teaches and assesses, by label; those without are absent.

    A competency that is linked is taught, by a promise as by a scored block; it is assessed where
    a link that counts (weight above 0) may prove it. At most three SELECTs.
    """
    rows = list(
        Link.objects.filter(course_key__in=list(course_keys), removed_at=None)
        .values_list("course_key", "competency_id", "kind", "weight")
        .distinct()
    )
    if not rows:
        return {}
    known = _named({competency for _, competency, _, _ in rows}, language)
    all_of: dict[str, set[int]] = {}
    proved: dict[str, set[int]] = {}
    for course, competency, kind, weight in rows:
        all_of.setdefault(course, set()).add(competency)
        if kind in PROVING_KINDS and weight > 0:
            proved.setdefault(course, set()).add(competency)
    return {
        course: Taught(_told(several, known), _told(proved.get(course, set()), known))
        for course, several in all_of.items()
    }


def _named(keys: set[int], language: str) -> dict[int, Named]:
    rows = Competency.objects.filter(pk__in=keys).select_related("framework")
    if language:
        rows = rows.prefetch_related("translations")
    return {row.pk: _name(row, language) for row in rows}


def _name(row: Competency, language: str) -> Named:
    said = next(iter(_in(row, language)), None)
    label = (said.short or said.statement) if said else (row.short or row.statement or str(row))
    framework = row.framework
    return Named(row.identifier, row.uri, label, framework.title, framework.uri)


def _in(row: Competency, language: str) -> list[CompetencyTranslation]:
    """Return the translation into a language, where the competency itself is in another."""
    wanted = language.partition("-")[0]
    if not wanted or row.language.partition("-")[0] == wanted:
        return []
    every = row.translations.all()
    return [one for one in every if one.language.partition("-")[0] == wanted]


def _told(keys: set[int], known: dict[int, Named]) -> tuple[Named, ...]:
    found = (known[key] for key in keys)
    return tuple(sorted(found, key=lambda one: (one.label.casefold(), str(one.identifier))))
