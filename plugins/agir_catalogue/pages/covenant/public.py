"""What the public reads of a course's covenant: a page, a document that is sealed, a badge."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import parse_etags
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agir_catalogue.api import covenant as api
from agir_kernel.errors import DomainError
from agir_platform import addresses
from agir_platform.ports import Check, CourseFacts
from agir_platform.select import platform

SPOKEN: Final = ("en", "fr")
SEALED: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def covenant(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show each check with its evidence and date, and what was the case before."""
    facts = _facts(request, course_key)
    verdict = api.verdict(course_key)
    response = render(
        request,
        "agir_catalogue/covenant/course.html",
        {
            "title": facts.title,
            "course_key": course_key,
            "standing": api.standing_of(verdict),
            "override": verdict.override,
            "guards": [line(one) for one in verdict.checks if one.criterion in api.GUARDS],
            "others": [line(one) for one in verdict.checks if one.criterion not in api.GUARDS],
            "breaches": [breach(one) for one in api.breaches(course_key)],
            "past": [
                {
                    "title": api.title_of(one.criterion),
                    "verdict": one.verdict,
                    "word": api.verdict_word(one.verdict, one.criterion),
                    "evidence": one.evidence,
                    "since": day(one.since),
                    "until": day(one.until),
                }
                for one in api.past(course_key)
            ],
            "exams": [one.title for one in _exams(course_key)],
            "badge": _whole(request, "agir_catalogue:covenant-badge", course_key),
            "here": _whole(request, "agir_catalogue:covenant", course_key),
        },
    )
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def document(request: HttpRequest, course_key: str) -> HttpResponse:
    """Answer the sealed document; ``lang`` chooses the language of its sentences."""
    _facts(request, course_key)
    address = _whole(request, "agir_catalogue:covenant-json", course_key)
    with override(_language(request, "en")):
        said = api.document_of(course_key, address)
    body = json.dumps(said, ensure_ascii=False, indent=1).encode()
    response = _told(request, body, "application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def badge(request: HttpRequest, course_key: str) -> HttpResponse:
    """Answer the badge as SVG; ``lang`` chooses its words."""
    _facts(request, course_key)
    language = _language(request, get_language() or "en")
    with override(language):
        drawn = api.badge_of(course_key, language)
    response = _told(request, drawn.encode(), "image/svg+xml; charset=utf-8")
    response["Vary"] = "Accept-Language, Cookie"
    return response


def line(check: Check) -> dict[str, Any]:
    """Return one check in words."""
    return {
        "criterion": check.criterion,
        "title": api.title_of(check.criterion),
        "verdict": check.verdict,
        "word": api.verdict_word(check.verdict, check.criterion),
        "evidence": check.evidence,
        "day": day(check.checked_at),
    }


def breach(one: api.BreachView) -> dict[str, Any]:
    """Return one breach in words."""
    return {
        "titles": [api.title_of(criterion) for criterion in one.criteria],
        "opened": day(one.opened_at),
        "healed": day(one.healed_at),
    }


def day(moment: datetime | None) -> str:
    """Return a day as the reader's language writes it; '' for none."""
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


def _facts(request: HttpRequest, course_key: str) -> CourseFacts:
    """Return what is said of a course; a course that is not listed is found by its team alone."""
    facts = platform().courses.facts(course_key)
    if facts is None:
        raise Http404(_("This site has no such course. Check the address."))
    access = platform().access
    if facts.is_listed is False and not access.is_course_staff(request.user.pk, course_key):
        raise Http404(_("This site has no such course. Check the address."))
    return facts


def _exams(course_key: str) -> list[api.Section]:
    try:
        return [one for one in api.sections(course_key) if one.is_exam]
    except DomainError:
        return []


def _whole(request: HttpRequest, name: str, course_key: str) -> str:
    path = reverse(name, args=[course_key])
    try:
        return f"{addresses.site_url()}{path}"
    except DomainError:
        return request.build_absolute_uri(path)


def _language(request: HttpRequest, fallback: str) -> str:
    asked = request.GET.get("lang", "") or fallback
    spoken = asked.partition("-")[0].lower()
    return spoken if spoken in SPOKEN else "en"


def _told(request: HttpRequest, body: bytes, media_type: str) -> HttpResponse:
    """Answer ``body`` to be kept for five minutes, or 304 to who has it."""
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response: HttpResponse = HttpResponseNotModified()
    if mark not in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(body, content_type=media_type)
    response["ETag"] = mark
    response["Cache-Control"] = "public, max-age=300"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SEALED
    return response
