"""Where is a competency taught, whoever teaches it?"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agir_catalogue.api import listings
from agir_catalogue.api.listings import Entry
from agir_catalogue.pages.public import shown, words
from agir_catalogue.pages.public.asked import LONGEST, clean, number
from agir_competencies import api as competencies_here


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the competencies that some course teaches. One SELECT."""
    asked, at = clean(request.GET.get("q", ""), LONGEST), number(request)
    found, has_more = listings.competencies(asked, at)
    if at > 1 and not found:
        raise Http404

    def page(other: int) -> str:
        return f"?{urlencode({'q': asked, 'page': other} if asked else {'page': other})}"

    return shown.page(
        request,
        "competencies.html",
        {
            "asked": asked,
            "competencies": [
                {
                    "label": one.label,
                    "url": reverse("agir_catalogue:competency", args=[one.value]),
                    "count": words.found(one.count),
                }
                for one in found
            ],
            "pages": {
                "before": page(at - 1) if at > 1 else "",
                "after": page(at + 1) if has_more else "",
            },
        },
    )


@require_safe
def one(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a competency and every course that teaches it, or one that is the same.

    At most six SELECTs.
    """
    at = number(request)
    entries, total = listings.teaching(identifier, at)
    said = _said(identifier, entries)
    if said is None or (at > 1 and not entries):
        raise Http404
    return shown.page(
        request,
        "competency.html",
        {
            **said,
            "uri_url": shown.safe(said["uri"]),
            "cards": [
                shown.card(entry)
                | {"assesses": any(taught.identifier == identifier for taught in entry.assesses)}
                for entry in entries
            ],
            "total_words": words.found(total),
            "pages": {
                "before": f"?page={at - 1}" if at > 1 else "",
                "after": f"?page={at + 1}" if total > at * listings.PAGE else "",
            },
            "here": request.build_absolute_uri(request.path),
        },
    )


def _said(identifier: UUID, entries: list[Entry]) -> dict[str, str] | None:
    """Return what a competency says: its framework's words, else those of a course elsewhere."""
    for known in competencies_here.find_competencies(
        identifiers=[identifier], language=get_language() or "", limit=1
    ):
        return {
            "label": known.label,
            "statement": "" if known.statement == known.label else known.statement,
            "framework": known.framework_title,
            "uri": known.uri,
        }
    for entry in entries:
        for taught in entry.competencies:
            if taught.identifier == identifier:
                return {
                    "label": taught.label,
                    "statement": "",
                    "framework": taught.framework,
                    "uri": taught.uri,
                }
    return None
