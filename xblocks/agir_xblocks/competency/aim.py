"""What does a card say of each competency, and of the learner's own state?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agir_xblocks.doors import Named, Own
from agir_xblocks.form import sentences
from agir_xblocks.form.chosen import Chosen

LEVELS: Final = (
    gettext_noop("Not measured yet"),
    gettext_noop("Started"),
    gettext_noop("Demonstrated"),
    gettext_noop("Confirmed"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The learner's own state in words; ``percent`` is ``None`` when not measured.

    ``said`` is what they say of themselves; ``activity`` what would help most, at ``address``.
    """

    level: int
    word: str
    percent: int | None
    threshold: int
    sentence: str
    why: str
    next: str
    said: str = ""
    activity: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """One line of the card. ``warning`` says kindly what is odd about it, '' when nothing is."""

    label: str
    statement: str
    framework: str
    warning: str
    standing: Standing | None = None


def aims(chosen: Sequence[Chosen], known: Mapping[UUID, Named], *, can_tell: bool) -> list[Aim]:
    """Return the lines of a card without anybody's state.

    ``can_tell`` is false where competencies cannot be asked: then nothing is called unknown.
    """
    return [_aim(one, known.get(one.identifier), can_tell) for one in chosen]


def own_aims(
    chosen: Sequence[Chosen], known: Mapping[UUID, Named], states: Mapping[UUID, Own]
) -> list[Aim]:
    """Return the lines of a card with the learner's state on each that the site knows."""
    lines = []
    for one in chosen:
        line = _aim(one, known.get(one.identifier), can_tell=True)
        standing = _standing(states.get(one.identifier)) if one.identifier in known else None
        lines.append(Aim(line.label, line.statement, line.framework, line.warning, standing))
    return lines


def percent(share: Decimal) -> int:
    """Return a share as whole percents, halves upward."""
    return int((share * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _aim(one: Chosen, known: Named | None, can_tell: bool) -> Aim:
    label = sentences.label(one, known)
    warning = sentences.warning(known) if can_tell or known else ""
    if known is None:
        return Aim(label, "", one.framework, warning)
    statement = known.statement if known.statement != known.label else ""
    return Aim(label, statement, known.framework, warning)


def _standing(own: Own | None) -> Standing:
    if own is None or own.estimate is None:
        told = _("Nothing has been measured yet. It says nothing about what you can do.")
        threshold = percent(own.threshold) if own else 0
        return Standing(0, _(LEVELS[0]), None, threshold, told, "", own.next if own else "")
    figures = {"percent": percent(own.estimate), "threshold": percent(own.threshold)}
    told = _("Your estimate is %(percent)s out of 100; it is demonstrated from %(threshold)s.")
    return Standing(
        own.level, _(LEVELS[own.level]), figures["percent"], figures["threshold"],
        told % figures, own.why, own.next, own.said, own.activity, own.address,
    )  # fmt: skip
