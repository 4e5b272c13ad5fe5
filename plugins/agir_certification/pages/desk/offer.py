"""The texts of an offer for EDOF: write them, see what would be refused, bring older ones back."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agir_certification.api import edof
from agir_certification.pages.desk import forms
from agir_certification.pages.desk.answering import Desk, certification, done, enter, names, page
from agir_certification.permissions import MANAGE_SESSIONS
from agir_certification.repertoire.keeping import CertificationView
from agir_kernel.errors import DomainError

FIELDS: Final[tuple[tuple[str, Any, Any, int], ...]] = (
    ("objective", _("Objective of the training"),
     _("What people will be able to do. Take the words of the sheet, promise nothing more."), 4),
    ("results", _("Expected results"),
     _("What people leave with: the certification, or which blocs of it."), 4),
    ("content", _("Content"), _("What is learnt, in which order, and how it is assessed."), 8),
    ("summary", _("Summary"), _("What a list of search results shows."), 2),
    ("conditions", _("Conditions"),
     _("Who may come, and with what. Left empty: the prerequisites of each session."), 3),
    ("pedagogy", _("Ways of teaching"),
     _("How people are accompanied at a distance and on site. May be empty."), 2),
    ("admission_info", _("How one is admitted"), _("May be empty."), 2),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of(request: HttpRequest, code: str) -> HttpResponse:
    """Show the texts of a certification's offer; keep new ones or bring back older ones (``act``).

    A certification of another manager is answered 404.
    """
    desk = enter(request, MANAGE_SESSIONS)
    one = certification(desk, code)
    if request.method != "POST":
        return _shown(request, one, edof.said(one.id))
    try:
        is_new = _kept(request, desk, one)
    except DomainError as refusal:
        return _shown(request, one, edof.said(one.id), refusal)
    return done("desk-offer", one.code, word="kept" if is_new else "same")


def _kept(request: HttpRequest, desk: Desk, one: CertificationView) -> bool:
    form = request.POST
    if form.get("act") == "back":
        return edof.bring_back(one.id, forms.whole(form, "version"), by=desk.subject)
    texts = {name: _typed(form.get(name, "")) for name in edof.LIMITS}
    hours = forms.whole(form, "hours") if form.get("hours", "").strip() else 0
    return edof.keep(one.id, edof.Said(**texts, hours=hours), by=desk.subject)


def _typed(text: str) -> str:
    """Return a text with the line ends that are counted and kept: browsers send two characters."""
    return text.replace("\r\n", "\n").strip()[:20_000]


def _shown(
    request: HttpRequest, one: CertificationView, held: edof.Said,
    refusal: DomainError | None = None,
) -> HttpResponse:  # fmt: skip
    typed = request.POST if refusal and "objective" in request.POST else None
    versions = edof.history(one.id)
    called = names(version.by for version in versions)
    context = {
        "one": {"code": one.code, "title": one.title},
        "fields": [
            {
                "name": name, "word": word, "help": told, "rows": rows,
                "most": edof.LIMITS[name],
                "value": typed.get(name, "")[:20_000] if typed else getattr(held, name),
            }
            for name, word, told, rows in FIELDS
        ],
        "hours": typed.get("hours", "")[:9] if typed else held.hours or "",
        "faults": [edof.line(found) for found in edof.text_faults(one.code, held)],
        "is_written": bool(versions),
        "versions": [
            {
                "id": version.id, "at": forms.said_moment(version.at),
                "by": called.get(version.by, "") if version.by else "",
                "objective": version.said.objective, "summary": version.said.summary,
            }
            for version in versions
        ],
        "room": "certifications",
        "is_wrong": refusal is not None,
    }  # fmt: skip
    return page(request, "offer.html", context, refusal)
