"""What stands on a learner's skills page?

Composed from the faces of competencies and badges, in a number of statements that does not grow
with them. Nothing here writes, so looking at one's page creates nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from agir_badges import api as badges
from agir_badges.api import BadgeView, LeavingView
from agir_competencies import api as competencies
from agir_competencies.api import goals as own_goals
from agir_dashboard import goals, sentences
from agir_dashboard.goals import Card, Target
from agir_platform import contexts
from agir_platform.learners import api as learners
from agir_platform.select import platform

SHOWN_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence in words. ``url`` is '' when the activity has no address.

    ``part``: how much it counts in the estimate, in percent; 100 over all proofs of a skill.
    ``said``: what somebody who vouches for it wrote, '' for none.
    """

    title: str
    url: str
    result: str
    date: str
    note: str
    is_counted: bool
    part: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """One competency of the learner, in words.

    ``level`` is 0 to 3 (``agir_badges.api.Level``), ``percent`` 0 to 100 or ``None`` when not
    measured, ``estimate`` the same as a share with six decimals. ``said`` is what the learner says
    of themselves: it lies beside the estimate and moves nothing.
    """

    identifier: UUID
    uri: str
    label: str
    framework: str
    status: str
    level: int
    word: str
    estimate: Decimal | None
    percent: int | None
    certainty: str
    evidence_count: int
    freshness: str
    explanation: str
    next: str
    proofs: tuple[Proof, ...]
    target: Target | None = None
    activity: str = ""
    activity_url: str = ""
    said: str = ""

    @property
    def is_measured(self) -> bool:
        """Tell whether anything was measured; not measured is not zero."""
        return self.estimate is not None


@dataclass(frozen=True, slots=True)
class Group:
    """The skills of one framework, by its title."""

    title: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A badge that is not held yet. ``percent`` is 0 to 100, of the skills that it needs."""

    name: str
    description: str
    image: str
    alt: str
    percent: int
    progress: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skills:
    """The whole page: own goals, one sentence, the next step, skills, badges held, lost, ahead."""

    summary: str
    next_step: str
    skills: tuple[Skill, ...]
    badges: tuple[BadgeView, ...]
    withdrawn: tuple[BadgeView, ...]
    ahead: tuple[Ahead, ...]
    goals: tuple[Card, ...] = ()
    leaving: tuple[LeavingView, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show yet."""
        return not (self.skills or self.badges or self.withdrawn)

    @property
    def by_level(self) -> list[Skill]:
        """Return the skills from the highest level to the lowest."""
        return sorted(self.skills, key=lambda skill: -skill.level)

    def groups(self, skills: Iterable[Skill] | None = None) -> list[Group]:
        """Return the skills by framework, in the order they came."""
        found: dict[str, list[Skill]] = {}
        for skill in self.skills if skills is None else skills:
            found.setdefault(skill.framework, []).append(skill)
        return [Group(title, tuple(held)) for title, held in found.items()]


def skills_of(user_id: int, language: str, *, with_goals: bool = False) -> Skills:
    """Return the page of one user; an empty one when the suite never met them.

    ``with_goals``: their own goals too, and their targets on the skills; one statement for none.
    """
    subject = learners.known_subject(user_id)
    if subject is None:
        return told((), badges.Shelf((), ()))
    own = own_goals.open_goals(subject, user_id, language=language) if with_goals else []
    targets = goals.targets(own)
    found = competencies.standings(subject, language=language, user_id=user_id)
    skills = [_skill(standing, targets.get(standing.identifier)) for standing in found]
    cards = tuple(goals.card(view) for view in own)
    if not contexts.is_on("badges"):
        return told(skills, badges.Shelf((), ()), cards)
    known = {
        one.identifier: badges.Standing(badges.Level(one.level), one.estimate) for one in skills
    }
    shelf = badges.shelf(subject, known, language)
    return told([*skills, *_unmeasured(shelf, known, language)], shelf, cards)


