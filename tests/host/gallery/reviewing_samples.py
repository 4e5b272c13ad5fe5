"""Attestations, requests and decisions that do not exist, in the states their pages must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from agir_competencies.api.attesting import AttestationView, Choice, NotOfCourse
from agir_competencies.api.overrides import ExpiryPast, OverrideView
from agir_competencies.api.prior import NothingChosen, RequestPage, RequestView
from agir_competencies.attesting.data import FileView, ItemView, StepView
from agir_dashboard.reviewing import attestations, decisions, own, queue, refusals
from host.gallery import peer_samples
from host.gallery.goal_samples import COURSE, TITLE
from host.gallery.samples import DIGITAL, LABELS, LONG, RIGHT_TO_LEFT, WHEN, named

STATES: dict[str, tuple[str, ...]] = {
    "attestations": ("full", "refused", "empty"),
    "decisions": ("full", "refused"),
    "queue": ("full",),
    "review": ("waiting", "taken", "accepted"),
    "own": ("full", "refused"),
    "request": ("asked", "accepted"),
    **peer_samples.STATES,
}
WHO, BY = "Awa Diallo", "Camille Roux"
NOTE = "Vu pendant l’atelier : le document est lisible, bien nommé, et chacun l’a retrouvé."
CHOICES = [Choice(named(label), label, DIGITAL) for label in (*LABELS, LONG)]


def context(page: str, state: str) -> dict[str, Any]:
    """Return the context of a page in a state."""
    return PAGES[page](state)


def _attestations(state: str) -> dict[str, Any]:
    rows = [
        _attestation(LABELS[0]),
        replace(
            _attestation(LONG, note=RIGHT_TO_LEFT), withdrawn_at=WHEN, withdrawn_by=BY,
            withdrawn_reason="Erreur de personne",
        ),
        replace(_attestation(LABELS[1], note=""), origin="peers", by="", url=""),
    ]  # fmt: skip
    empty = state == "empty"
    form = attestations.Form()
    if state == "refused":
        form = attestations.Form("awa", "", "mostly", NOTE, "https://example.org/film")
    told = attestations.context([] if empty else rows, [] if empty else CHOICES, form)
    return told | _team("attestations") | _refused(state, NotOfCourse())


def _decisions(state: str) -> dict[str, Any]:
    rows = [
        replace(_decision(LABELS[0]), is_stale=True),
        replace(_decision(LONG), status="not_yet", until=WHEN + timedelta(days=90)),
        replace(_decision(LABELS[1]), ended_at=WHEN, ended_how="revoked", ended_by=BY,
                ended_reason="Vérifié : ce n’était pas une copie"),
        replace(_decision(LABELS[2]), ended_at=WHEN, ended_how="expired"),
    ]  # fmt: skip
    form = decisions.Form()
    if state == "refused":
        form = decisions.Form("awa", str(CHOICES[0].competency), "not_yet", "Copie", "2020-01-01")
    told = decisions.context(rows, CHOICES, form)
    return told | _team("decisions") | _refused(state, ExpiryPast())


def _queue(_state: str) -> dict[str, Any]:
    rows = (
        _request("requested"),
        replace(_request("in_review"), is_waiting=True),
        replace(_request("in_review", LONG), learner=RIGHT_TO_LEFT),
    )
    found = RequestPage(rows, {"requested": 1, "in_review": 2, "accepted": 12}, "next")
    return queue.context(found, "open") | _team("reviews")


def _review(state: str) -> dict[str, Any]:
    view = {
        "waiting": _request("requested"),
        "taken": replace(_request("in_review", LONG), is_mine=True),
        "accepted": _accepted(),
    }[state]
    return queue.context_of_one(view)


def _own(state: str) -> dict[str, Any]:
    form = own.Form()
    if state == "refused":
        form = own.Form((str(CHOICES[0].competency),), NOTE, "http://example.org/cv")
    told = own.context(CHOICES, form, COURSE, {COURSE: TITLE})
    rows = [_accepted(), _request("requested"), replace(_request("in_review"), is_waiting=True)]
    return (
        told
        | {"rows": [queue.line(view, own=True) for view in rows], "done": ""}
        | _refused(state, NothingChosen(limit=10))
    )


def _one(state: str) -> dict[str, Any]:
    view = _accepted() if state == "accepted" else replace(_request("in_review"), is_waiting=True)
    return {
        "one": queue.line(view, own=True),
        "most_size": "5 Mo",
        "endings": "pdf, png",
        "accept": ".pdf,.png",
    }


def _team(here: str) -> dict[str, Any]:
    return {"title": TITLE, "course_key": COURSE, "here": here}


def _refused(state: str, refusal: Any) -> dict[str, Any]:
    if state != "refused":
        return {}
    return {"error": refusals.sentence(refusal), "wrong": refusal.code}


def _attestation(label: str, note: str = NOTE) -> AttestationView:
    return AttestationView(
        id=named(f"attestation {label}"), subject=named(WHO), learner=WHO, username="awa",
        competency=named(label), label=label, origin="team", level="full", note=note,
        url="https://example.org/film", by=BY, at=WHEN, withdrawn_at=None, withdrawn_by="",
        withdrawn_reason="",
    )  # fmt: skip


def _decision(label: str) -> OverrideView:
    return OverrideView(
        id=named(f"decision {label}"), subject=named(WHO), learner=WHO, username="awa",
        competency=named(label), label=label, status="demonstrated",
        reason="Examen oral réussi devant deux personnes", by=BY, at=WHEN, until=None,
        is_stale=False, has_expired=False, ended_at=None, ended_how="", ended_by="",
        ended_reason="",
    )  # fmt: skip


def _request(status: str, label: str = LABELS[0]) -> RequestView:
    taken = status != "requested"
    steps = [StepView("asked", NOTE, "", True, WHEN)]
    if taken:
        steps.append(StepView("taken", "", BY, False, WHEN))
    return RequestView(
        id=named(f"request {status} {label}"), subject=named(WHO), learner=WHO, username="awa",
        course_key=COURSE, course_title=TITLE, status=status, is_waiting=False, is_mine=False,
        items=tuple(ItemView(named(one), one, None) for one in (label, LABELS[1])), note=NOTE,
        url="https://example.org/un/portfolio/dont/l-adresse-est-longue-et-sans-espace/page",
        file=FileView("Certificat de travail.pdf", "pdf", 812_000, False), asked_at=WHEN,
        reviewer=BY if taken else "", decided_at=None, comment="", steps=tuple(steps),
    )  # fmt: skip


def _accepted() -> RequestView:
    view = _request("in_review")
    items = (replace(view.items[0], share=Decimal(1)), view.items[1])
    steps = (*view.steps, StepView("accepted", "Très clair, merci.", BY, False, WHEN))
    file = FileView("Certificat de travail.pdf", "pdf", 812_000, True)
    return replace(
        view, status="accepted", items=items, decided_at=WHEN, comment="Très clair, merci.",
        steps=steps, file=file,
    )  # fmt: skip


PAGES = {
    "attestations": _attestations,
    "decisions": _decisions,
    "queue": _queue,
    "review": _review,
    "own": _own,
    "request": _one,
    **peer_samples.PAGES,
}
