"""The pages that write the site's own frameworks: begun, changed an item at a time, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agir_competencies.api import library, local
from agir_dashboard.framework_pages import reading, refusals, undo
from agir_dashboard.framework_pages.doors import for_writers, language, shown
from agir_dashboard.framework_pages.undo import Step
from agir_kernel.errors import DomainError


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Show the form of a new framework, or begin it."""
    told = {name: request.POST.get(name, "") for name in ("title", "publisher", "licence")}
    context = told | {"language": request.POST.get("language", language()[:2])}
    if request.method != "POST":
        return shown(request, "framework_new.html", context)
    try:
        identifier = local.begin(**context)
    except DomainError as refusal:
        context["error"] = refusals.sentence(refusal)
        return shown(request, "framework_new.html", context, refusals.status(refusal))
    return redirect("agir_dashboard:framework", identifier)


@for_writers
@require_POST
def write(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Change an item, or take the last change back; then show where it stands."""
    act = _ACTS.get(request.POST.get("act", "add"))
    if act is None:
        raise Http404
    try:
        place = act(request, identifier)
    except DomainError as refusal:
        return _refused(request, identifier, refusal)
    address = reverse("agir_dashboard:framework", args=[identifier])
    return redirect(f"{address}?under={place}" if place else address)


def _add(request: HttpRequest, framework: UUID) -> UUID | None:
    under = _uuid(request.POST.get("under", ""))
    statement, code = _words(request)
    new = local.add(framework, statement, code=code, under=under)
    undo.remember(request, framework, Step("retire", (str(new),)))
    return under


def _reword(request: HttpRequest, framework: UUID) -> UUID | None:
    item = _item(request)
    statement, code = _words(request)
    former = local.reword(framework, item, statement, code=code)
    step = Step("reword", (str(item),), former.statement, former.code)
    undo.remember(request, framework, step)
    return item


def _retire(request: HttpRequest, framework: UUID) -> UUID | None:
    gone = local.retire(framework, _item(request))
    undo.remember(request, framework, Step("revive", tuple(map(str, gone))))
    return _uuid(request.POST.get("under", ""))


def _revive(request: HttpRequest, framework: UUID) -> UUID | None:
    item = _item(request)
    local.revive(framework, [item])
    undo.remember(request, framework, Step("retire", (str(item),)))
    return item


def _undo(request: HttpRequest, framework: UUID) -> UUID | None:
    step = undo.offered(request, framework)
    if step is None:
        return None
    items = [UUID(one) for one in step.items]
    if step.act == "revive":
        local.revive(framework, items)
    elif step.act == "retire":
        local.retire(framework, items[0])
    else:
        local.reword(framework, items[0], step.statement, code=step.code)
    undo.forget(request)
    return None if step.act == "retire" else items[0]


_ACTS = {"add": _add, "reword": _reword, "retire": _retire, "revive": _revive, "undo": _undo}


def _refused(request: HttpRequest, identifier: UUID, refusal: DomainError) -> HttpResponse:
    """Show where the person was, with why it was not done and what they wrote."""
    place = _uuid(request.POST.get("under", "")) or _uuid(request.POST.get("item", ""))
    branch = library.branch(identifier, place, language=language(), with_retired=True)
    branch = branch or library.branch(identifier, language=language())
    if branch is None:
        raise Http404
    context: dict[str, Any] = reading.branch_context(branch) | {
        "error": refusals.sentence(refusal),
        "writes": {name: request.POST.get(name, "") for name in ("act", "statement", "code")},
    }
    if branch.card.source != reading.LOCAL:
        context["writes"] = None
    return shown(request, "framework.html", context, refusals.status(refusal))


def _words(request: HttpRequest) -> tuple[str, str]:
    return request.POST.get("statement", ""), request.POST.get("code", "")


def _item(request: HttpRequest) -> UUID:
    item = _uuid(request.POST.get("item", ""))
    if item is None:
        raise Http404
    return item


def _uuid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
