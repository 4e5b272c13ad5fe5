"""A course as the public reads of it: of this site, or of another operator with a link there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from agir_catalogue.api import federation, listings, peers
from agir_catalogue.pages.public import shown, words
from agir_catalogue.permissions import COMPLETE_NOTICE
from agir_kernel.errors import DomainError
from agir_platform.permissions import may


@require_safe
def here(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show a course of this site, to programs as well.

    At most nine SELECTs, and those of who pays for it and of what can be certified by it. Its
    team finds the pages on which it says all of that.
    """
    entry = listings.listing_of(course_key)
    if entry is None:
        raise Http404
    linked = federation.linked_script(course_key)
    course = shown.whole(request, entry) | shown.money(course_key)
    is_team = request.user.is_authenticated and may(request.user, COMPLETE_NOTICE, course_key)
    context = {"course": course, "linked": linked, "key": course_key if is_team else ""}
    return shown.page(request, "course.html", context)


@require_safe
def elsewhere(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show what another operator says of a course, how old that is, and the way there.

    Two SELECTs. A course that is not shown any more is not found, whatever its listing says.
    """
    entry = listings.listing(identifier)
    if entry is None or not entry.origin:
        raise Http404
    course = shown.whole(request, entry)
    if entry.number is not None:
        try:
            read = peers.course(entry.number)
        except DomainError as gone:
            raise Http404 from gone
        course["fetched"] = words.day(read.fetched_at)
        course["doubts"] = reverse("agir_catalogue:peer-course", args=[entry.number])
    return shown.page(request, "course.html", {"course": course})
