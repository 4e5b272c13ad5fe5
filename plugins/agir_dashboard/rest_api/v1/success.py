"""Reports of success for programs: the same figures, and the same silences, as on the pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import get_language
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agir_competencies.api import indicators
from agir_dashboard.permissions import READ_ALL_SUCCESS, READ_SUCCESS
from agir_dashboard.rest_api.v1 import success_shapes as shapes
from agir_dashboard.success import changes, courses, doors
from agir_platform import etags
from agir_platform.permissions import MayPermission
from agir_platform.rest import AgirAPIView

AUDIENCES = ("team", "public")
LIMIT = 50
MOST = 500


class CourseView(AgirAPIView):
    """``/courses/<key>/success/``: a course's report for its team.

    ``?audience=public`` answers what may leave the team; ``?since=…&until=…`` adds what changed.
    """

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_SUCCESS

    def get(self, request: Request, course_key: str) -> Response:
        """Answer the report."""
        doors.title_of(course_key)
        audience = request.query_params.get("audience", "team")
        if audience not in AUDIENCES:
            raise ValidationError({"audience": [f"One of: {', '.join(AUDIENCES)}."]})
        body = shapes.report(indicators.report(course_key, audience=audience, language=_language()))
        days = changes.days(request.query_params)
        if isinstance(days, str):
            raise ValidationError({"since": [days]})
        if days is not None:
            moved = indicators.changes(course_key, *days, audience=audience)
            body["changes"] = shapes.changes(moved)
        return etags.answer(request, body)


class MatrixView(AgirAPIView):
    """``/courses/<key>/success/matrix/``: learners by skills, for the team, a page at a time."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_SUCCESS

    def get(self, request: Request, course_key: str) -> Response:
        """Answer one page; ``after`` is ``next`` of the page before, ``limit`` 1 to 500."""
        doors.title_of(course_key)
        page = indicators.matrix(
            course_key,
            after=request.query_params.get("after", ""),
            limit=_limit(request),
            language=_language(),
        )
        return etags.answer(request, shapes.matrix(page))


class EveryCourseView(AgirAPIView):
    """``/success/``: the whole site and a row a course, for who runs it; always suppressed."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_ALL_SUCCESS

    def get(self, request: Request) -> Response:
        """Answer the totals and one page of courses, after the key ``after``."""
        language = _language()
        limit = min(_limit(request), LIMIT)
        rows: list[dict[str, Any]] = []
        following = ""
        for one in courses.reports(request.query_params.get("after", "")):
            if len(rows) == limit:
                following = rows[-1]["course_key"]
                break
            rows.append(shapes.course_row(one, courses.SHOWN))
        total = indicators.report(None, audience="public", language=language)
        body = {"total": shapes.report(total), "courses": rows, "next": following}
        return etags.answer(request, body)


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(LIMIT))
    if not text.isdecimal() or not 1 <= int(text[:6]) <= MOST:
        raise ValidationError({"limit": [f"A whole number from 1 to {MOST}."]})
    return int(text)


def _language() -> str:
    return get_language() or "en"
