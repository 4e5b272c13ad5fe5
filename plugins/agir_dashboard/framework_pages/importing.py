"""The pages that bring a framework in: the form, then one page that follows the import."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agir_competencies import tasks
from agir_competencies.api import imports
from agir_competencies.api.imports import ImportView
from agir_dashboard.framework_pages import refusals, words
from agir_dashboard.framework_pages.doors import for_importers, shown, who
from agir_kernel.errors import DomainError
from agir_platform import uploads
from agir_platform.learners import api as learners
from agir_platform.select import platform

LATEST: Final = 10


@csrf_exempt  # Checked below, once the upload has its limit: checking reads the whole request.
@for_importers
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponseBase:
    """Show the form of an import with the latest ones, or begin one."""
    if request.method == "POST":
        uploads.limit(request, imports.most_bytes())
    return _begin(request)


@csrf_protect
def _begin(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request)
    try:
        job = _begun(request)
    except DomainError as refusal:
        return _form(request, refusal)
    tasks.after_import(job)
    return redirect("agir_dashboard:import", job)


@for_importers
@require_safe
def one(request: HttpRequest, job: UUID) -> HttpResponse:
    """Show where an import is, and what can be done now."""
    return _page(request, job)


@for_importers
@require_POST
def apply(request: HttpRequest, job: UUID) -> HttpResponse:
    """Carry out what was shown."""
    return _moved(request, job, imports.apply)


@for_importers
@require_POST
def go_on(request: HttpRequest, job: UUID) -> HttpResponse:
    """Take up what a worker left."""
    return _moved(request, job, imports.go_on)


@for_importers
@require_POST
def cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Close an import."""
    return _moved(request, job, imports.cancel)


def _begun(request: HttpRequest) -> UUID:
    """Open the import that the form asks for; raise a refusal."""
    upload, url = request.FILES.get("file"), request.POST.get("url", "").strip()
    if uploads.is_exceeded(request):
        raise _too_large()
    if upload is None and url:
        return imports.begin_url(who(request), url)
    if upload is None or not upload.size:
        raise imports.UploadMissing
    sheets = request.POST.get("sheets", "")[:2000].replace(",", " ").split()
    if request.POST.get("active"):
        sheets.append(imports.ACTIVE_SHEETS)
    return imports.begin_upload(
        who(request), upload.name or "", upload.file,
        format=request.POST.get("format", ""), sheets=sheets,
    )  # fmt: skip


def _too_large() -> DomainError:
    return imports.UploadTooLarge(limit=imports.most_bytes() // 1024**2)


def _moved(request: HttpRequest, job: UUID, act: Any) -> HttpResponse:
    """Do it, queue what it asks for, and show the import; a refusal shows it too."""
    try:
        if act(job):
            tasks.after_import(job)
    except DomainError as refusal:
        return _page(request, job, refusal)
    return redirect("agir_dashboard:import", job)


def _form(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    context = form_context(imports.imports(LATEST))
    opened = imports.open_of(who(request))
    context["open_url"] = reverse("agir_dashboard:import", args=[opened]) if opened else ""
    if refusal is None:
        return shown(request, "import_new.html", context)
    context |= {
        "error": refusals.sentence(refusal),
        "wrong": "url" if refusal.code == "import_address_unfit" else "file",
        "format": request.POST.get("format", ""),
        "sheets": request.POST.get("sheets", ""),
        "active": request.POST.get("active", ""),
        "url": request.POST.get("url", ""),
    }
    return shown(request, "import_new.html", context, refusals.status(refusal))


def form_context(latest: list[ImportView]) -> dict[str, Any]:
    """Return what the form of an import reads."""
    return {
        "formats": [(code, _(name)) for code, name in words.FORMATS],
        "most": imports.most_bytes() // 1024**2,
        "latest": [
            {
                "name": view.name,
                "url": reverse("agir_dashboard:import", args=[view.id]),
                "state": words.state(view.state),
                "day": words.day(view.created_at),
            }
            for view in latest
        ],
    }


def _page(request: HttpRequest, job: UUID, refusal: DomainError | None = None) -> HttpResponse:
    try:
        view = imports.one(job)
    except DomainError:
        raise Http404 from None
    context = import_context(view, request.GET.get("show", ""), request.GET.get("page", ""))
    context["who"] = _person(view, request)
    if refusal is None:
        return shown(request, "import.html", context)
    context["error"] = refusals.sentence(refusal)
    return shown(request, "import.html", context, refusals.status(refusal))


def import_context(view: ImportView, kind: str = "", page: str = "") -> dict[str, Any]:
    """Return what the page of an import reads: of a plan, a page of the lines of one kind."""
    context = base_context(view)
    if view.state != "ready":
        return context
    known = [one["kind"] for one in context["kinds"]]
    kind = kind if kind in known else next(iter(known), "")
    number = int(page) if page.isascii() and page.isdecimal() else 1
    return context | plan_context(view, kind, imports.lines(view, kind, number))


def base_context(view: ImportView) -> dict[str, Any]:
    """Return what the page reads in every state."""
    apart = {"unchanged"} | ({"framework"} if view.totals.get("framework") == 1 else set())
    return {
        "view": view,
        "url": reverse("agir_dashboard:import", args=[view.id]),
        "written": _several(view.written),
        "format": words.chosen(view.format),
        "begun": words.day(view.created_at),
        "acts": {act: imports.may(act, view.state) for act in ("apply", "continue", "cancel")},
        "wrote": words.counts({k: n for k, n in view.wrote.items() if k != "unchanged"}),
        "kinds": [one for one in words.counts(view.totals) if one["kind"] not in apart],
        "unchanged": _several(view.totals.get("unchanged", 0)),
    }


def plan_context(view: ImportView, kind: str, page: imports.LinePage) -> dict[str, Any]:
    """Return what the page reads of a plan that waits for a decision."""
    return {
        "lead": words.lead(view),
        "is_empty": not view.totals.get("changed"),
        "kind": kind,
        "kind_word": words.change(kind) if kind else "",
        "lines": [
            {
                "label": line.label,
                "before": line.before,
                "after": words.change(line.after) if kind == "framework" else line.after,
                "framework": line.framework if view.totals.get("framework", 0) > 1 else "",
                "links": words.links(line.links, line.courses) if line.links else "",
            }
            for line in page.lines
        ],
        "retired": _several(view.totals.get("retire", 0)),
        "touched": _several(view.totals.get("links", 0)),
        "page": page,
        "before": page.number - 1 if page.number > 1 else 0,
        "after": page.number + 1 if page.number < page.last else 0,
    }


def _several(count: int) -> dict[str, Any]:
    """Return a number to choose words by, and as it is written; empty for none."""
    return {"n": count, "told": words.number(count)} if count else {}


def _person(view: ImportView, request: HttpRequest) -> str:
    """Return the name of who began an import, '' for the reader and for whoever left."""
    user_id = learners.user_of(view.subject) if view.subject else None
    if user_id is None or user_id == who(request):
        return ""
    person = platform().people.person(user_id)
    return person.name or person.username if person else ""
