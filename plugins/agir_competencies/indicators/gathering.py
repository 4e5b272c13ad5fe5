"""What is known of some learners of a course, as indicators read it?

A page of learners costs a constant number of statements. Nothing here says who somebody is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import transaction

from agir_competencies import link_cache, rules
from agir_competencies.domain.evidence import Current
from agir_competencies.domain.goal import Action, Kind, Status
from agir_competencies.domain.goal_progress import Presence, Said, Seen, Stand, progress
from agir_competencies.domain.indicators.participant import (
    MET,
    PENDING,
    SATISFIED,
    UNMET,
    Aim,
    Participant,
    Skill,
)
from agir_competencies.domain.indicators.profile import UNTOLD
from agir_competencies.domain.mastery import DEMONSTRATED, Placed, rounded, standing
from agir_competencies.domain.self_check import Moment, calibration, overall
from agir_competencies.goals.presence import leaves_of
from agir_competencies.goals.seen import items_of
from agir_competencies.models import (
    CurrentEvidence,
    Evidence,
    Goal,
    GoalMove,
    SelfAssessment,
    State,
)
from agir_platform.learners import api as learners
from agir_platform.ports import CourseUnknown, Outline
from agir_platform.select import platform

AGAIN_AFTER: Final = timedelta(days=30)
ENDED: Final = frozenset({Status.SATISFIED, Status.ABANDONED, Status.CHANGED})


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What a walk asks of a course once: its outline (``None``: gone), its team, its skills."""

    key: str
    outline: Outline | None
    team: frozenset[int]
    leaves: tuple[str, ...]
    required: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the ledger that counts."""

    at: datetime
    share: Decimal
    weight: Decimal
    key: UUID
    object_key: str
    kind: str


@dataclass(slots=True)
class Page:
    """What the tables hold of a page of learners."""

    met: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    passed: frozenset[int] = frozenset()
    skills: dict[UUID, list[Skill]] = field(default_factory=lambda: defaultdict(list))
    stands: dict[UUID, dict[str, Stand]] = field(default_factory=lambda: defaultdict(dict))
    goals: dict[UUID, list[Goal]] = field(default_factory=lambda: defaultdict(list))
    moves: dict[UUID, list[GoalMove]] = field(default_factory=lambda: defaultdict(list))
    said: dict[UUID, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))


def course_facts(course_key: str) -> CourseFacts:
    """Return what is known of the course. Does not raise for a course that is gone."""
    try:
        outline = platform().courses.outline(course_key)
    except CourseUnknown:
        outline = None
    leaves = tuple(leaves_of(outline, course_key)) if outline else ()
    links = link_cache.load(course_key).by_object.values()
    assessed = {link.competency_pk for several in links for link in several if link.proves}
    team = platform().enrolments.team_of(course_key)
    return CourseFacts(course_key, outline, team, leaves, len(assessed))


def subjects(user_ids: Sequence[int]) -> dict[int, UUID]:
    """Return the subject of each, drawn now for whoever the suite did not meet yet."""
    known = learners.subjects_of(user_ids)
    absent = [user_id for user_id in user_ids if user_id not in known]
    if absent:
        with transaction.atomic():
            learners.locked_all(absent)
        known |= learners.subjects_of(absent)
    return known


def participants(
    course: CourseFacts, people: Mapping[int, UUID], today: date
) -> dict[UUID, Participant]:
    """Return, by subject, what is counted of these learners of the course."""
    page = Page()
    _read_presence(course, people, page)
    _read_skills(course, list(people.values()), page)
    _read_goals(course, list(people.values()), page)
    _read_said(course, list(people.values()), page)
    return {
        subject: _participant(course, user_id, subject, page, today)
        for user_id, subject in people.items()
    }


def _participant(
    course: CourseFacts, user_id: int, subject: UUID, page: Page, today: date
) -> Participant:
    met = page.met.get(user_id, set())
    skills = tuple(page.skills.get(subject, ()))
    whole = bool(course.leaves) and met.issuperset(course.leaves)
    has_passed = user_id in page.passed
    return Participant(
        is_active=bool(met or skills or has_passed),
        is_completed=whole or has_passed,
        in_team=user_id in course.team,
        aim=_aim(course, page, subject, met, today),
        skills=skills,
        said=_said(page, subject),
        required=max(course.required, len(skills)) if course.required else 0,
    )


def _read_presence(course: CourseFacts, people: Mapping[int, UUID], page: Page) -> None:
    page.passed = platform().enrolments.passed(course.key, people)
    if not apps.is_installed("completion"):
        return
    from completion.models import BlockCompletion  # noqa: PLC0415  needs the registry
    from opaque_keys import InvalidKeyError  # noqa: PLC0415
    from opaque_keys.edx.keys import CourseKey  # noqa: PLC0415

    try:
        key = CourseKey.from_string(course.key)
    except InvalidKeyError:
        return
    rows: Any = BlockCompletion.objects.filter(
        user_id__in=list(people), context_key=key, completion__gte=1
    )
    for user_id, block in rows.values_list("user_id", "block_key"):
        page.met[user_id].add(str(block.map_into_course(key)))


def _read_skills(course: CourseFacts, several: list[UUID], page: Page) -> None:
    """Read current evidence, states and ledger of the page: three SELECTs, and the rules."""
    first: dict[tuple[UUID, int], datetime] = {}
    current = CurrentEvidence.objects.filter(
        subject__in=several, course_key=course.key, share__isnull=False, first_at__isnull=False,
        weight__gt=0,
    )  # fmt: skip
    for subject, competency, at in current.values_list("subject", "competency_id", "first_at"):
        pair = (subject, competency)
        first[pair] = min(at, first.get(pair, at))
    facts: dict[tuple[UUID, int], list[Shown]]
    facts = defaultdict(list)
    ledger = Evidence.objects.filter(subject__in=several, share__isnull=False, weight__gt=0)
    for subject, competency, *fact in ledger.order_by("occurred_at", "id").values_list(
        "subject", "competency_id", "occurred_at", "share", "weight", "id", "object_key", "kind"
    ):
        if (subject, competency) in first:
            facts[subject, competency].append(Shown(*fact))
    judged = rules.present({competency for _, competency in first})
    states = State.objects.filter(subject__in=several).values_list(
        "subject", "competency_id", "competency__identifier", "status", "certainty", "estimate",
        "demonstrated_at", "last_evidence_at", "evidence_count",
    )  # fmt: skip
    for subject, competency, identifier, *rest in states:
        stand = Stand(rest[0], rest[1], rest[2], rest[3], rest[4])
        page.stands[subject][str(identifier)] = stand
        began = first.get((subject, competency))
        if began is not None:
            several_facts = facts[subject, competency]
            rule = judged.of(competency)
            page.skills[subject].append(_skill(str(identifier), stand, began, several_facts, rule))


def _skill(
    key: str,
    stand: Stand,
    began: datetime,
    facts: list[Shown],
    rule: Any,
) -> Skill:
    shown_at = stand.demonstrated_at
    is_shown = stand.status == DEMONSTRATED
    retained = None
    if is_shown and shown_at is not None:
        later = [fact for fact in facts if fact.at >= shown_at + AGAIN_AFTER]
        retained = Fraction(later[-1].share) >= rule.threshold if later else None
    return Skill(
        key,
        is_shown,
        prior=is_shown and shown_at is not None and shown_at < began,
        gain=_gain(stand, facts, rule),
        retained=retained,
    )


def _gain(stand: Stand, facts: list[Shown], rule: Any) -> Decimal | None:
    """Return the estimate now less that after the first piece; ``None`` with one piece only."""
    if len(facts) < 2 or stand.estimate is None:
        return None
    one = facts[0]
    alone = Current(one.share, one.weight, one.at, one.at, None, one.at, one.key)
    placed = Placed(one.key, one.object_key, alone, one.kind)
    first = rounded(standing([placed], rule).estimate)
    return None if first is None else stand.estimate - first


def _read_goals(course: CourseFacts, several: list[UUID], page: Page) -> None:
    rows = Goal.objects.filter(subject__in=several, course_key=course.key)
    for goal in rows.order_by("set_at", "id").prefetch_related("items", "moves"):
        page.goals[goal.subject].append(goal)
        page.moves[goal.subject].extend(goal.moves.all())


def _read_said(course: CourseFacts, several: list[UUID], page: Page) -> None:
    """Read what was said afterwards in this course, the latest word of each. One SELECT."""
    rows = SelfAssessment.objects.filter(
        subject__in=several, course_key=course.key, moment=Moment.AFTER
    ).order_by("id")
    for subject, competency, value in rows.values_list(
        "subject", "competency__identifier", "value"
    ):
        page.said[subject][str(competency)] = value


def _said(page: Page, subject: UUID) -> str:
    """Return how a learner's words lie beside what they showed, over all of them."""
    stands = page.stands.get(subject, {})
    found = [
        calibration(
            value,
            stands[key].status,
            stands[key].certainty,
            measured=stands[key].estimate is not None,
        )
        for key, value in page.said.get(subject, {}).items()
        if key in stands
    ]
    return overall(found)


