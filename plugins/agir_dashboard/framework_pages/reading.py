"""The pages that read frameworks: the list, one of them a branch at a time, its files."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from agir_competencies import api
from agir_competencies.api import library
from agir_competencies.api.library import Branch, Card, Item, Name
from agir_dashboard.framework_pages import refusals, undo, words
from agir_dashboard.framework_pages.doors import for_readers, language, may_import, may_write, shown
from agir_kernel.errors import DomainError

LONGEST: Final = 100  # characters of a search
LOCAL: Final = "local"


@for_readers
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the frameworks of the site, or those and the competencies that say some words."""
    asked, number = _asked(request), _number(request)
    cards, has_more = library.cards(asked, number)
    found = library.search(asked, language=language()) if number == 1 else []
    return shown(
        request,
        "frameworks.html",
        {
            "asked": asked,
            "cards": [card_of(one) for one in cards],
            "found": [item_of(one) for one in found],
            "is_cut": len(found) == library.FOUND,
            "pages": _pages(number, has_more, q=asked),
            "may_import": may_import(request),
            "may_write": may_write(request),
        },
    )


@for_readers
@require_safe
def one(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a framework, or one of its items, with what is below; or what says some words."""
    asked, number = _asked(request), _number(request)
    with_retired = request.GET.get("retired") == "1"
    if asked:
        return _found(request, identifier, asked)
    branch = library.branch(
        identifier, _uuid(request.GET.get("under", "")),
        number=number, language=language(), with_retired=with_retired,
    )  # fmt: skip
    if branch is None:
        raise Http404
    context = branch_context(branch, with_retired=with_retired)
    context["case_url"] = _case_url(request, identifier)
    if branch.card.source == LOCAL and may_write(request):
        context["writes"] = {"undo": undo.offered(request, identifier)}
    return shown(request, "framework.html", context)


@for_readers
@require_safe
def file(request: HttpRequest, identifier: UUID, form: str) -> HttpResponseBase:
    """Hand a framework over as a file of another tool; a refusal is its page that says why."""
    known = {code: rest for code, *rest in words.FILES}
    card = library.card(identifier)
    if card is None or form not in known:
        raise Http404
    _word, ending, media = known[form]
    name = slugify(card.title)[:60] or str(identifier)
    try:
        pieces = api.export_framework(identifier, format=form)
    except DomainError as refusal:
        context = {"card": card_of(card), "error": refusals.sentence(refusal)}
        return shown(request, "framework.html", context, refusals.status(refusal))
    response = StreamingHttpResponse(pieces, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


def _found(request: HttpRequest, identifier: UUID, asked: str) -> HttpResponse:
    """Show what says some words in a framework."""
    card = library.card(identifier)
    if card is None:
        raise Http404
    found = library.search(asked, framework=identifier, language=language())
    context = {
        "card": card_of(card),
        "asked": asked,
        "found": [item_of(one) for one in found],
        "is_cut": len(found) == library.FOUND,
    }
    return shown(request, "framework.html", context)


def branch_context(branch: Branch, *, with_retired: bool = False) -> dict[str, Any]:
    """Return what the page of a framework reads."""
    kept = {"retired": "1"} if with_retired else {}
    under = {"under": str(branch.item.name.identifier)} if branch.item else {}
    return {
        "card": card_of(branch.card),
        "item": item_of(branch.item) if branch.item else None,
        "path": [_named(one) for one in branch.path],
        "items": [item_of(one) for one in branch.items],
        "with_retired": with_retired,
        "other_url": f"?{urlencode(under if with_retired else {**under, 'retired': '1'})}",
        "pages": _pages(branch.number, branch.has_more, **under, **kept),
        "files": [
            {
                "name": name,
                "url": reverse(
                    "agir_dashboard:framework-file", args=[branch.card.identifier, code]
                ),
            }
            for code, name, _ending, _media in words.FILES
        ],
    }


def card_of(card: Card) -> dict[str, Any]:
    """Return a framework in words."""
    heir = reverse("agir_dashboard:framework", args=[card.replaced_by]) if card.replaced_by else ""
    return {
        "id": card.identifier,
        "title": card.title,
        "language": card.language,
        "url": reverse("agir_dashboard:framework", args=[card.identifier]),
        "uri": card.uri,
        "is_link": _is_link(card.uri),
        "origin": " · ".join(
            one for one in (words.source(card.source), card.publisher, card.version) if one
        ),
        "items": words.items(card.items),
        "retired": words.retired(card.retired),
        "links": words.links(card.links, card.courses),
        "licence": card.licence,
        "licence_name": words.licence(card.licence),
        "licence_is_link": _is_link(card.licence),
        "validity": words.validity(card),
        "is_active": card.is_active,
        "replaced": card.replaced_by_uri,
        "heir": heir,
        "imported": words.day(card.imported_at),
    }


def item_of(item: Item) -> dict[str, Any]:
    """Return a competency in words, with what is below it."""
    return _named(item.name) | {
        "id": item.name.identifier,
        "statement": "" if item.statement == item.name.label else item.statement,
        "whole": item.own or item.statement,
        "own": item.own,
        "own_language": item.own_language,
        "kind": item.kind,
        "uri": item.uri,
        "is_link": _is_link(item.uri),
        "retired": item.retired,
        "replaced_by": _named(item.replaced_by) if item.replaced_by else None,
        "ties": [
            {"word": words.tie(tie.kind), "uri": tie.uri, "to": _named(tie.to) if tie.to else None}
            for tie in item.ties
        ],
        "links": words.links(item.links, item.courses),
        "is_linked": bool(item.links),
        "children": item.children,
        "below": [item_of(one) for one in item.below],
    }


def _named(name: Name) -> dict[str, Any]:
    address = reverse("agir_dashboard:framework", args=[name.framework])
    return {
        "label": name.label,
        "code": name.code,
        "language": name.language,
        "url": f"{address}?under={name.identifier}",
    }


def _is_link(text: str) -> bool:
    return text.startswith(("https://", "http://"))


def _case_url(request: HttpRequest, identifier: UUID) -> str:
    """Return where another platform reads the framework, '' where this site does not say it."""
    try:
        path = reverse("agir_competencies:case-package", args=[identifier])
    except NoReverseMatch:
        return ""
    return request.build_absolute_uri(path)


def _pages(number: int, has_more: bool, **kept: str) -> dict[str, str]:
    """Return the addresses of the pages before and after, '' where there is none."""
    asked = {name: value for name, value in kept.items() if value}

    def at(page: int) -> str:
        return f"?{urlencode({**asked, 'page': page})}"

    return {"before": at(number - 1) if number > 1 else "", "after": at(number + 1) * has_more}


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return min(max(1, int(text)), 10_000) if text.isascii() and text.isdecimal() else 1


def _uuid(text: str) -> UUID | None:
    """Return an identifier; 404 for what is none, ``None`` for nothing."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
