"""How is a standing told to a learner, with its arithmetic?

In the active language. Figures are rounded for reading to two places, and to as many more as it
takes not to look equal to a threshold that they miss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from agir_competencies.domain.mastery import Mastery, rounded, weight_of
from agir_competencies.domain.methods import DISCOUNT, Piece, Rule, Sums
from agir_competencies.domain.next_activity import Candidate, NextActivity, next_activity
from agir_competencies.domain.next_step import NextStep, next_step
from agir_competencies.standing import ActivityView, Explanation

MOST_TERMS: Final = 3  # a longer sum is told as its total
PLACES: Final = (2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be told: a fold, its outcome, and what would change it.

    ``pieces`` are in the order of the fold; ``activity`` is the one to do, where one is known.
    """

    pieces: Sequence[Piece]
    mastery: Mastery
    rule: Rule
    step: NextStep
    activity: NextActivity | None = None


def case(
    pieces: Sequence[Piece], mastery: Mastery, rule: Rule, candidates: Sequence[Candidate] = ()
) -> Case:
    """Return what is to be told; a status that a former rule gave needs nothing."""
    step = NextStep("done") if mastery.is_demonstrated else next_step(pieces, rule)
    return Case(pieces, mastery, rule, step, next_activity(pieces, rule, candidates, step))


def explained(told: Case, titles: Mapping[str, str]) -> Explanation:
    """Return why, and what next."""
    rule = told.rule
    text = _why(told.pieces, told.mastery, rule)
    lines = [text, *_inferred(told.mastery), *_unsupervised(told.mastery),
             *_external(told.mastery),
             *_kept(told.mastery, rule)]  # fmt: skip
    activity = _activity(told.activity, titles)
    return Explanation(
        text=" ".join(lines),
        next=_next(told.step, titles, activity),
        threshold=rounded(rule.threshold) or Decimal(0),
        objects_needed=rule.objects_needed,
        lines=tuple(lines),
        activity=activity,
    )


def _activity(found: NextActivity | None, titles: Mapping[str, str]) -> ActivityView | None:
    """Return the activity as it is shown; ``None`` when the platform does not know it any more."""
    title = titles.get(found.object_key, "") if found else ""
    if found is None or not title:
        return None
    return ActivityView(
        object_key=found.object_key,
        title=title,
        percent=found.percent,
        before=rounded(found.before),
        after=rounded(found.after),
        again=found.again,
    )


def _why(pieces: Sequence[Piece], mastery: Mastery, rule: Rule) -> str:
    if mastery.estimate is None:
        return _not_measured(pieces, rule)
    facts = {
        "evidence": _evidence(mastery.evidence_count),
        "activities": _activities(len({piece.object_key for piece in pieces})),
        "arithmetic": _arithmetic(pieces, rule),
        "estimate": _estimate(mastery.estimate, rule.threshold),
        "threshold": _figure(rule.threshold),
    }
    return (
        _(
            "%(evidence)s from %(activities)s: %(arithmetic)s = %(estimate)s; "
            "the threshold is %(threshold)s."
        )
        % facts
    )


def _not_measured(pieces: Sequence[Piece], rule: Rule) -> str:
    if not pieces:
        return _("Nothing counts yet: not measured, which is not zero.")
    return _("Not enough evidence for this competency's method yet: not measured.")


def _evidence(count: int) -> str:
    told = npgettext(
        "mastery", "%(count)s piece of evidence", "%(count)s pieces of evidence", count
    )
    return told % {"count": count}


def _activities(count: int) -> str:
    return npgettext("mastery", "%(count)s activity", "%(count)s activities", count) % {
        "count": count
    }


def _inferred(mastery: Mastery) -> list[str]:
    """Say how much of it was concluded from other work (decision 0014)."""
    count = mastery.inferred_count
    if not count:
        return []
    told = npgettext(
        "mastery",
        "%(count)s of them was inferred from a success on something harder: it counts in the "
        "estimate, and alone it demonstrates nothing.",
        "%(count)s of them were inferred from successes on something harder: they count in the "
        "estimate, and alone they demonstrate nothing.",
        count,
    )
    return [told % {"count": count}]


def _unsupervised(mastery: Mastery) -> list[str]:
    """Say how much of it was shown before sign-up (decision 0016)."""
    count = mastery.unsupervised_count
    if not count:
        return []
    told = npgettext(
        "mastery",
        "%(count)s of them was shown before you signed up: it counts in the estimate, and alone "
        "it demonstrates nothing.",
        "%(count)s of them were shown before you signed up: they count in the estimate, and alone "
        "they demonstrate nothing.",
        count,
    )
    return [told % {"count": count}]


def _external(mastery: Mastery) -> list[str]:
    """Say how much of it was brought from elsewhere."""
    count = mastery.external_count
    if not count:
        return []
    told = npgettext(
        "mastery",
        "%(count)s of them is a badge of another operator: it counts with the weight that this "
        "site gives it.",
        "%(count)s of them are badges of other operators: they count with the weight that this "
        "site gives them.",
        count,
    )
    return [told % {"count": count}]


