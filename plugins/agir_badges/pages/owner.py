"""The page of a badge for the one who holds it: ``/agir/badges/mine/<uuid>/``.

Another learner's badge is unknown here (404), as one that never was. Each act is a form of its
own, works without JavaScript, and ends on the same page with what it did.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_badges import api, sentences
from agir_badges.data import CredentialView, Status
from agir_badges.domain.linkedin import add_url
from agir_badges.images import issuer
from agir_badges.pages import wording
from agir_competencies import api as competencies
from agir_kernel.errors import DomainError
from agir_platform import documents
from agir_platform.learners import api as learners

Act = Callable[[UUID, UUID, QueryDict], str]
FILES: Final = ("svg", "png", "json", "jwt")
_HIDDEN: Final = {"hidden": "show", "seen": "hide"}  # how each is undone


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, credential: UUID) -> HttpResponse:
    """Show a badge to its owner, or do what a form of the page asks."""
    subject = subject_of(request)
    if request.method != "POST":
        newest = api.newest(credential, subject)
        if newest != credential:
            return redirect("agir_badges:mine", newest)
        done = request.GET.get("done", "")
        return _page(request, _view(credential, subject), done=sentences.done(done),
                     undo=_HIDDEN.get(done, ""))  # fmt: skip
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    view = _view(credential, subject)
    try:
        done = act(view.id, subject, request.POST)
    except DomainError as refusal:
        fault = sentences.refusal(refusal.code, refusal.facts)
        did = request.POST.get("recipient", view.recipient)
        return _page(request, view, fault=fault, fault_code=refusal.code, did=did, status=400)
    return redirect(f"{reverse('agir_badges:mine', args=[view.id])}?done={done}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, credential: UUID) -> HttpResponse:
    """Say what is lost, and delete once the learner said so."""
    subject = subject_of(request)
    view = _view(credential, subject)
    here = reverse("agir_badges:mine", args=[view.id])
    if view.is_deleted or view.status is Status.UNSIGNED:
        return redirect(here)
    if request.method == "POST":
        api.delete(view.id, subject, now=timezone.now())
        return redirect(here)
    context = {"badge": view, "back": here, "action": request.path}
    return _private(render(request, "agir_badges/delete.html", context))


@login_required
@require_http_methods(["GET", "HEAD"])
def download(request: HttpRequest, credential: UUID, kind: str) -> HttpResponse:
    """Answer the badge as a file to keep."""
    subject = subject_of(request)
    try:
        file = api.download(credential, subject, kind)
    except DomainError as refusal:
        if refusal.code in ("credential_unknown", "format_unknown"):
            raise Http404 from refusal
        fault = sentences.refusal(refusal.code, refusal.facts)
        return _page(request, _view(credential, subject), fault=fault, status=409)
    response = HttpResponse(file.body, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _private(response)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, competency: UUID) -> HttpResponse:
    """Say what a skill becomes as a badge, and make it one once the learner asks."""
    subject = subject_of(request)
    fault, status = "", 200
    if request.method == "POST":
        try:
            made = api.claim_competency(subject, competency, now=timezone.now())
        except DomainError as refusal:
            fault, status = sentences.refusal(refusal.code, refusal.facts), 409
        else:
            return redirect(f"{reverse('agir_badges:mine', args=[made])}?done=claimed")
    elif known := api.claims_of(subject).get(competency):
        return redirect("agir_badges:mine", known)
    context = {"fault": fault, "back": skills_page(), "skill": _skill(competency)}
    return _private(render(request, "agir_badges/claim.html", context, status=status))


def subject_of(request: HttpRequest) -> UUID:
    """Return the visitor's subject; raise ``Http404`` for one whom the suite never met."""
    subject = learners.known_subject(request.user.pk) if request.user.pk else None
    if subject is None:
        raise Http404
    return subject


def skills_page() -> str:
    """Return where all badges stand; the site's door where the dashboard is off."""
    try:
        return reverse("agir_dashboard:skills")
    except NoReverseMatch:
        return "/"


def _skill(competency: UUID) -> dict[str, str]:
    """Return the label and the image of a skill; raise ``Http404`` for one that is none."""
    language = get_language() or "en"
    found = competencies.find_competencies(identifiers=[competency], language=language, limit=1)
    if not found:
        raise Http404
    address = reverse("agir_badges:skill_image", args=[competency])
    return {"label": found[0].label, "image": f"{address}?lang={language}"}


def _show(credential: UUID, subject: UUID, form: QueryDict) -> str:
    chosen = []
    for text in form.getlist("evidence"):
        try:
            chosen.append(UUID(text))
        except ValueError as error:
            raise Http404 from error
    api.show_evidence(credential, subject, chosen, now=timezone.now())
    return "shown"


def _name(credential: UUID, subject: UUID, form: QueryDict) -> str:
    publish = form.get("names") == "yes"
    api.publish_name(credential, subject, publish)
    return "named" if publish else "unnamed"


def _bind(credential: UUID, subject: UUID, form: QueryDict) -> str:
    api.bind_did(credential, subject, form.get("recipient", "").strip(), now=timezone.now())
    return "bound"


def _hide(credential: UUID, subject: UUID, _form: QueryDict) -> str:
    api.hide(credential, subject, True)
    return "hidden"


def _unhide(credential: UUID, subject: UUID, _form: QueryDict) -> str:
    api.hide(credential, subject, False)
    return "seen"


ACTS: Final[dict[str, Act]] = {
    "evidence": _show,
    "name": _name,
    "recipient": _bind,
    "hide": _hide,
    "show": _unhide,
}


def _view(credential: UUID, subject: UUID) -> CredentialView:
    try:
        return api.credential(credential, subject, get_language() or "en")
    except DomainError as refusal:
        raise Http404 from refusal


def _page(
    request: HttpRequest, view: CredentialView, *, status: int = 200, **context: Any
) -> HttpResponse:
    rendered = render(request, "agir_badges/mine.html", page(view) | context, status=status)
    return _private(rendered)


def page(view: CredentialView) -> dict[str, Any]:
    """Return the context of the page's template."""
    can_use = view.status in (Status.VALID, Status.SUSPENDED)
    return {
        **wording.standing(view),
        "back": skills_page(),
        "here": reverse("agir_badges:mine", args=[view.id]),
        "share": reverse("agir_badges:share", args=[view.id]),
        "delete": reverse("agir_badges:delete", args=[view.id]),
        "evidence": wording.evidence(view.evidence),
        "did": view.recipient,
        "can_use": can_use,
        "can_end": can_use or (view.status is Status.REVOKED and not view.is_deleted),
        "files": _files(view) if can_use else [],
        "no_pdf": not documents.is_available(),
        "linkedin": _linkedin(view) if view.status is Status.VALID else "",
    }


def _files(view: CredentialView) -> list[dict[str, Any]]:
    words = {
        "svg": _("Image (SVG)"),
        "png": _("Image (PNG)"),
        "json": _("Data (JSON)"),
        "jwt": _("Token (JWT)"),
    }
    paper = _("Document (PDF)") if documents.is_available() else _("Page to print")
    return [
        {"word": words[kind], "href": reverse("agir_badges:download", args=[view.id, kind])}
        for kind in FILES
    ] + [{"word": paper, "href": reverse("agir_badges:paper", args=[view.id]), "opens": True}]


def _linkedin(view: CredentialView) -> str:
    when = timezone.localtime(view.awarded_at)
    return add_url(view.name, issuer(), when, view.share_url, str(view.id))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
