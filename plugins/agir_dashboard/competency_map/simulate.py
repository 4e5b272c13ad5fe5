"""What would somebody reach with these scores? A form over the scored blocks, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_badges.api import level_of
from agir_competencies.api import authoring
from agir_competencies.api.authoring import ReachedView, ScoredView, Simulation
from agir_dashboard import sentences
from agir_dashboard.competency_map import shown, words
from agir_dashboard.competency_map.doors import answer, for_course_team, language
from agir_dashboard.competency_map.refusals import sentence
from agir_kernel.errors import DomainError
from agir_kernel.figures import exact

HUNDRED: Final = Decimal(100)
SCORE: Final = "score "  # how the field of a block is called: this, then its usage key
PRESETS: Final = ("right", "half", "grades", "nothing")


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds: percents as typed, by block; ``preset`` where a button filled it."""

    typed: Mapping[str, str]
    preset: str = ""

    def shares(self) -> dict[str, Decimal]:
        """Return shares 0 to 1 of what was answered; raise ``NotAFigure``."""
        return {
            key: exact(text.replace(",", ".").rstrip("% \u00a0\u202f")) / HUNDRED
            for key, text in self.typed.items()
            if text
        }


@for_course_team("GET", "HEAD", "POST")
def simulate(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show the form, or what its scores would lead to. Posting it stores nothing."""
    bare = authoring.simulate(course_key, {}, language=language())
    context = shown.frame(course_key, bare.title, "competency-simulate")
    if request.method != "POST":
        return answer(request, "map_simulate.html", context | form(bare, Filled({})))
    filled = _filled(request.POST, bare)
    try:
        found = authoring.simulate(course_key, filled.shares(), language=language())
    except DomainError as refusal:
        context |= form(bare, filled) | {"error": sentence(refusal)}
        return answer(request, "map_simulate.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    return answer(request, "map_simulate.html", context | form(found, filled) | told(found))


def _filled(sent: Mapping[str, str], bare: Simulation) -> Filled:
    preset = sent.get("preset", "")
    if preset in PRESETS:
        return Filled({one.object_key: _preset(one, preset) for one in bare.scored}, preset)
    typed = {
        name.removeprefix(SCORE): text.strip()[:10]
        for name, text in sent.items()
        if name.startswith(SCORE)
    }
    return Filled(typed)


def _preset(one: ScoredView, preset: str) -> str:
    graded = one.kind == "subsection_grade"
    right = {"right": "100", "half": "50", "grades": "100" if graded else ""}
    return right.get(preset, "")


def form(found: Simulation, filled: Filled) -> dict[str, Any]:
    """Return the form as the template reads it."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for place, one in enumerate(found.scored):
        sections.setdefault(one.section or found.title, []).append(
            {
                "name": f"{SCORE}{one.object_key}",
                "id": f"score-{place}",
                "title": one.title,
                "kind": words.kind(one.kind),
                "about": _competencies(one.competencies),
                "value": filled.typed.get(one.object_key, ""),
            }
        )
    has_grades = any(one.kind == "subsection_grade" for one in found.scored)
    return {
        "sections": sections.items(),
        "presets": [one for one in presets() if one["name"] != "grades" or has_grades],
        "preset": filled.preset,
    }


def presets() -> list[dict[str, str]]:
    """Return what fills the form at once."""
    return [
        {"name": "right", "word": _("Everything right")},
        {"name": "half", "word": _("Half right")},
        {"name": "grades", "word": _("Only the grades of subsections")},
        {"name": "nothing", "word": _("Empty the form")},
    ]


def told(found: Simulation) -> dict[str, Any]:
    """Return where the scores lead, as the template reads it."""
    lead = ngettext(
        "A learner with these scores would demonstrate %(done)s of %(total)s competency.",
        "A learner with these scores would demonstrate %(done)s of %(total)s competencies.",
        len(found.reached),
    )
    return {
        "lead": lead % {"done": found.demonstrated, "total": len(found.reached)},
        "reached": [_reached(one) for one in found.reached],
    }


def _reached(one: ReachedView) -> dict[str, Any]:
    level = level_of(one.status, one.certainty, one.estimate)
    return {
        "label": one.label,
        "framework": one.framework_title,
        "level": level,
        "word": sentences.level_word(level),
        "estimate": "" if one.estimate is None else sentences.share(int(one.estimate * 100)),
        "certainty": certainty(one.certainty) if one.evidence_count else "",
        "lines": one.lines,
        "next": one.next,
    }


def certainty(word: str) -> str:
    """Return how sure an estimate is."""
    return {
        "few": _("little evidence"),
        "some": _("some evidence"),
    }.get(word) or _("strong evidence")


def _competencies(count: int) -> str:
    told = ngettext("%(count)s competency", "%(count)s competencies", count)
    return told % {"count": count}
