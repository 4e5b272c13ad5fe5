"""Which bloc is a learner near, by the competencies that they showed?

A bloc is near from the half of its competencies shown; what nobody measured counts as not shown.
Whoever reads this decides nothing by it: a jury does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from agir_certification.models import Certification
from agir_certification.repertoire.blocs import SITE, BlocCoverage, coverage

SHEET: Final = re.compile(rf"{re.escape(SITE)}/(rncp|rs)/(\d+)/")
MOST_SHEETS: Final = 3
NEAR: Final = 2
"""One part in so many of a bloc is near it."""


@dataclass(frozen=True, slots=True)
class NearBloc:
    """A bloc of a certification in use that a learner is near; ``bloc.code`` '' is the whole."""

    code: str
    title: str
    bloc: BlocCoverage


def near(subject: UUID, uris: Iterable[str], *, language: str = "") -> tuple[NearBloc, ...]:
    """Return the blocs that a learner is near, the nearest first, at most one a certification.

    ``uris`` are those of competencies that the learner showed. No statement where none of them
    stands in a sheet; otherwise one, and some six for each of at most three sheets.
    """
    held = Counter(f"{told[1].upper()}{told[2]}" for uri in uris if (told := SHEET.match(uri)))
    if not held:
        return ()
    wanted = [code for code, _ in held.most_common()]
    known = dict(
        Certification.objects.filter(code__in=wanted, archived_at=None).values_list("code", "title")
    )
    found = [
        NearBloc(code, known[code], bloc)
        for code in [one for one in wanted if one in known][:MOST_SHEETS]
        if (bloc := _nearest(coverage(code, subject, language=language)))
    ]
    return tuple(sorted(found, key=lambda one: -one.bloc.shown / one.bloc.total))


def is_near(bloc: BlocCoverage) -> bool:
    """Tell whether at least half of what a bloc lists was shown; a bloc without a list is not."""
    return bloc.total > 0 and NEAR * bloc.shown >= bloc.total


def _nearest(blocs: Iterable[BlocCoverage]) -> BlocCoverage | None:
    reached = [bloc for bloc in blocs if is_near(bloc)]
    return max(reached, key=lambda bloc: bloc.shown / bloc.total, default=None)
