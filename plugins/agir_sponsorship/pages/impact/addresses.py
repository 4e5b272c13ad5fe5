"""Addresses of impact."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_sponsorship.pages.impact import report

IMPACT: Final[list[URLPattern]] = [
    path("agir/sponsorship/<uuid:organisation>/impact/", report.listed, name="impacts"),
    path("agir/sponsorship/impact/<uuid:report_id>/", report.one, name="impact"),
    path("agir/sponsorship/impact/<uuid:report_id>.csv", report.file, name="impact-csv"),
    path("agir/sponsorship/impact/<uuid:report_id>.json", report.data, name="impact-json"),
]
