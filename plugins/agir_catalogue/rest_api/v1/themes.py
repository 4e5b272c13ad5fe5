"""Themes and calls for programs: the same figures as on the pages, with text for every number."""

from __future__ import annotations

from typing import Any, ClassVar, TypeGuard
from uuid import UUID

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agir_catalogue import sentences
from agir_catalogue.api import diversity, themes
from agir_catalogue.api.diversity import CallView, Counted, Diversity
from agir_catalogue.permissions import READ, SAY_THEMES
from agir_platform import etags, paging
from agir_platform.permissions import MayPermission
from agir_platform.ports import CourseUnknown
from agir_platform.rest import AgirAPIView
from agir_platform.select import platform

FORMULAS = {
    "effective": "exp(-sum(p * ln(p))), p the share of each theme (Hill number, q = 1)",
    "evenness": "ln(effective) / ln(number of themes of the whole scheme)",
    "interval": "95 %, percentile bootstrap over courses, 1000 draws, fixed seed",
}


class _Refusing(AgirAPIView):
    """A view whose refusals are the catalogue's."""

    statuses: ClassVar[dict[str, int]] = sentences.STATUSES
    sentences: ClassVar[dict[str, Any]] = sentences.SENTENCES


class ThemesView(_Refusing):
    """``/themes/?scheme=agir``: the themes of a scheme and what was counted of them."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ

    def get(self, request: Request) -> Response:
        """Answer the figures; 404 for another scheme. ``counted_at`` is null before the first."""
        scheme = themes.scheme(request.query_params.get("scheme", "agir"))
        counted = diversity.counted(scheme.slug)
        body = {
            "scheme": scheme.slug,
            "title": {"en": scheme.english, "fr": scheme.french},
            "version": scheme.version,
            "source": scheme.source,
            "counted_at": counted.counted_at.isoformat() if counted else None,
            "themes": [_theme(one) for one in scheme.themes],
        }
        if counted:
            body |= _counted(counted)
        return etags.answer(request, body, etags.PUBLIC)


class CallsView(_Refusing):
    """``/calls/``: all calls, by theme."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ

    def get(self, request: Request) -> Response:
        """Answer a page of the calls."""
        body = paging.page_of_all(
            request,
            "calls",
            diversity.calls(),
            key=lambda one: (one.theme.id, str(one.id)),
            shape=_call,
            kinds=(str, str),
        )
        return etags.answer(request, body, etags.PUBLIC)


class OneCallView(_Refusing):
    """``/calls/<id>/``: a call and what became of it."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ

    def get(self, request: Request, call_id: UUID) -> Response:
        """Answer the call."""
        found = diversity.call(call_id)
        steps = [
            {"state": step.state.value, "at": step.at.isoformat(), "reason": step.reason}
            for step in found.steps
        ]
        response = Response(_call(found) | {"steps": steps})
        response["Cache-Control"] = "public, no-cache"
        return response


class CourseThemesView(_Refusing):
    """``/courses/<key>/themes/``: the themes of a course, for its team."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = SAY_THEMES

    def get(self, request: Request, course_key: str) -> Response:
        """Answer what is said, with the number to send back when it is changed."""
        _there(course_key)
        return Response(_said(course_key))

    def put(self, request: Request, course_key: str) -> Response:
        """Make the themes exactly ``{"number": …, "themes": [{"id": …, "weight": …}]}``."""
        _there(course_key)
        number, tags = _asked(request.data)
        is_team = platform().access.is_course_staff(request.user.pk, course_key)
        themes.save(
            course_key,
            tags,
            by=request.user.pk,
            source="author" if is_team else "reviewer",
            read=number,
        )
        return Response(_said(course_key))


def _there(course_key: str) -> None:
    course = platform().courses.level_of(course_key)
    if course is None or course.level != "course":
        raise CourseUnknown(course_key=course_key)


def _asked(body: Any) -> tuple[int, list[themes.Tag]]:
    said = body.get("themes") if isinstance(body, dict) else None
    number = body.get("number") if isinstance(body, dict) else None
    if not isinstance(said, list) or not _is_whole(number):
        raise ValidationError({"themes": ["A list of id and weight, and the number read."]})
    tags = []
    for one in said:
        key, weight = (one.get("id"), one.get("weight")) if isinstance(one, dict) else (None, None)
        if not isinstance(key, str) or not _is_whole(weight):
            raise ValidationError({"themes": ["Each has an id and a whole weight."]})
        tags.append(themes.Tag(key, weight))
    return number, tags


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _said(course_key: str) -> dict[str, Any]:
    said = themes.said_of([course_key]).get(course_key, ())
    shares = {one.theme_id: one.share for one in themes.themes_of([course_key]).get(course_key, ())}
    changes = themes.history(course_key)
    return {
        "course_key": course_key,
        "number": changes[0].number if changes else 0,
        "themes": [
            {
                "id": one.theme_id,
                "weight": one.weight,
                "share": str(shares[one.theme_id]),
                "source": one.source,
            }
            for one in said
            if one.theme_id in shares
        ],
    }


def _theme(one: themes.Theme) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": one.code,
        "parent": one.parent or None,
        "name": {"en": one.english, "fr": one.french},
        "definition": {"en": one.defined_english, "fr": one.defined_french},
        "equivalents": one.equivalents,
    }


def _counted(counted: Counted) -> dict[str, Any]:
    return {
        "courses": counted.courses,
        "untagged": counted.untagged,
        "untagged_open": counted.untagged_open,
        "open_unknown": counted.unknown_open,
        "learners_unpublished": counted.unpublished,
        "is_comparable": counted.offered.is_comparable,
        "formulas": FORMULAS,
        "diversity": {
            "offered": _diversity(counted.offered),
            "open": _diversity(counted.open),
            "used": _diversity(counted.used),
        },
        "counts": [
            {
                "theme": line.theme_id,
                "offered": str(line.offered),
                "open": str(line.open),
                "used": None if line.used is None else str(line.used),
                "covered": line.covered,
                "course_key": line.course_key or None,
            }
            for line in counted.lines
        ],
    }


def _diversity(one: Diversity) -> dict[str, Any]:
    figures = {
        name: None if value is None else str(value)
        for name, value in (
            ("effective", one.effective),
            ("low", one.low),
            ("high", one.high),
            ("evenness", one.evenness),
        )
    }
    return {"n": one.n, "themes": one.size, "served": one.served} | figures


def _call(one: CallView) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "theme": one.theme.id,
        "name": {"en": one.theme.english, "fr": one.theme.french},
        "state": one.state.value,
        "course_key": one.course_key or None,
        "reason": one.reason,
        "supporters": one.supporters,
        "opened_at": one.opened_at.isoformat(),
        "changed_at": one.changed_at.isoformat(),
    }
