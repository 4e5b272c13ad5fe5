"""What do the pages of institutions share?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from agir_catalogue import sentences
from agir_catalogue.api import coproduction, diversity, initiatives, themes
from agir_catalogue.pages.coproduction import words
from agir_competencies.api.frameworks import find_competencies
from agir_kernel.errors import DomainError


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Return a page that is not kept by what lies between, with the sentence of a refusal."""
    told = context | {
        "fault": sentences.sentence(refusal) if refusal else "",
        "done": request.GET.get("done") == "1" and refusal is None,
    }
    status = sentences.status(refusal) if refusal else 200
    name = f"agir_catalogue/coproduction/{template}"
    response = render(request, name, told, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def who(request: HttpRequest) -> int | None:
    """Return the platform's number of who asks, ``None`` for a stranger."""
    return int(request.user.pk) if request.user.is_authenticated and request.user.pk else None


def proposals(
    found: list[initiatives.ProposalView],
    houses: dict[Any, coproduction.House],
    own: dict[Any, str],
) -> list[dict[str, Any]]:
    """Return proposals as a page shows them. One or two SELECTs."""
    language = get_language() or "en"
    wanted = {key for one in found for key in one.competencies}
    named = find_competencies(identifiers=wanted, language=language, limit=500) if wanted else []
    labels = {one.identifier: one for one in named}
    return [
        {
            "id": one.id,
            "call": one.call,
            "house": houses.get(one.institution),
            "state": one.state.value,
            "word": words.proposal(one.state),
            "title": one.title,
            "text": one.text,
            "skills": [labels[key] for key in one.competencies if key in labels],
            "addresses": "\n".join(labels[key].uri for key in one.competencies if key in labels),
            "themes": [themes.theme(key).name(language) for key in one.themes],
            "theme_ids": one.themes,
            "starts": words.day(one.starts_on),
            "ready": words.day(one.ready_on),
            "starts_on": one.starts_on,
            "ready_on": one.ready_on,
            "is_own": one.institution in own,
            "steps": [
                {
                    "word": words.step(step.act),
                    "day": words.day(step.at),
                    "reason": step.reason,
                    "name": step.name,
                }
                for step in one.steps
            ],
        }
        for one in found
    ]


def tasks(
    found: list[initiatives.TaskView],
    houses: dict[Any, coproduction.House],
    own: dict[Any, str],
    *,
    is_operator: bool,
) -> list[dict[str, Any]]:
    """Return tasks as a page shows them. No statement."""
    return [
        {
            "id": one.id,
            "call": one.call,
            "house": houses.get(one.institution),
            "title": one.title,
            "due": words.day(one.due_on),
            "state": one.state.value,
            "word": words.task(one.state),
            "may": is_operator or one.institution in own,
        }
        for one in found
    ]


def call_names() -> dict[Any, str]:
    """Return the names of calls in the reader's language. One SELECT."""
    language = get_language() or "en"
    return {one.id: one.theme.name(language) for one in diversity.calls()}
