"""The institutions of a site, and the page of each: for everybody, and for its members."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agir_catalogue.api import coproduction, initiatives, notices
from agir_catalogue.api.coproduction import InstitutionUnknown, NotOfInstitution, Told
from agir_catalogue.pages.coproduction import shown, words
from agir_catalogue.permissions import ACT_FOR_INSTITUTION, MANAGE_INSTITUTIONS
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.permissions import may
from agir_platform.select import platform

FIELDS = ("name", "url", "siret", "ror")


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Show all institutions; who runs the site adds one."""
    if request.method != "POST":
        return _listed(request)
    return add(request)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add an institution, with the first who answers for it."""
    if not may(request.user, MANAGE_INSTITUTIONS):
        raise PermissionDenied(_("Institutions are added by those who run the site. Ask them."))
    try:
        found = coproduction.add(_told(request), steward=request.POST.get("steward", "")[:255])
    except DomainError as refusal:
        return _listed(request, refusal)
    return redirect("agir_catalogue:institution", institution=found.id)


@require_safe
def one(request: HttpRequest, institution: UUID) -> HttpResponse:
    """Show an institution."""
    return _shown(request, institution)


@require_POST
@login_required
def act(request: HttpRequest, institution: UUID) -> HttpResponse:
    """Answer for an institution, correct it, or change who acts for it."""
    if not may(request.user, ACT_FOR_INSTITUTION):
        raise PermissionDenied(_("Sign in to act for an institution."))
    try:
        secret = _do(request, institution)
    except InstitutionUnknown as unknown:
        raise Http404 from unknown
    except NotOfInstitution as refusal:
        if not coproduction.role_of(institution, shown.who(request)):
            raise PermissionDenied(_("This is for the members of the institution.")) from refusal
        return _shown(request, institution, refusal)
    except DomainError as refusal:
        return _shown(request, institution, refusal)
    if secret:
        # Shown once and kept nowhere: so the page itself answers, and no address holds it.
        return _shown(request, institution, secret=secret)
    return redirect(f"{reverse('agir_catalogue:institution', args=[institution])}?done=1")


def _do(request: HttpRequest, institution: UUID) -> str:
    """Do one act in the visitor's name; return the secret of a new link, else ''."""
    said, asked = request.POST.get("act", ""), request.POST
    user_id = int(request.user.pk or 0)
    by = None if may(request.user, MANAGE_INSTITUTIONS) else user_id
    if said in ("accept", "decline"):
        coproduction.answer(
            institution, asked.get("course", "")[:255], asked.get("terms", ""),
            is_accepted=said == "accept", by=user_id,
        )  # fmt: skip
    elif said == "change":
        coproduction.change(institution, _told(request), by=by)
    else:
        return _members_act(request, institution, said, by)
    return ""


def _members_act(request: HttpRequest, institution: UUID, said: str, by: int | None) -> str:
    asked = request.POST
    role, member = asked.get("role", ""), _uuid(asked.get("member", ""))
    if said == "invite":
        return coproduction.invite(institution, role, by=by)
    if said == "withdraw":
        coproduction.withdraw(institution, _number(asked.get("invitation", "")), by=by)
    elif said == "role":
        coproduction.set_role(institution, member, role, by=by)
    elif said == "let-in":
        # Tells who has an account: for those who run the site, who read accounts anyway.
        if by is not None:
            raise PermissionDenied(_("Accounts are named by those who run the site. Make a link."))
        coproduction.add_member(institution, asked.get("name", "")[:255], role)
    elif said == "let-go":
        coproduction.remove_member(institution, member, by=by)
    else:
        coproduction.institution(institution)
    return ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _told(request: HttpRequest) -> Told:
    return Told(**{name: request.POST.get(name, "")[:600] for name in FIELDS})


def _listed(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    user_id = shown.who(request)
    own = coproduction.mine(user_id) if user_id else {}
    found = coproduction.institutions()
    context: dict[str, Any] = {
        "own": [one for one in found if one.id in own],
        "others": [one for one in found if one.id not in own],
        "may_add": may(request.user, MANAGE_INSTITUTIONS),
        "typed": request.POST if refusal else {},
    }
    return shown.page(request, "institutions.html", context, refusal)


def _shown(
    request: HttpRequest,
    institution: UUID,
    refusal: DomainError | None = None,
    *,
    secret: str = "",
) -> HttpResponse:
    try:
        house = coproduction.institution(institution)
    except InstitutionUnknown as unknown:
        raise Http404 from unknown
    user_id = shown.who(request)
    role = coproduction.role_of(institution, user_id)
    is_operator = may(request.user, MANAGE_INSTITUTIONS)
    own = {institution: role} if role else {}
    houses = {house.id: house}
    calls = shown.call_names()
    is_inside = bool(role) or is_operator
    may_manage = role == coproduction.STEWARD or is_operator
    is_corrected = refusal is not None and request.POST.get("act") == "change"
    link = reverse("agir_catalogue:institution-join", args=[secret]) if secret else ""
    tasks = initiatives.tasks(institution=institution) if is_inside else []
    context: dict[str, Any] = {
        "house": house,
        "role": words.member(role) if role else "",
        "is_member": is_inside,
        "may_answer": role == coproduction.STEWARD,
        "may_manage": may_manage,
        "may_name": is_operator,
        "link": request.build_absolute_uri(link) if link else "",
        "invitations": [
            {"id": one.id, "role": words.member(one.role), "until": words.day(one.expires_at)}
            for one in (coproduction.invitations_of(institution) if may_manage else ())
        ],
        "courses": _courses(institution, is_inside=is_inside),
        "proposals": shown.proposals(initiatives.proposals_of(institution, user_id), houses, own),
        "tasks": shown.tasks(tasks, houses, own, is_operator=is_operator),
        "calls": calls,
        "members": _members(institution, user_id) if is_inside else [],
        "typed": request.POST if is_corrected else house,
        "is_corrected": is_corrected,
    }
    return shown.page(request, "institution.html", context, refusal)


def _courses(institution: UUID, *, is_inside: bool) -> list[dict[str, Any]]:
    """Return the courses of an institution: to strangers those that it agreed to and are public."""
    parts = coproduction.parts_of(institution)
    found = notices.notices_of([one.course_key for one in parts])
    told = []
    for one in parts:
        notice = found.get(one.course_key)
        is_public = notice is not None and notice.is_public and bool(one.answer)
        if not (is_inside or is_public):
            continue
        told.append(
            {
                "key": one.course_key,
                "title": notice.title if notice else one.course_key,
                "is_listed": notice is not None and notice.is_public,
                "lines": [
                    {"role": words.role(line.role), "share": words.share(line.share)}
                    for line in one.lines
                ],
                "terms": one.terms,
                "answer": one.answer,
                "word": words.answer(one.answer),
            }
        )
    return sorted(told, key=lambda one: (one["answer"] is not None, one["title"]))


def _members(institution: UUID, user_id: int | None) -> list[dict[str, Any]]:
    """Return who acts for an institution, by name. Three statements."""
    members = coproduction.members(institution)
    users = learners.users_of(one.subject for one in members)
    people = platform().people.persons(users.values()) if users else {}
    told = []
    for one in members:
        person = people.get(users.get(one.subject, 0))
        told.append(
            {
                "subject": one.subject,
                "name": (person.name or person.username) if person else _("Somebody who has left"),
                "role": words.member(one.role),
                "is_own": user_id is not None and users.get(one.subject) == user_id,
                "is_steward": one.role == coproduction.STEWARD,
            }
        )
    return told
