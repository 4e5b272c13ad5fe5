"""Who makes the demo's courses together, and what do they propose to a call?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from agir_catalogue.api import coproduction, diversity, initiatives
from agir_catalogue.api.coproduction import House, Line, Told
from agir_catalogue.api.diversity import CallState
from agir_catalogue.api.initiatives import Errand, Plan
from host.courseware.models import Course

HOUSES: Final = (
    Told("Université des Deux-Rives", "https://deux-rives.example", ror="03yrm5c26"),
    Told("Campus Lumière", "https://campus-lumiere.example", siret="73282932000074"),
)
STEWARD: Final = "auteur"


def make_together(course: Course, steward: Any) -> None:
    """Say who makes a course of which nobody ever said it; both institutions agree."""
    if coproduction.record(course.key).number:
        return
    first, second = _houses()
    lines = [
        Line(first.id, "lead", Fraction(2, 3)),
        Line(second.id, "author", Fraction(1, 3)),
        Line(second.id, "accessibility"),
    ]
    coproduction.save(course.key, lines, read=0, by=steward.pk)
    for key, part in coproduction.record(course.key).parts.items():
        coproduction.answer(key, course.key, part.terms, is_accepted=True, by=steward.pk)


def propose(steward: Any, operator: Any) -> None:
    """Have an institution answer the first open call, and a theme proposed; once."""
    first, second = _houses()
    open_calls = [one for one in diversity.calls() if one.state is CallState.OPEN]
    if not open_calls or initiatives.proposals_of(first.id, steward.pk):
        return
    call = open_calls[0]
    plan = Plan(
        "Un cours court, écrit à deux",
        "Six heures, sans prérequis, sous-titré, avec un exercice par compétence.",
        themes=(call.theme.id,),
    )
    key = initiatives.write(call.id, first.id, plan, by=steward.pk)
    initiatives.act(key, "submit", by=steward.pk)
    initiatives.decide(key, "accept", "Le seul sur ce thème.", by=operator.pk)
    initiatives.add_task(call.id, second.id, Errand("Écrire les sous-titres"), by=steward.pk)
    initiatives.suggest(
        "Sobriété", "Apprendre à faire avec moins, chez soi et au travail.", by=steward.pk
    )


def _houses() -> tuple[House, House]:
    known = {one.name: one for one in coproduction.institutions()}
    found = [known.get(told.name) or coproduction.add(told, steward=STEWARD) for told in HOUSES]
    return found[0], found[1]
