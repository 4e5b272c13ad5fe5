"""Addresses of themes and calls for programs."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_catalogue.rest_api.v1 import themes

API: Final = "api/agir/catalogue/v1"
ADDRESSES: Final[tuple[URLPattern, ...]] = (
    path(f"{API}/themes/", themes.ThemesView.as_view(), name="api-themes"),
    path(f"{API}/calls/", themes.CallsView.as_view(), name="api-calls"),
    path(f"{API}/calls/<uuid:call_id>/", themes.OneCallView.as_view(), name="api-call"),
    path(
        f"{API}/courses/<str:course_key>/themes/",
        themes.CourseThemesView.as_view(),
        name="api-course-themes",
    ),
)
