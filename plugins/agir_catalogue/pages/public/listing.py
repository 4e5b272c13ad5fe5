"""The catalogue: what is asked, what is found, and what could be asked next."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from agir_catalogue.api import listings
from agir_catalogue.api.listings import ORDERS, Found, Value
from agir_catalogue.pages.public import shown, words
from agir_catalogue.pages.public.asked import Asked, asked
from agir_catalogue.permissions import MANAGE_COVENANT
from agir_platform.permissions import may

VALUES: Final = 8
"""Values of a facet that are offered: the most frequent ones."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the courses that answer, with each further choice and how many it leaves.

    At most four SELECTs.
    """
    question = asked(request)
    found = listings.find(question.question)
    if question.number > 1 and not found.entries:
        raise Http404
    names = {} if found.total else listings.labels(question.chosen)
    return shown.page(
        request,
        "listing.html",
        {
            "asked": question.words,
            "kept": question.kept,
            "is_everything": question.is_everything,
            "everything": request.path,
            "total": found.total,
            "total_words": words.found(found.total),
            "cards": [shown.card(entry) for entry in found.entries],
            "facets": _facets(question, found),
            "chosen": _chosen(question, found, names),
            "orders": [
                {"word": words.order(one), "url": question.ordered(one),
                 "is_chosen": one == question.order}
                for one in ORDERS
            ],
            "pages": {
                "before": question.page(found.number - 1) if found.number > 1 else "",
                "after": question.page(found.number + 1) if found.has_more else "",
            },
            "here": request.build_absolute_uri(request.path),
            "may_manage": may(request.user, MANAGE_COVENANT),
        },
    )  # fmt: skip


def _facets(question: Asked, found: Found) -> list[dict[str, Any]]:
    """Return the facets that can narrow what was found: a value that all have says nothing."""
    shown_facets = []
    for kind, title in words.FACETS.items():
        values = [
            {"word": word, "count": one.count, "url": question.with_value(kind, one.value)}
            for one in found.facets.get(kind, ())
            if not question.has(kind, one.value)
            and one.count < found.total
            and (word := words.value(kind, one))
        ]
        if values:
            shown_facets.append(
                {
                    "kind": kind,
                    "title": words.said(title),
                    "values": values[:VALUES],
                    "is_cut": len(values) > VALUES,
                }
            )
    return shown_facets


def _chosen(
    question: Asked, found: Found, names: dict[tuple[str, str], str]
) -> list[dict[str, Any]]:
    """Return what was chosen, each with the address that lets it go."""
    labels = {
        (kind, one.value): one.label for kind, several in found.facets.items() for one in several
    } | names
    return [
        {
            "title": words.said(words.FACETS[kind]),
            "word": words.value(kind, Value(value, labels.get((kind, value), ""), 0)) or value,
            "url": question.without_value(kind, value),
        }
        for kind, values in question.chosen.items()
        for value in values
    ]
