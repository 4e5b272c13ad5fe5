"""What is known of each course that its themes are counted with?

A walk over the whole catalogue in batches: a job's work, never a request's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from agir_catalogue.domain.joining import is_free_to_join
from agir_catalogue.domain.themes.shares import Tag
from agir_catalogue.themes import tagging
from agir_competencies.api import indicators
from agir_competencies.api.teaching import taught
from agir_platform.select import platform

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """One offered course. ``joinable`` is whether a free track takes people in, ``None`` unknown.

    ``learners`` is how many are active, as published; ``None`` where that is withheld, or was
    never counted.
    """

    course_key: str
    tags: tuple[Tag, ...]
    joinable: bool | None
    assesses: bool
    learners: int | None


def courses(now: datetime) -> Iterator[Seen]:
    """Yield every course of the site that is not known to be hidden, by its key."""
    courses = platform().courses
    for keys in _batches(courses.keys()):
        facts = courses.facts_of(keys)
        shown = [key for key in keys if key in facts and facts[key].is_listed is not False]
        said = tagging.said_of(shown)
        skills = taught(shown)
        active = {one.course_key: one.active for one in indicators.overviews(shown)}
        for key in shown:
            yield Seen(
                course_key=key,
                tags=tuple(one.tag for one in said.get(key, ())),
                joinable=is_free_to_join(facts[key], now),
                assesses=key in skills and bool(skills[key].assesses),
                learners=active.get(key),
            )


def _batches(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
