"""Who may enter a page of the desk, and how does it answer or refuse?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agir_certification import sentences
from agir_certification.api import calendar, managers, repertoire
from agir_certification.pages.desk import paging
from agir_certification.permissions import GRANT_MANAGERS
from agir_certification.repertoire.keeping import CertificationView
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.permissions import may
from agir_platform.select import platform


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits at it: ``codes`` ``None`` is every certification, an operator's or a manager's."""

    user_id: int
    subject: UUID
    codes: frozenset[str] | None
    is_operator: bool

    def ensure(self, code: str) -> None:
        """Answer 404 for a certification of another manager: whose it is is not told."""
        if self.codes is not None and code not in self.codes:
            raise Http404

    def certifications(self) -> list[CertificationView]:
        """Return those that are theirs, by code."""
        known = repertoire.every()
        return [one for one in known if self.codes is None or one.code in self.codes]


def enter(request: HttpRequest, action: str) -> Desk:
    """Return the desk of a visitor who is signed in; raise ``PermissionDenied``."""
    if not may(request.user, action):
        raise PermissionDenied(_("This page is for those who manage certifications. Ask them."))
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    user_id = int(request.user.pk)
    return Desk(
        user_id, learners.subject_of(user_id), calendar.codes_of(user_id),
        may(request.user, GRANT_MANAGERS),
    )  # fmt: skip


def certification(desk: Desk, code: str) -> CertificationView:
    """Return a certification of the desk, or 404."""
    try:
        found = repertoire.by_code(code)
    except repertoire.CertificationUnknown as unknown:
        raise Http404 from unknown
    desk.ensure(found.code)
    return found


def page(
    request: HttpRequest, name: str, context: dict[str, Any], refusal: DomainError | None = None
) -> HttpResponse:
    """Return a page that no cache keeps, with a refusal's sentence and status where there is one.

    A refusal is an answer and no exception: what was written down on the way stays.
    """
    told = {
        "fault": sentences.sentence(refusal) if refusal else "",
        "done": request.GET.get("done", "") if refusal is None else "",
        "room": name.partition(".")[0],
        **context,
    }
    status = sentences.status(refusal) if refusal else 200
    response = render(request, f"agir_certification/desk/{name}", told, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def done(
    name: str, *args: object, word: str = "1", of: HttpRequest | None = None
) -> HttpResponseRedirect:
    """Return the way back to a page, which says that it is done; to the same page of a long list.

    ``of``: the request whose address names that page.
    """
    number = paging.number_of(of) if of is not None else 1
    at = f"&page={number}" if number > 1 else ""
    return redirect(f"{reverse(f'agir_certification:{name}', args=args)}?done={word}{at}")


def names(subjects: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return how people are called, by subject; who has left is not there. Three statements."""
    users = learners.users_of({one for one in subjects if one is not None})
    known = platform().people.persons(users.values())
    return {
        subject: known[user].name or known[user].username
        for subject, user in users.items()
        if user in known
    }


__all__ = ["Desk", "certification", "done", "enter", "managers", "names", "page"]