def told(skills: Iterable[Skill], shelf: badges.Shelf, own: tuple[Card, ...] = ()) -> Skills:
    """Return the page made of these skills and badges, most advanced skills first."""
    listed = tuple(skills)
    done = sum(skill.level >= badges.Level.DEMONSTRATED for skill in listed)
    labels = {skill.identifier: skill.label for skill in listed}
    ahead = tuple(_ahead(view, labels) for view in shelf.ahead[:SHOWN_AHEAD])
    return Skills(
        summary=sentences.summary(done, len(listed)),
        next_step=_next_step(listed, ahead),
        skills=listed,
        badges=tuple(badge for badge in shelf.badges if badge.is_held),
        withdrawn=tuple(badge for badge in shelf.badges if not badge.is_held),
        ahead=ahead,
        leaving=shelf.leaving,
        goals=own,
    )


def percent(share: Decimal | None) -> int | None:
    """Return a share as whole percents, halves upward; ``None`` stays not measured."""
    if share is None:
        return None
    return int((share * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _skill(standing: Any, target: Target | None) -> Skill:
    level = badges.level_of(standing.status, standing.certainty, standing.estimate)
    return Skill(
        identifier=standing.identifier,
        uri=standing.uri,
        label=standing.label,
        framework=standing.framework,
        status=standing.status,
        level=int(level),
        word=sentences.level_word(int(level)),
        estimate=standing.estimate,
        percent=percent(standing.estimate),
        certainty=standing.certainty,
        evidence_count=standing.evidence_count,
        freshness=sentences.freshness(standing.evidence_count, standing.last_evidence_at),
        explanation=standing.explanation,
        next=standing.next,
        proofs=tuple(_proof(evidence) for evidence in standing.evidence),
        target=target,
        activity=standing.activity.title if standing.activity else "",
        activity_url=_activity_url(standing.activity),
        said=standing.said,
    )


def _activity_url(activity: Any) -> str:
    return platform().courses.url_of(activity.object_key) if activity else ""


def _unmeasured(shelf: badges.Shelf, known: Container[UUID], language: str) -> list[Skill]:
    """Return the skills that badges within reach ask for and nothing has measured yet."""
    asked = {one for view in shelf.ahead[:SHOWN_AHEAD] for one in view.missing if one not in known}
    if not asked:
        return []
    found = competencies.find_competencies(identifiers=asked, language=language, limit=len(asked))
    return [
        Skill(
            identifier=view.identifier,
            uri=view.uri,
            label=view.label,
            framework=view.framework_title,
            status="not_yet",
            level=int(badges.Level.UNMEASURED),
            word=sentences.level_word(badges.Level.UNMEASURED),
            estimate=None,
            percent=None,
            certainty="few",
            evidence_count=0,
            freshness="",
            explanation="",
            next="",
            proofs=(),
        )
        for view in found
    ]


def _proof(evidence: Any) -> Proof:
    when: datetime | None = evidence.occurred_at
    return Proof(
        title=evidence.title or sentences.activity_gone(),
        url=_address(evidence),
        result=sentences.result(percent(evidence.share)),
        date=sentences.day(when),
        note=sentences.proof_note(evidence.counted, evidence.link_removed, evidence.kind),
        said=evidence.note,
        is_counted=evidence.counted,
        part=sentences.share(evidence.percent),
    )


def _address(evidence: Any) -> str:
    """Return where the proof is to be seen: what was given with it, or its activity's page."""
    if evidence.url or not evidence.title:
        return str(evidence.url)
    return platform().courses.url_of(evidence.object_key)


def _ahead(view: badges.AheadView, labels: dict[UUID, str]) -> Ahead:
    missing = [labels[one] for one in (*view.missing, *view.below) if one in labels]
    reached = min(view.reached, view.needed)
    return Ahead(
        name=view.name,
        description=view.description,
        image=view.image,
        alt=view.alt,
        percent=100 * reached // view.needed,
        progress=sentences.progress(reached, view.needed),
        missing=tuple(dict.fromkeys(missing)),
    )


def _next_step(skills: Iterable[Skill], ahead: tuple[Ahead, ...]) -> str:
    """Return the closest thing to do: the open skill nearest to its aim, else the next badge."""
    open_skills = [
        skill for skill in skills if skill.next and skill.level < badges.Level.DEMONSTRATED
    ]
    if open_skills:
        best = max(open_skills, key=lambda skill: skill.estimate or Decimal(-1))
        return sentences.next_skill(best.label, best.next)
    return sentences.next_badge(ahead[0].name, ahead[0].missing) if ahead else ""
