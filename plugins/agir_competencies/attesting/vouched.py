"""What is a learner told of evidence and decisions that carry somebody's name?

Who attested it, with their note; who accepted what they brought; who decided on the status, why,
until when, and whether evidence arrived since. In the active language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from agir_competencies.attesting.attestations import PEERS
from agir_competencies.attesting.overrides import stale
from agir_competencies.domain.link import ATTESTATION, EXTERNAL, PRIOR_LEARNING
from agir_competencies.domain.mastery import DEMONSTRATED, Placed
from agir_competencies.models import Attestation, Override, PriorLearning, State
from agir_competencies.standing import Explanation

NAMED: Final = (ATTESTATION, PRIOR_LEARNING, EXTERNAL)
SHOWN: Final = "peers:"  # what peers look at without a block of the course


@dataclass(frozen=True, slots=True)
class Vouched:
    """What stands for an activity's title, and what was said with it; '' where there is nothing.

    ``public_title`` says it without a name, for who shows it to others.
    """

    title: str = ""
    note: str = ""
    url: str = ""
    public_title: str = ""


def of_evidence(subject: UUID, placed: Iterable[Placed]) -> dict[str, Vouched]:
    """Return who stands behind evidence, by its object: two SELECTs, none where nobody does."""
    keys = {one.object_key for one in placed if one.kind in NAMED}
    if not keys:
        return {}
    rows = Attestation.objects.filter(subject=subject, object_key__in=keys)
    found = {row.object_key: _attested(row) for row in rows}
    asked = PriorLearning.objects.filter(subject=subject, status="accepted")
    for row in asked:
        found[f"{PRIOR_LEARNING}:{row.pk}"] = _accepted(row)
    return found


def _attested(row: Attestation) -> Vouched:
    if row.origin == PEERS:
        return _by_peers(row)
    if row.origin == EXTERNAL:
        return _from_elsewhere(row)
    title = (
        _("Attested by %(name)s") % {"name": row.by_name}
        if row.by_name
        else _("Attested by somebody who has left")
    )
    bare = _("Attested by the course team")
    if row.withdrawn_at is None:
        return Vouched(title, row.note, row.url, bare)
    facts = {"name": row.withdrawn_name or _("the course team"), "reason": row.withdrawn_reason}
    return Vouched(title, _("Withdrawn by %(name)s: %(reason)s") % facts, public_title=bare)


def _by_peers(row: Attestation) -> Vouched:
    """Return what peers concluded: of a block the block's title stands, of shown work this."""
    is_shown = row.object_key.startswith(SHOWN)
    title = _("Accepted by peers of the course") if is_shown else ""
    note = row.note
    if row.withdrawn_at is not None:
        facts = {"name": row.withdrawn_name or _("the course team"), "reason": row.withdrawn_reason}
        note = _("Withdrawn by %(name)s: %(reason)s") % facts
    return Vouched(title, note, public_title=title)


def _from_elsewhere(row: Attestation) -> Vouched:
    """Return a badge of another operator; its name is no person's, so that it is told to all."""
    facts = {"badge": row.note, "operator": row.by_name}
    title = _("Badge “%(badge)s” of %(operator)s, verified by this site") % facts
    note = _("Brought from elsewhere.")
    if row.withdrawn_at is not None:
        note = _("It counts no more: %(reason)s") % {"reason": row.withdrawn_reason}
    return Vouched(title, note, row.url, title)


def _accepted(row: PriorLearning) -> Vouched:
    bare = _("Prior learning, accepted by a reviewer")
    told = _("Prior learning, accepted by somebody who has left")
    if row.reviewer_name:
        told = _("Prior learning, accepted by %(name)s") % {"name": row.reviewer_name}
    return Vouched(told, row.comment, public_title=bare)


def stands(state: State, now: datetime) -> bool:
    """Tell whether a decision on this state counts at ``now``, settled or not."""
    until = state.override_until
    return bool(state.override_status) and (until is None or now < until)


def status_of(state: State, now: datetime) -> str:
    """Return the status at ``now``: what the evidence says, once a decision has expired."""
    if state.override_status and not stands(state, now):
        return state.folded_status
    return state.status


def decisions(subject: UUID, states: Iterable[State], now: datetime) -> Mapping[int, Any]:
    """Return the decisions that count, by competency's row: one SELECT, none where there is none.

    Each knows whether it ``is_stale``.
    """
    wanted = [one.competency_id for one in states if stands(one, now)]
    if not wanted:
        return {}
    rows = Override.objects.filter(subject=subject, ended_at=None, competency_id__in=wanted)
    return {row.competency_id: row for row in stale(rows)}


def with_decision(told: Explanation, row: Any) -> Explanation:
    """Return an explanation that tells of a decision first: it is what holds."""
    said = decision(row)
    then = told.next
    if row.status == DEMONSTRATED:
        then = _("Nothing more is needed; practising keeps the estimate fresh.")
    else:
        then = _(
            "New activities do not change this decision. If you think that it is mistaken, write "
            "to the course team."
        )
    return replace(
        told, text=f"{said} {told.text}", lines=(said, *told.lines), next=then, activity=None
    )


def decision(row: Any) -> str:
    """Return who decided what, why and until when, and whether evidence arrived since."""
    facts = {
        "name": row.by_name or _("Somebody who has left"),
        "date": _day(row.at),
        "reason": row.reason,
    }
    if row.status == DEMONSTRATED:
        said = _("%(name)s decided on %(date)s that you have shown this skill: “%(reason)s”.")
    else:
        said = _("%(name)s decided on %(date)s that this skill is not shown yet: “%(reason)s”.")
    lines = [said % facts]
    if row.until is not None:
        lines.append(_("The decision stands until %(date)s.") % {"date": _day(row.until)})
    if row.is_stale:
        lines.append(_("New evidence has arrived since this decision."))
    return " ".join(lines)


def _day(when: datetime) -> str:
    return formats.date_format(timezone.localtime(when), "DATE_FORMAT")
