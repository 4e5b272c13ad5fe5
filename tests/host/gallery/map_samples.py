"""Courses that do not exist, with more to mend than a good one: what their maps show."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from agir_competencies.api import authoring
from agir_competencies.api.authoring import (
    BlockView,
    CourseMap,
    FindingView,
    LineView,
    ReachedView,
    ScoredView,
    Simulation,
    TieView,
)
from agir_competencies.data import LineRefusal, LinkLine, LinksPlan
from agir_dashboard.competency_map import filters, linkfiles, one, shown, simulate, words
from host.gallery.samples import LABELS, LONG, RIGHT_TO_LEFT

COURSE = "course-v1:Agir+Essai+2026"
KEYS = COURSE.replace("course-v1:", "block-v1:") + "+type@{}+block@{}"
STATES = {
    "map": ("mixed", "sections", "long", "rtl", "list"),
    "one": ("done", "refused", "long"),
    "findings": ("mixed", "long"),
    "simulate": ("told", "refused"),
    "links": ("plan", "refused", "done"),
}
TEMPLATES = {page: f"agir_dashboard/map_{page}.html" for page in STATES} | {
    "map": "agir_dashboard/map.html"
}
SENTENCE = "2 activités différentes sont demandées, il y en a 1 ici : liez-en encore 1."


def context(page: str, state: str) -> dict[str, Any]:
    """Return what the template of a page reads in a state."""
    found = _course(state)
    frame = shown.frame(COURSE, found.title, f"competency-{page}")
    made = {"map": _map, "one": _one, "findings": _findings, "simulate": _simulate, "links": _links}
    return frame | made[page](found, state)


def _map(found: CourseMap, state: str) -> dict[str, Any]:
    wanted = filters.Wanted(view="list" if state == "list" else "")
    return shown.page(found, wanted) | {"next_url": "#next"}


def _one(found: CourseMap, state: str) -> dict[str, Any]:
    told = one.context_of(found, found.lines[0])
    done = {"said": gettext("Taken off %(blocks)s. What learners showed there stays.")
            % {"blocks": "« Le faux colis »"}, "note": "note"}  # fmt: skip
    error = gettext("This was changed again since, so that it cannot be taken back here.")
    return told | {
        "done": done if state == "done" else {},
        "error": error if state == "refused" else "",
    }


def _findings(found: CourseMap, state: str) -> dict[str, Any]:
    return {"groups": list(shown.by_code(found)), "counts": shown.counts(found.findings)}


def _simulate(found: CourseMap, state: str) -> dict[str, Any]:
    scored = tuple(
        ScoredView(tie.object_key, tie.title, tie.kind, found.blocks[1].title, 2)
        for line in found.lines[:2]
        for tie in line.ties
        if tie.gives
    )
    lines = ("2 preuves sur 2 activités : (0,9 × 1 + 1 + 1) / (1,90 + 2) = 0,74.",)
    reached = tuple(
        ReachedView(
            line.identifier, line.label, line.framework_title, status, estimate, "some", 2, 2,
            lines, "Rien de plus n’est nécessaire.",
        )
        for line, status, estimate in zip(
            found.lines,
            ("demonstrated", "not_yet", "not_yet"),
            (Decimal("0.74359"), Decimal("0.505"), None),
            strict=False,
        )
    )  # fmt: skip
    simulated = Simulation(COURSE, found.title, scored, {}, reached)
    typed = {one.object_key: "100" if state == "told" else "mille" for one in scored}
    form = simulate.form(simulated, simulate.Filled(typed))
    if state == "told":
        return form | simulate.told(simulated)
    return form | {"error": gettext("Write each score as a number, or leave it out.")}


def _links(found: CourseMap, state: str) -> dict[str, Any]:
    around = {"links_url": "#links", "file_url": "#file", "apply_url": "#apply"}
    if state == "done":
        word = gettext("Undo: show what would change back")
        return around | {
            "said": gettext("Done: %(parts)s.") % {"parts": words.parts(12, 0, 3, 1)},
            "undo": {"url": "#undo", "fields": [("content", "YQ==")], "word": word},
        }
    lines = tuple(
        LinkLine(number, action, KEYS.format("problem", f"p{number}"), title, UUID(int=1), label,
                 before, None if not before else Decimal(1), after, weight)
        for number, (action, title, label, before, after, weight) in enumerate(
            [
                ("add", "Le faux colis", LABELS[0], "", "problem_score", Decimal("2.5")),
                ("change", LONG, LABELS[1], "problem_score", "completion", Decimal(0)),
                ("remove", "Ancien exercice", LONG, "promise", "", None),
            ],
            2,
        )
    )  # fmt: skip
    refused = (LineRefusal(7, "object_unknown", {"object_key": KEYS.format("problem", "x" * 60)}),)
    plan = LinksPlan(COURSE, lines, refused if state == "refused" else (), None)
    return around | linkfiles.plan_context(plan) | {"content": "YQ==", "replaces": True}


def _course(state: str) -> CourseMap:
    labels = {"long": (LONG,) * 3, "rtl": (RIGHT_TO_LEFT,) * 3}.get(state, LABELS[:3])
    title = LONG if state == "long" else "Inclusion numérique"
    blocks = [BlockView(COURSE, title, "course", "course", "", False)]
    for section in range(9 if state == "sections" else 2):
        blocks += _section(section, labels[0] if state in ("long", "rtl") else "")
    return CourseMap(COURSE, title, tuple(blocks), tuple(_lines(labels)))


def _section(number: int, name: str) -> list[BlockView]:
    made = [("chapter", "section"), ("sequential", "subsection")]
    keys = [KEYS.format(kind, f"{level}-{number}") for kind, level in made]
    words = (name or f"Partie {number + 1}", name or f"Chapitre {number + 1}")
    blocks = [
        BlockView(keys[0], words[0], "section", "chapter", COURSE, False),
        BlockView(keys[1], words[1], "subsection", "sequential", keys[0], False),
    ]
    for at in range(3):
        unit = KEYS.format("vertical", f"unit-{number}-{at}")
        blocks.append(
            BlockView(unit, name or f"Unité {at + 1}", "unit", "vertical", keys[1], False)
        )
        for place in range(2):
            key = KEYS.format("problem", f"p-{number}-{at}-{place}")
            blocks.append(
                BlockView(key, name or f"Exercice {place + 1}", "leaf", "problem", unit, True)
            )
    return blocks


def _lines(labels: tuple[str, ...]) -> list[LineView]:
    return [_line(at, label) for at, label in enumerate(labels)]


def _line(at: int, label: str) -> LineView:
    kinds = (
        [("course", COURSE, "promise", "1"), ("problem", "p-0-0-0", "problem_score", "2.5"),
         ("problem", "p-0-0-1", "problem_score", "1"), ("problem", "p-1-2-0", "completion", "0")],
        [("vertical", "unit-0-1", "promise", "1"),
         ("sequential", "subsection-1", "subsection_grade", "1")],
        [("chapter", "section-1", "promise", "1")],
    )[at]  # fmt: skip
    codes = ((), ("rule_unreachable", "single_activity"), ("promised_never_assessed",))[at]
    ties = tuple(_tie(label, *one) for one in kinds)
    return LineView(
        identifier=UUID(int=at + 1),
        label=label,
        statement=label,
        code=f"{at + 1}.1",
        framework=UUID(int=9 + at // 2),
        framework_title=LONG if label == LONG else "Référentiel d’essai",
        is_retired=False,
        replaced_by="",
        method="discounted_beta",
        threshold=Decimal("0.7"),
        objects_needed=2,
        ties=ties,
        findings=tuple(_finding(code, at, label) for code in codes),
    )


def _tie(label: str, kind: str, name: str, what: str, weight: str) -> TieView:
    key = name if kind == "course" else KEYS.format(kind, name)
    return TieView(
        object_key=key,
        title=label if label in (LONG, RIGHT_TO_LEFT) else "Le faux colis",
        kind=what,
        weight=Decimal(weight),
        gives=what in ("problem_score", "subsection_grade"),
        promises=what == "promise",
        is_gone=False,
        possible=("problem_score", "completion", "promise"),
    )


def _finding(code: str, at: int, label: str) -> FindingView:
    severity = {"single_activity": "warning"}.get(code, "error")
    return FindingView(
        code=code,
        severity=severity,
        title=authoring.finding_title(code),
        sentence=f"{label} : {SENTENCE}",
        competency=UUID(int=at + 1),
        label=label,
        objects=(COURSE, KEYS.format("problem", "gone")),
        titles=("Le faux colis", "Le mot de passe"),
    )
