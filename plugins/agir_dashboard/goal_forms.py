"""What did the learner send? The forms of goals, read without trusting them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy

from agir_competencies.api.goals import Told, Wish
from agir_dashboard.goals import Card
from agir_kernel.errors import DomainError

WHEN: Final[Mapping[str, Any]] = {
    "": gettext_lazy("No date"),
    "14": gettext_lazy("In two weeks"),
    "30": gettext_lazy("In a month"),
    "90": gettext_lazy("In three months"),
    "date": gettext_lazy("On a date"),
}


class DateUnreadable(DomainError):
    """A date that is none."""

    code = "goal_horizon_out_of_bounds"


class NumberUnreadable(DomainError):
    """A number that is none."""

    code = "goal_hours_out_of_bounds"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form shows: ``levels`` by competency in text, ``units`` chosen, the rest as typed.

    ``find``: the words of the skills looked for, or '' for all.
    """

    intent: str = ""
    levels: Mapping[str, int] | None = None
    units: tuple[str, ...] = ()
    hours: str = ""
    when: str = ""
    horizon: str = ""
    reason: str = ""
    note: str = ""
    find: str = ""

    def level_of(self, ref: str) -> int:
        """Return the level aimed at, 0 when the competency is not chosen."""
        return (self.levels or {}).get(ref, 0)


def filled(sent: QueryDict) -> Filled:
    """Return what was sent, to be shown again."""
    return Filled(
        intent=sent.get("intent", ""),
        levels={ref: _level(sent.get(f"level-{ref}", "2")) for ref in sent.getlist("skill")},
        units=tuple(sent.getlist("unit")),
        hours=sent.get("hours", "").strip()[:10],
        when=sent.get("when", ""),
        horizon=sent.get("horizon", "").strip()[:10],
        reason=sent.get("reason", ""),
        note=sent.get("note", "").strip(),
        find=sent.get("find", "").strip()[:100],
    )


def of_card(card: Card) -> Filled:
    """Return a goal as the form that revises it shows it."""
    hours = [str(line.aim) for line in card.lines if line.kind == "hours"]
    return Filled(
        intent=card.intent,
        levels=card.chosen,
        units=tuple(line.ref for line in card.lines if line.kind == "unit"),
        hours=hours[0] if hours else "",
        when="date" if card.horizon else "",
        horizon=card.horizon.isoformat() if card.horizon else "",
    )


def wish(form: Filled, today: date) -> Wish:
    """Return what the learner wants; raise where a date or a number cannot be read.

    What belongs to another intent is left aside: somebody who looks around has chosen no skill.
    """
    picks: list[tuple[str, str, int]] = []
    if form.intent not in ("explore", "unsure"):
        picks += [("competency", ref, level) for ref, level in (form.levels or {}).items()]
        picks += [("unit", ref, 1) for ref in form.units]
        if form.hours:
            picks.append(("hours", "", _hours(form.hours)))
    return Wish(form.intent, tuple(picks), _horizon(form, today))


def judgement(sent: QueryDict) -> int | None:
    """Return how satisfied the learner says they are, 0 to 4; ``None`` for no answer."""
    said = sent.get("satisfaction", "")
    return int(said) if said in ("0", "1", "2", "3", "4") else None


def told(form: Filled) -> Told:
    """Return what the learner says with it."""
    return Told(reason=form.reason, note=form.note)


def _level(text: str) -> int:
    return int(text) if text in ("2", "3") else 0


def _hours(text: str) -> int:
    if not text.isdecimal():
        raise NumberUnreadable(limit=1000)
    return int(text)


def _horizon(form: Filled, today: date) -> date | None:
    if form.when == "date":
        try:
            found = parse_date(form.horizon)
        except ValueError:
            found = None
        if found is None:
            raise DateUnreadable
        return found
    return today + timedelta(days=int(form.when)) if form.when in ("14", "30", "90") else None
