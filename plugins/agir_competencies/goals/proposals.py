"""What does a course team propose? Who takes a proposal is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from agir_competencies.domain.goal import (
    FARTHEST,
    GoalRefused,
    HorizonOutOfBounds,
    Terms,
)
from agir_competencies.goals import naming, terms
from agir_competencies.goals.data import ProposalView
from agir_competencies.models import Competency, GoalProposal, GoalProposalItem

LONGEST_TITLE = 120


class ProposalUnknown(GoalRefused):
    """The course has no such proposal."""

    code = "goal_proposal_unknown"


class TitleMissing(GoalRefused):
    """A proposal needs a title of at most 120 characters in French and in English."""

    code = "goal_title_missing"


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as a team writes it: titles, intent, (competency, level) pairs, days or none."""

    title_fr: str
    title_en: str
    intent: str
    items: tuple[tuple[str, int], ...] = ()
    days: int | None = None


def of_course(course_key: str, language: str) -> list[ProposalView]:
    """Return the proposals in force of a course, oldest first. At most four SELECTs."""
    rows = list(
        GoalProposal.objects.filter(course_key=course_key, retired_at=None).prefetch_related(
            "items__competency"
        )
    )
    refs = [str(item.competency.identifier) for row in rows for item in row.items.all()]
    names = naming.labels(refs, language)
    return [_view(row, names) for row in rows]


def bare(course_key: str) -> list[ProposalView]:
    """Return the proposals in force of a course without names of competencies. One SELECT."""
    rows = GoalProposal.objects.filter(course_key=course_key, retired_at=None)
    found: dict[UUID, ProposalView] = {}
    for key, title_fr, title_en, intent, days, competency, level in rows.order_by(
        "created_at", "id", "items__id"
    ).values_list(
        "id", "title_fr", "title_en", "intent", "days",
        "items__competency__identifier", "items__level",
    ):  # fmt: skip
        one = found.setdefault(
            key, ProposalView(key, course_key, title_fr, title_en, intent, days, (), ())
        )
        if competency is not None:
            found[key] = replace(one, items=(*one.items, (competency, level)))
    return list(found.values())


def propose(course_key: str, offer: Offer, now: datetime) -> UUID:
    """Write a proposal; raise a ``GoalRefused`` where no learner could take it."""
    titles = (offer.title_fr.strip(), offer.title_en.strip())
    if not all(titles) or max(map(len, titles)) > LONGEST_TITLE:
        raise TitleMissing
    if offer.days is not None and not 1 <= offer.days <= FARTHEST.days:
        raise HorizonOutOfBounds
    chosen = [("competency", ref, level) for ref, level in offer.items]
    kept = terms.checked(offer.intent, chosen, None, course_key, now.date())
    rows = {str(one.identifier): one for one in _rows(ref for ref, _ in offer.items)}
    with transaction.atomic():
        proposal = GoalProposal.objects.create(
            id=uuid4(),
            course_key=course_key,
            title_fr=titles[0],
            title_en=titles[1],
            intent=kept.intent,
            days=offer.days,
            created_at=now,
        )
        GoalProposalItem.objects.bulk_create(
            GoalProposalItem(proposal=proposal, competency=rows[item.ref], level=item.target)
            for item in kept.items
            if item.ref in rows
        )
    return proposal.pk


def retire(course_key: str, proposal_id: UUID, now: datetime) -> None:
    """Propose it no more; raise ``ProposalUnknown``. Goals that began with it stay."""
    rows = GoalProposal.objects.filter(pk=proposal_id, course_key=course_key, retired_at=None)
    if not rows.update(retired_at=now):
        raise ProposalUnknown


def terms_of(proposal_id: UUID, today: date) -> tuple[str, Terms]:
    """Return the course and the terms of a proposal taken today; raise ``ProposalUnknown``."""
    row = GoalProposal.objects.filter(pk=proposal_id, retired_at=None).first()
    if row is None:
        raise ProposalUnknown
    items = [
        ("competency", str(item.competency.identifier), item.level)
        for item in row.items.select_related("competency")
    ]
    horizon = today + timedelta(days=row.days) if row.days else None
    return row.course_key, terms.checked(row.intent, items, horizon, row.course_key, today)


def _rows(refs: Iterable[str]) -> list[Competency]:
    return list(Competency.objects.filter(identifier__in=[UUID(ref) for ref in refs]))


def _view(row: GoalProposal, names: dict[str, str]) -> ProposalView:
    items = [(item.competency.identifier, item.level) for item in row.items.all()]
    return ProposalView(
        id=row.pk,
        course_key=row.course_key,
        title_fr=row.title_fr,
        title_en=row.title_en,
        intent=row.intent,
        days=row.days,
        items=tuple(items),
        labels=tuple(names.get(str(identifier), "") for identifier, _ in items),
    )
