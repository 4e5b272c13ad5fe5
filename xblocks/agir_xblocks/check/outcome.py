"""What does a sitting tell its learner, in words, and the site, as evidence?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from agir_kernel.figures import SHARE_QUANTUM
from agir_xblocks.check.ladder import Place
from agir_xblocks.doors import Finding, Unit

MOST_NEXT: Final = 3
MOST_SKIPPED: Final = 12
OWN_WEIGHT: Final = Decimal(1)
INFERRED_WEIGHT: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Line:
    """Where somebody stands on one competency; ``mark`` is known, partly, not_yet or open.

    ``inferred``: concluded from other competencies, and said so in ``word``.
    """

    label: str
    mark: str
    word: str
    sentence: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """Units that may be skipped, and those to go to next, in the order of the course."""

    skip: tuple[Unit, ...]
    next: tuple[Unit, ...]


def line(place: Place, label: str) -> Line:
    """Return one competency in words."""
    mark = mark_of(place)
    inferred = place.inferred and mark != "open"
    word = _guess(mark) if inferred else _word(mark)
    return Line(label, mark, word, _sentence(place, mark), inferred)


def mark_of(place: Place) -> str:
    """Return known, partly, not_yet, or open where nothing was looked at."""
    if place.is_known:
        return "known"
    if place.known:
        return "partly"
    return "not_yet" if place.unknown else "open"


def advice(units: Sequence[Unit], places: Mapping[UUID, Place]) -> Advice:
    """Return what may be skipped and what comes next.

    A unit may be skipped when all that it is linked to was found known, and comes next when
    something of it was found not known. Of each the first of the course are told.
    """
    known = {key for key, place in places.items() if place.is_known}
    wanting = {key for key, place in places.items() if place.unknown}
    skip = [one for one in units if one.competencies and one.competencies <= known]
    following = [one for one in units if one.competencies & wanting]
    return Advice(tuple(skip[:MOST_SKIPPED]), tuple(following[:MOST_NEXT]))


def findings(places: Mapping[UUID, Place], inferred_before: Collection[UUID]) -> list[Finding]:
    """Return what is recorded (decision 0014 of competencies, 0002 of the blocks).

    A competency that was asked about: the share of its steps. One that was only inferred: recorded
    where it is known, with half the weight, and not where it is not. An inference of an earlier
    sitting is withdrawn once the competency was asked about.
    """
    found = []
    for competency, place in places.items():
        if not place.inferred and place.share is not None:
            share = (Decimal(place.share.numerator) / place.share.denominator).quantize(
                SHARE_QUANTUM
            )
            found.append(Finding(competency, share, OWN_WEIGHT, inferred=False))
            if competency in inferred_before:
                found.append(Finding(competency, None, INFERRED_WEIGHT, inferred=True))
        elif place.inferred and place.is_known:
            found.append(Finding(competency, Decimal(1), INFERRED_WEIGHT, inferred=True))
    return found


def _word(mark: str) -> str:
    if mark == "known":
        return _("Known")
    if mark == "partly":
        return _("Partly known")
    return _("Not yet") if mark == "not_yet" else _("Not looked at")


def _guess(mark: str) -> str:
    return _("Probably known") if mark == "known" else _("Probably not yet")


def _sentence(place: Place, mark: str) -> str:
    if place.inferred and mark != "open":
        return _inferred(mark)
    if mark == "open":
        return _("No question was asked about it: it says nothing about what you can do.")
    if mark == "known":
        return _("You succeeded at its hardest step.")
    if mark == "not_yet":
        return _("This is where the course can help you.")
    if not place.unknown:
        return _("You succeeded as far as the questions went.")
    return _("You master %(known)s of the %(told)s steps that the test could tell.") % {
        "known": place.known,
        "told": place.known + place.unknown,
    }


def _inferred(mark: str) -> str:
    if mark == "known":
        return _(
            "Inferred: you succeeded at something that builds on it. It counts for half and "
            "demonstrates nothing alone."
        )
    return _("Inferred: something that it builds on comes first. Nothing is recorded.")