def _kept(mastery: Mastery, rule: Rule) -> list[str]:
    """Say what the figure alone does not: kept in spite of it, or not enough in spite of it."""
    if mastery.by_former and mastery.is_demonstrated:
        return [_("The rule has changed since: what was begun under the one before still counts.")]
    if mastery.by_former:
        return [
            _(
                "The rule has changed since: it was demonstrated under the one before. Badges that "
                "it earned stay."
            )
        ]
    above = mastery.estimate is not None and mastery.estimate >= rule.threshold
    if mastery.is_demonstrated and not above:
        return [
            _(
                "The threshold was reached before: later work lowers the estimate, never the "
                "competency."
            )
        ]
    if above and mastery.object_count < rule.objects_needed:
        needed = _different(rule.objects_needed)
        return [_("The estimate is enough, but it takes %(needed)s.") % {"needed": needed}]
    return []


def _different(count: int) -> str:
    told = npgettext(
        "mastery", "%(count)s different activity", "%(count)s different activities", count
    )
    return told % {"count": count}


def _arithmetic(pieces: Sequence[Piece], rule: Rule) -> str:
    if rule.method != "discounted_beta":
        return METHOD_NAMES[rule.method]()
    return f"({_numerator(pieces)} + 1) / ({_figure(weight_of(pieces))} + 2)"


def _numerator(pieces: Sequence[Piece]) -> str:
    if len(pieces) > MOST_TERMS:
        sums = Sums()
        for piece in pieces:
            sums = sums.plus(piece)
        return _figure(sums.a)
    return " + ".join(
        _term(piece, DISCOUNT ** (len(pieces) - 1 - index)) for index, piece in enumerate(pieces)
    )


def _term(piece: Piece, discount: Fraction) -> str:
    factors = [factor for factor in (discount, piece.weight) if factor != 1]
    return " × ".join(_plain(factor) for factor in (*factors, piece.share))


METHOD_NAMES: Final = {
    "highest": lambda: pgettext("mastery method", "the highest score"),
    "latest": lambda: pgettext("mastery method", "the most recent score"),
    "average": lambda: pgettext("mastery method", "the average score"),
    "n_mastery": lambda: pgettext("mastery method", "the average of the successful scores"),
    "weighted_average": lambda: pgettext("mastery method", "the weighted average"),
    "decaying_average": lambda: pgettext("mastery method", "the decaying average"),
}


def _next(step: NextStep, titles: Mapping[str, str], activity: ActivityView | None) -> str:
    if activity is not None and not activity.again:
        return _named(step, activity)
    facts = {
        "percent": step.percent,
        "count": step.count,
        "title": titles.get(step.object_key) or _("the weakest activity"),
    }
    return _next_sentence(step.kind) % facts


def _named(step: NextStep, activity: ActivityView) -> str:
    """Say which activity, and what it would change."""
    facts = {"title": activity.title, "percent": activity.percent, "count": step.count}
    if activity.percent:
        told = _("“%(title)s”, at %(percent)s%% or more, would demonstrate this competency.")
        return told % facts
    begin = _("Begin with “%(title)s”.") % facts
    if activity.before is None or activity.after is None:
        return begin
    if activity.after > activity.before:
        begin = _(
            "Begin with “%(title)s”: done perfectly, it takes the estimate from %(before)s to "
            "%(after)s."
        ) % {
            **facts,
            "before": _figure(Fraction(activity.before)),
            "after": _figure(Fraction(activity.after)),
        }
    if step.kind == "first":
        return begin
    return " ".join((_next_sentence(step.kind) % (facts | {"percent": step.percent}), begin))


def _next_sentence(kind: str) -> str:
    if kind == "one_more":
        return _("One more activity at %(percent)s%% or more would demonstrate this competency.")
    if kind == "again":
        return _(
            "Trying “%(title)s” again, at %(percent)s%% or more, would demonstrate this competency."
        )
    if kind == "several":
        return _(
            "%(count)s more activities at %(percent)s%% or more would demonstrate this competency."
        )
    if kind == "first":
        return _("Answer an activity linked to this competency to begin.")
    if kind == "done":
        return _("Nothing more is needed; practising keeps the estimate fresh.")
    return _("Keep practising: several more successful activities are needed.")


def _estimate(value: Fraction, threshold: Fraction) -> str:
    """Return a figure that is on the same side of the threshold as the exact one."""
    for places in PLACES:
        told = _figure(value, places)
        if told != _figure(threshold, places) or value == threshold:
            return told
    return told


def _figure(value: Fraction, places: int = 2) -> str:
    return _marked(f"{rounded(value, Decimal(1).scaleb(-places)):f}")


def _plain(value: Fraction) -> str:
    """Return a factor without trailing zeros: 1, 0.9, 0.81."""
    figure = (rounded(value, Decimal("0.0001")) or Decimal(0)).normalize()
    return _marked(f"{figure:f}")


def _marked(figure: str) -> str:
    """Write the decimal mark of the sentence's language, whatever formats the site overrides."""
    return figure.replace(".", pgettext("decimal mark", "."))
