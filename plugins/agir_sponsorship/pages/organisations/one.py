"""What do its people do with one organisation? Say what it is, submit it, invite others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_platform.uploads import bounded, is_exceeded
from agir_sponsorship import sentences
from agir_sponsorship.api import organisations as api
from agir_sponsorship.domain.organisation import OrganisationUnfit
from agir_sponsorship.organisations.logo import MOST_BYTES, LogoUnfit
from agir_sponsorship.pages.organisations import shown
from agir_sponsorship.pages.organisations.own import who
from agir_sponsorship.permissions import SEE_ORGANISATION

PAGE = "agir_sponsorship/organisations/one.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(lambda: MOST_BYTES)
def organisation(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Show an organisation to its people, or do what its administrator asks."""
    try:
        role = _role(request, organisation, api.ContactRole.VIEWER)
    except DomainError as unknown:
        # Another's organisation and one that is not there look the same.
        raise Http404(sentences.sentence(unknown)) from unknown
    if request.method != "POST":
        return _page(request, organisation, role)
    act = request.POST.get("act", "")
    try:
        _role(request, organisation, api.ContactRole.ADMIN)
        secret = _do(request, organisation, act)
    except DomainError as refusal:
        return _page(request, organisation, role, refusal)
    if secret:
        # Shown once and kept nowhere: so the page itself answers, and no address holds it.
        return _page(request, organisation, role, secret=secret)
    if organisation not in {found[0].uuid for found in api.of_user(who(request))}:
        return redirect("agir_sponsorship:organisations")  # they removed themselves
    address = reverse("agir_sponsorship:organisation", args=[organisation])
    return redirect(f"{address}?{urlencode({'done': act})}")


def _role(request: HttpRequest, organisation: UUID, least: api.ContactRole) -> api.ContactRole:
    if not may(request.user, SEE_ORGANISATION):
        raise api.OrganisationUnknown
    return api.ensure(who(request), organisation, least)


def _do(request: HttpRequest, organisation: UUID, act: str) -> str:
    """Do one act in the visitor's name; return the secret of a new invitation, else ''."""
    by = who(request)
    acts: dict[str, Callable[[], object]] = {
        "edit": lambda: api.edit(organisation, shown.typed(request), by),
        "submit": lambda: api.move(organisation, "submit", by),
        "take_back": lambda: api.move(organisation, "take_back", by),
        "logo": lambda: _logo(request, organisation, by),
        "no_logo": lambda: api.remove_logo(organisation, by),
        "remove": lambda: api.remove_contact(organisation, _subject(request)),
        "withdraw": lambda: api.withdraw_invitation(organisation, _number(request)),
    }
    if act == "invite":
        return api.invite(organisation, request.POST.get("role", ""))
    if act not in acts:
        raise OrganisationUnfit(what="act")
    acts[act]()
    return ""


def _logo(request: HttpRequest, organisation: UUID, by: int) -> None:
    if is_exceeded(request):
        raise LogoUnfit(why="heavy")
    sent = request.FILES.get("logo")
    if sent is None or isinstance(sent, list):
        raise LogoUnfit(why="absent")
    api.put_logo(organisation, sent, request.POST.get("alt", "")[:1000], by)


def _subject(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("contact", ""))
    except ValueError as wrong:
        raise OrganisationUnfit(what="contact") from wrong


def _number(request: HttpRequest) -> int:
    typed = request.POST.get("invitation", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 16):
        raise OrganisationUnfit(what="invitation")
    return int(typed)


def _page(
    request: HttpRequest,
    organisation: UUID,
    role: api.ContactRole,
    refusal: DomainError | None = None,
    *,
    secret: str = "",
) -> HttpResponse:
    one = api.organisation(organisation)
    contacts = api.contacts(organisation)
    people = shown.names(contact.subject for contact in contacts)
    is_edit = refusal is not None and request.POST.get("act") == "edit"
    link = reverse("agir_sponsorship:organisation-join", args=[secret]) if secret else ""
    context: dict[str, Any] = {
        "one": shown.view(one),
        "is_admin": role is api.ContactRole.ADMIN,
        "may_edit": one.state in ("draft", "rejected", "verified"),
        "may_logo": one.state not in ("suspended", "closed"),
        "contacts": [
            {
                "subject": contact.subject,
                "name": people.get(contact.subject, _("somebody who has left")),
                "role": shown.role_word(contact.role),
                "since": shown.day(contact.since),
            }
            for contact in contacts
        ],
        "invitations": [
            {"id": one.id, "role": shown.role_word(one.role), "until": shown.day(one.expires_at)}
            for one in api.invitations(organisation)
        ],
        "roles": [(one.value, shown.role_word(one)) for one in api.ContactRole],
        "acts": [
            {"word": shown.act_word(act.act), "day": shown.day(act.at), "reason": act.reason}
            for act in api.acts(organisation)[:20]
        ],
        "link": request.build_absolute_uri(link) if link else "",
        "error": sentences.sentence(refusal) if refusal else "",
        "done": _done(request) if refusal is None else "",
        **shown.form(shown.typed(request) if is_edit else one.told, refusal),
    }
    response = render(request, PAGE, context, status=sentences.status(refusal) if refusal else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _done(request: HttpRequest) -> str:
    return {
        "edit": _("Saved."),
        "submit": _("Submitted. A person of this site looks at it."),
        "take_back": _("Taken back. You may change it now."),
        "logo": _("The logo was drawn. It is shown once the organisation is verified."),
        "no_logo": _("The logo was removed."),
        "remove": _("This person speaks for the organisation no longer."),
        "withdraw": _("The invitation was taken back."),
    }.get(request.GET.get("done", ""), "")
