"""How is work that was shown to peers read? A page costs a constant number of statements."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from agir_competencies.attesting import peer_people, people
from agir_competencies.attesting.data import FileView
from agir_competencies.attesting.peer_data import CriterionView, WorkView
from agir_competencies.domain.peers import MOST_CRITERIA, Status
from agir_competencies.models import Competency, CompetencyTranslation, PeerAnswer, PeerWork


def criteria_of(competencies: Collection[int]) -> dict[int, list[Competency]]:
    """Return the criteria of each competency: what the framework divides it into, else itself.

    At most twelve, in the framework's order, those in force. Two SELECTs.
    """
    found: dict[int, list[Competency]] = {key: [] for key in competencies}
    parts = Competency.objects.filter(parent_id__in=found, retired_at=None)
    for row in parts.order_by("position", "pk"):
        if len(found[row.parent_id]) < MOST_CRITERIA:
            found[row.parent_id].append(row)
    whole = Competency.objects.filter(pk__in=[key for key, rows in found.items() if not rows])
    return found | {row.pk: [row] for row in whole}


def views(
    rows: Sequence[PeerWork], language: str, now: datetime, *, hint: bool = False
) -> list[WorkView]:
    """Return work in words; ``hint`` asks, one SELECT each, whether an open one can be met."""
    criteria = criteria_of({row.competency_id for row in rows})
    said = statements(
        [*(row.competency for row in rows), *(one for many in criteria.values() for one in many)],
        language,
    )
    labels = people.names((row.competency for row in rows), language)
    titles = people.course_titles({row.course_key for row in rows})
    answers: dict[UUID, list[PeerAnswer]] = {row.pk: [] for row in rows}
    for one in PeerAnswer.objects.filter(work__in=answers).order_by("id"):
        answers[one.work_id].append(one)
    return [
        _view(
            row,
            answers[row.pk],
            criteria[row.competency_id],
            said,
            (labels[row.competency_id], titles[row.course_key]),
            can_be_met=not hint or row.status != Status.OPEN or peer_people.enough(row, now),
        )
        for row in rows
    ]


def statements(rows: Iterable[Competency], language: str) -> dict[int, str]:
    """Return the whole sentence of each competency in a language, else its own. One SELECT."""
    known = {row.pk: row.statement for row in rows}
    told = CompetencyTranslation.objects.filter(
        competency_id__in=known, language__istartswith=language[:2].lower()
    ).order_by("-language")
    return known | dict(told.values_list("competency_id", "statement"))


def _view(
    row: PeerWork,
    answers: Sequence[PeerAnswer],
    criteria: Sequence[Competency],
    said: Mapping[int, str],
    names: tuple[str, str],
    *,
    can_be_met: bool,
) -> WorkView:
    told = answers if row.status in (Status.ACCEPTED, Status.REJECTED) else ()
    seen = Counter(ref for one in told for ref in json.loads(one.seen or "[]"))
    return WorkView(
        id=row.pk,
        course_key=row.course_key,
        course_title=names[1],
        competency=row.competency.identifier,
        label=names[0],
        statement=said[row.competency_id],
        criteria=tuple(
            CriterionView(one.identifier, said[one.pk], seen[str(one.identifier)])
            for one in criteria
        ),
        status=row.status,
        needed=row.needed,
        answers=len(answers),
        yes=sum(one.says_yes for one in told),
        comments=tuple(one.comment for one in told if one.comment),
        note=row.note,
        url=row.url,
        file=FileView(row.file_name, row.file_kind, row.file_size, not row.file_key)
        if row.file_name
        else None,
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        reason=row.reason,
        can_be_met=can_be_met,
    )
