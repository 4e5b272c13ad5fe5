"""A notice for programs: read by everybody where it is public, completed by the course's team.

A notice is written as it was read: ``PUT`` asks for the ``ETag`` of the reading as ``If-Match``.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from django.http import Http404
from django.urls import path
from django.utils.translation import get_language
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from agir_catalogue.api import money as told_money
from agir_catalogue.api import notices
from agir_catalogue.data import CompetencyRef, NoticeView
from agir_catalogue.notices import words
from agir_catalogue.permissions import COMPLETE_NOTICE
from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_platform.rest import AgirAPIView


class NoticeUnread(DomainError):
    """A notice written by somebody who does not say which they read."""

    code: ClassVar[str] = "notice_unread"


class NoticeChanged(DomainError):
    """A notice written by somebody who read another."""

    code: ClassVar[str] = "notice_changed"


class CourseNoticeView(AgirAPIView):
    """``/courses/<key>/notice/``: what the catalogue says of a course.

    ``sponsors`` (``name``, ``url``) are those who pay so that it stays free, ``certifications``
    what can be registered for, with ``price_minor`` in the smallest unit of ``currency``; neither
    is told while the course breaks the free-track covenant.
    """

    permission_classes = (AllowAny,)  # the public half is public; the rest is asked for below
    statuses = words.STATUSES
    sentences = words.SENTENCES

    def get(self, request: Request, course_key: str) -> Response:
        """Answer the notice; its team gets what it completed and what is found lacking as well."""
        body = self._body(request, course_key)
        tag = _tag(body)
        if tag in _tags(request.headers.get("If-None-Match", "")):
            return Response(status=304, headers={"ETag": tag})
        return Response(body, headers={"ETag": tag})

    def put(self, request: Request, course_key: str) -> Response:
        """Make what the team completed exactly the fields sent; a field left out is cleared."""
        if not may(request.user, COMPLETE_NOTICE, course_key):
            self.permission_denied(request)
        read = _tags(request.headers.get("If-Match", ""))
        if not read:
            raise NoticeUnread
        desk = notices.desk(course_key, _language())
        if read != {"*"} and _tag(_of_desk(desk)) not in read:
            raise NoticeChanged
        sent = request.data if isinstance(request.data, dict) else {"": None}
        notices.complete(
            course_key,
            {**dict.fromkeys(notices.FIELDS), **sent},
            request.user.pk,
            version=desk.notice.version,
        )
        body = _of_desk(notices.desk(course_key, _language()))
        return Response(body, headers={"ETag": _tag(body)})

    def _body(self, request: Request, course_key: str) -> dict[str, Any]:
        if may(request.user, COMPLETE_NOTICE, course_key):
            return _of_desk(notices.desk(course_key, _language()))
        found = notices.notice(course_key, _language())
        if found is None or not found.is_public:
            raise Http404
        return shape(found)


def shape(view: NoticeView) -> dict[str, Any]:
    """Return a notice as JSON can write it; figures are text, instants ISO 8601."""
    access = view.accessibility
    instants = ("starts_at", "ends_at", "enrolment_opens_at", "enrolment_closes_at")
    return {
        "course_key": view.course_key,
        "uri": view.uri,
        "title": view.title,
        "summary": view.summary,
        "languages": list(view.languages),
        "level": view.level,
        "duration_hours": None if view.duration_hours is None else str(view.duration_hours),
        "licence_spdx": view.licence_spdx,
        "themes": [{"theme": one.theme_id, "share": str(one.share)} for one in view.themes],
        "teaches": [_competency(one) for one in view.teaches],
        "assesses": [_competency(one) for one in view.assesses],
        "accessibility": {
            "access_modes": list(access.access_modes),
            "access_modes_sufficient": [list(one) for one in access.access_modes_sufficient],
            "features": list(access.features),
            "hazards": list(access.hazards),
            "summary": access.summary,
        },
        "sponsors": [
            {"name": one.name, "url": one.url} for one in told_money.sponsors_of(view.course_key)
        ],
        "certifications": [
            {
                "certification": one.certification,
                "title": one.title,
                "url": one.url,
                "price_minor": one.price_minor,
                "currency": one.currency,
            }
            for one in told_money.offers(view.course_key)
        ],
        "institutions": [
            {
                "name": one.name,
                "url": one.url,
                "role": one.role,
                "share": None if one.share is None else str(one.share),
            }
            for one in view.institutions
        ],
        "certification_price_minor": view.certification_price_minor,
        "currency": view.currency,
        "is_free": view.is_free,
        **{name: _instant(getattr(view, name)) for name in instants},
        "image_url": view.image_url,
        "about_url": view.about_url,
        "same_as": list(view.same_as),
        "version": view.version,
        "modified_at": _instant(view.modified_at) if view.version else None,
        "is_public": view.is_public,
    }


def _of_desk(desk: notices.Desk) -> dict[str, Any]:
    return {
        **shape(desk.notice),
        "completed": desk.completed,
        "platform": desk.platform,
        "findings": [
            {"code": one.code, "field": one.field, "grave": one.is_grave} for one in desk.findings
        ],
    }


def _competency(one: CompetencyRef) -> dict[str, str]:
    return {
        "identifier": str(one.identifier),
        "uri": one.uri,
        "label": one.label,
        "framework": one.framework_title,
        "framework_uri": one.framework_uri,
    }


def _instant(instant: Any) -> str | None:
    return None if instant is None else instant.isoformat()


def _tag(body: dict[str, Any]) -> str:
    told = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _tags(header: str) -> set[str]:
    """Return the tags of a header; a weak one is as good here as a strong one."""
    return {one.strip().removeprefix("W/") for one in header.split(",") if one.strip()}


def _language() -> str:
    return get_language() or "en"


ADDRESSES = (
    path(
        "api/agir/catalogue/v1/courses/<str:course_key>/notice/",
        CourseNoticeView.as_view(),
        name="api-notice",
    ),
)
