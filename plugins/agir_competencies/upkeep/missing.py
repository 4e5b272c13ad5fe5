"""Which stored scores does the ledger not know?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from agir_competencies import link_cache
from agir_competencies.ledger.heard import Heard, checked
from agir_competencies.ledger.tally import drop
from agir_competencies.link_cache import CourseLinks, ObjectLink
from agir_competencies.models import Evidence, Link
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.ports import Score

Known = dict[tuple[UUID, int, str, str], list[tuple[datetime, UUID, Decimal | None]]]


@dataclass(frozen=True, slots=True)
class Missing:
    """A score, and the links through which the ledger should know it and does not."""

    heard: Heard
    links: tuple[ObjectLink, ...]


def missing(scores: Iterable[Score], *, since_link: bool) -> list[Missing]:
    """Return what the ledger lacks of ``scores``, in the order they happened.

    The ledger knows a score when it has something as recent of the same object, or when the last
    it has says the same share. ``since_link``: a link counts what is answered after it was made;
    what is older waits for a backfill. Five SELECTs for a page of one course.
    """
    courses: dict[str, CourseLinks] = {}
    read = [_linked(score, courses) for score in scores]
    linked = [(heard, links) for heard, links in read if heard and links]
    if since_link:
        linked = _since_link(linked)
    known = _known([heard for heard, _ in linked])
    subjects = learners.subjects_of(heard.user_id for heard, _ in linked)
    found = []
    for heard, links in linked:
        subject = subjects.get(heard.user_id)
        lacking = tuple(link for link in links if not _knows(known, subject, heard, link))
        if lacking:
            found.append(Missing(heard, lacking))
    return sorted(found, key=lambda one: (one.heard.occurred_at, one.heard.object_key))


def _linked(
    score: Score, courses: dict[str, CourseLinks]
) -> tuple[Heard | None, tuple[ObjectLink, ...]]:
    """Return the score and its links; ``courses`` keeps what was compared for this page.

    A worker that never hears of a new link has an old cache: the version is asked once a page.
    """
    try:
        heard = checked(score)
    except DomainError as refusal:
        drop(refusal.code, str(score.kind))
        return None, ()
    if heard.course_key not in courses:
        courses[heard.course_key] = link_cache.load(heard.course_key)
    course = courses[heard.course_key]
    links = course.by_object.get(heard.object_key, ())
    return heard, tuple(link for link in links if link.hears(heard.kind, heard.part))


def _since_link(
    linked: Sequence[tuple[Heard, tuple[ObjectLink, ...]]],
) -> list[tuple[Heard, tuple[ObjectLink, ...]]]:
    ids = {link.link_id for _, links in linked for link in links}
    made = dict(Link.objects.filter(pk__in=ids).values_list("id", "created_at"))
    return [
        (heard, tuple(link for link in links if heard.occurred_at >= made[link.link_id]))
        for heard, links in linked
    ]


def _known(heard: Sequence[Heard]) -> Known:
    subjects = set(learners.subjects_of(one.user_id for one in heard).values())
    rows = Evidence.objects.filter(
        subject__in=subjects, object_key__in={one.object_key for one in heard}
    )
    known: Known = defaultdict(list)
    for subject, competency, key, kind, *fact in rows.values_list(
        "subject", "competency_id", "object_key", "kind", "occurred_at", "id", "share"
    ):
        known[subject, competency, key, kind].append((fact[0], fact[1], fact[2]))
    return known


def _knows(known: Known, subject: UUID | None, heard: Heard, link: ObjectLink) -> bool:
    if subject is None:
        return False
    facts = known.get((subject, link.competency_pk, heard.object_key, heard.kind), [])
    if not facts:
        return False
    last = max(facts, key=lambda fact: fact[:2])
    return last[0] >= heard.occurred_at or last[2] == heard.share
