"""Who is thanked on a course, for the pages of a course that other programs draw."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response

from agir_platform import etags, paging, sponsors
from agir_platform.permissions import MayPermission
from agir_platform.ports import CourseSponsor
from agir_platform.rest import AgirAPIView
from agir_sponsorship import sentences
from agir_sponsorship.permissions import READ_CAMPAIGNS

API: Final = "api/agir/sponsorship/v1"


class CourseSponsorsView(AgirAPIView):
    """``/courses/<key>/sponsors/``: who pays for a course that stays free."""

    statuses: ClassVar[dict[str, int]] = sentences.STATUSES
    sentences: ClassVar[dict[str, Any]] = sentences.SENTENCES
    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_CAMPAIGNS

    def get(self, request: Request, course_key: str) -> Response:
        """Answer a page, by name; nobody for a course that has none, or that is not here."""
        body = paging.page_of_all(
            request,
            "sponsors",
            sponsors.of(course_key[:255]),
            key=lambda one: (one.name.casefold(), one.url, one.since.isoformat()),
            shape=_told,
            kinds=(str, str, str),
        )
        return etags.answer(request, body, "public, max-age=300")


def _told(one: CourseSponsor) -> dict[str, Any]:
    """Return a sponsor; no address but one of the web, no picture but one of this site."""
    is_own = one.logo_url.startswith("/") and one.logo_url[1:2] != "/"
    return {
        "name": one.name,
        "url": one.url if one.url.startswith(("https://", "http://")) else None,
        "logo": one.logo_url if is_own else None,
        "since": one.since.year,
        "until": one.until.year if one.until else None,
    }


ADDRESSES: Final[list[URLPattern]] = [
    path(
        f"{API}/courses/<str:course_key>/sponsors/",
        CourseSponsorsView.as_view(),
        name="api-course-sponsors",
    ),
]
