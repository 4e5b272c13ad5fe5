"""Work between peers that does not exist, in the states its pages must show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agir_competencies.api.attesting import Choice
from agir_competencies.api.peers import CriterionView, NothingSeen, Policy, WorkView
from agir_competencies.attesting.data import FileView
from agir_competencies.domain.peers import PolicyOutOfBounds
from agir_dashboard.reviewing import peer_own, peer_team, peer_words, refusals
from host.gallery.goal_samples import COURSE, TITLE
from host.gallery.samples import DIGITAL, LABELS, LONG, RIGHT_TO_LEFT, WHEN, named

STATES: dict[str, tuple[str, ...]] = {
    "peers": ("full", "empty"),
    "peers-one": ("open", "accepted", "rejected"),
    "peers-queue": ("full", "empty"),
    "peers-answer": ("new", "refused"),
    "peers-team": ("full", "refused"),
}
TEMPLATES = {page: f"agir_dashboard/{page.replace('-', '_')}.html" for page in STATES}
SAID = "Le plan est clair ; il manque les sources des deux derniers chiffres."


def work(status: str = "open", label: str = LABELS[0]) -> WorkView:
    """Return one piece of work."""
    settled = status in ("accepted", "rejected")
    return WorkView(
        id=named(f"work {status} {label}"), course_key=COURSE, course_title=TITLE,
        competency=named(label), label=label, statement=LONG,
        criteria=tuple(
            CriterionView(named(f"criterion {one}"), one, 2 if settled else 0)
            for one in (LABELS[1], LONG, RIGHT_TO_LEFT)
        ),
        status=status, needed=3, answers=3 if settled else 1,
        yes={"accepted": 2, "rejected": 1}.get(status, 0),
        comments=(SAID, RIGHT_TO_LEFT) if settled else (), note=SAID,
        url="https://example.org/un/portfolio/dont/l-adresse-est-longue-et-sans-espace/page",
        file=FileView("Plan de tri.pdf", "pdf", 812_000, status == "stopped"), asked_at=WHEN,
        decided_at=WHEN if settled else None,
        reason="Un nom est dans le fichier" if status == "stopped" else "",
        can_be_met=status != "open",
    )  # fmt: skip


def _peers(state: str) -> dict[str, Any]:
    empty = state == "empty"
    choices = [] if empty else [Choice(named(one), one, DIGITAL) for one in (*LABELS, LONG)]
    rows = [] if empty else [work(one) for one in ("open", "accepted", "rejected", "withdrawn")]
    told = peer_own.context(choices, peer_own.Form(), COURSE, {} if empty else {COURSE: TITLE})
    return told | {"rows": [peer_words.line(one) for one in rows], "waiting": 2, "needed": 3}


def _answer(state: str) -> dict[str, Any]:
    told: dict[str, Any] = {"one": peer_words.line(work()), "seen": [], "says": ""}
    if state == "refused":
        told |= {"says": "yes", "comment": SAID, "error": refusals.sentence(NothingSeen())}
    return told


def _queue(state: str) -> dict[str, Any]:
    rows = [] if state == "empty" else [work(), work(label=LONG), work(label=RIGHT_TO_LEFT)]
    return {"rows": [peer_words.line(one) for one in rows], "answered": len(rows)}


def _team(state: str) -> dict[str, Any]:
    rows = [work(), replace(work(label=LONG), file=None), work("accepted"), work("stopped")]
    form = peer_team.form_of_policy(Policy(is_open=True))
    told = peer_team.context(rows, form)
    told |= {"title": TITLE, "course_key": COURSE, "here": "peers_team"}
    if state == "refused":
        refusal = PolicyOutOfBounds(fewest=2, most=9, lightest="0.10", heaviest="1.00")
        told |= {"error": refusals.sentence(refusal), "wrong": refusal.code}
    return told


PAGES = {
    "peers": _peers,
    "peers-one": lambda state: {"one": peer_words.line(work(state))},
    "peers-queue": _queue,
    "peers-answer": _answer,
    "peers-team": _team,
}
