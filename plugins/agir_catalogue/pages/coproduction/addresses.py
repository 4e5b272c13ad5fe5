"""Addresses of institutions, of who makes a course, and of work on calls."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_catalogue.pages.coproduction import institutions, joining, makers, missing, work

COPRODUCTION: Final[tuple[URLPattern, ...]] = (
    path("agir/institutions/", institutions.listed, name="institutions"),
    path("agir/institutions/<uuid:institution>/", institutions.one, name="institution"),
    path("agir/institutions/<uuid:institution>/act/", institutions.act, name="institution-act"),
    path("agir/institutions/join/<str:secret>/", joining.join, name="institution-join"),
    path("agir/courses/<str:course_key>/makers/", makers.page, name="course-makers"),
    path("agir/calls/themes/", missing.page, name="theme-suggestions"),
    path("agir/calls/<uuid:call_id>/work/", work.page, name="call-work"),
    path("agir/calls/<uuid:call_id>/work/act/", work.act, name="call-work-act"),
)
