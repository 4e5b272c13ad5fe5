"""Addresses of themes and calls."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_catalogue.pages.themes import board, course, public

ADDRESSES: Final[tuple[URLPattern, ...]] = (
    path("agir/themes/", public.page, name="themes"),
    path("agir/themes/themes.csv", public.file, name="themes-csv"),
    path("agir/calls/", board.listed, name="calls"),
    path("agir/calls/<uuid:call_id>/", board.one, name="call"),
    path("agir/calls/<uuid:call_id>/support/", board.support, name="call-support"),
    path("agir/calls/<uuid:call_id>/decide/", board.decide, name="call-decide"),
    path("agir/courses/<str:course_key>/themes/", course.page, name="course-themes"),
)
