"""What do the pages on which a named person signs have in common? How they are shown and left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from agir_dashboard.reviewing import doors, refusals
from agir_kernel.errors import DomainError

Done = Mapping[str, Callable[[], str]]
"""What was done, by the word that stands in the address, said in the reader's language."""


def page(
    request: HttpRequest,
    here: str,
    told: Mapping[str, Any],
    done: Done,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Return the page ``here`` (its address and template), with what was done or refused."""
    word = done.get(request.GET.get("done", ""))
    said = {
        "here": here,
        "done": word() if word and refusal is None else "",
        "error": refusals.sentence(refusal) if refusal else "",
        "wrong": refusal.code if refusal else "",
    }
    status = refusals.status_of(refusal) if refusal else 200
    return doors.page(request, f"{here}.html", {**told, **said}, status)


def left(here: str, course_key: str, what: str) -> HttpResponse:
    """Return to the page ``here`` (the name of its address) after ``what`` was done."""
    address = reverse(f"agir_dashboard:{here}", args=[course_key])
    return redirect(f"{address}?{urlencode({'done': what})}")