def _aim(course: CourseFacts, page: Page, subject: UUID, met: set[str], today: date) -> Aim | None:
    """Return a learner's goals as facts: intent of the first, outcome of the latest."""
    goals = page.goals.get(subject)
    if not goals:
        return None
    first, latest = goals[0], goals[-1]
    how = progress(items_of(list(latest.items.all())), _seen(course, page, subject, latest, met))
    judged = [one.satisfaction for one in latest.moves.all() if one.satisfaction is not None]
    return Aim(
        intent=first.intent,
        own=first.met_at is not None or first.status == Status.MET,
        status=_status(latest, today),
        items_met=how.met,
        items_total=how.total,
        change=_change(page.moves[subject]),
        satisfaction=judged[-1] if judged and latest.ended_at is not None else None,
    )


def _status(goal: Goal, today: date) -> str:
    if goal.status == Status.MET or goal.met_at is not None:
        return MET
    if goal.status == Status.SATISFIED:
        return SATISFIED
    is_due = goal.horizon is not None and goal.horizon < today
    return UNMET if goal.ended_at is not None or is_due else PENDING


def _change(moves: Iterable[GoalMove]) -> str:
    """Return the reason of the latest revision, change or end by the learner."""
    found = ""
    for one in sorted(moves, key=lambda move: (move.at, move.pk)):
        if one.action == Action.REVISED or (one.action == Action.CLOSED and one.end in ENDED):
            found = one.reason or UNTOLD
    return found


def _seen(course: CourseFacts, page: Page, subject: UUID, goal: Goal, met: set[str]) -> Seen:
    items = goal.items.all()
    presences: dict[str, Presence] = {}
    for one in items:
        if one.kind in (Kind.UNIT, Kind.COURSE) and course.outline is not None:
            leaves = leaves_of(course.outline, one.ref)
            presences[one.ref] = Presence(sum(leaf in met for leaf in leaves), len(leaves))
    said = {
        (Kind(one.kind), one.ref): Said(one.said, one.said_at)
        for one in items
        if one.said is not None and one.said_at is not None
    }
    return Seen(page.stands.get(subject, {}), presences, said)
