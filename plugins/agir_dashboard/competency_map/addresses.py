"""Addresses of a course's map."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_dashboard.competency_map import acts, linkfiles, pages, simulate

MAP: Final = "agir/courses/<str:course_key>/competencies/"
ADDRESSES: Final[list[URLPattern]] = [
    path(MAP, pages.course_map, name="competency-map"),
    path(f"{MAP}map.csv", pages.map_file, name="competency-map-csv"),
    path(f"{MAP}findings/", pages.findings, name="competency-findings"),
    path(f"{MAP}simulate/", simulate.simulate, name="competency-simulate"),
    path(f"{MAP}find/", pages.find, name="competency-find"),
    path(f"{MAP}links/", linkfiles.links_page, name="competency-links"),
    path(f"{MAP}links/links.csv", linkfiles.as_file, name="competency-links-csv"),
    path(f"{MAP}links/apply/", linkfiles.apply, name="competency-links-apply"),
    path(f"{MAP}links/default/", linkfiles.default, name="competency-links-default"),
    path(f"{MAP}block/<str:usage_key>/", pages.block, name="competency-block"),
    path(f"{MAP}<uuid:competency>/", pages.competency, name="competency-one"),
    path(f"{MAP}<uuid:competency>/put/", acts.put, name="competency-put"),
    path(f"{MAP}<uuid:competency>/promise/", acts.promise, name="competency-promise"),
    path(f"{MAP}<uuid:competency>/weigh/", acts.weigh, name="competency-weigh"),
    path(f"{MAP}<uuid:competency>/take-off/", acts.take_off, name="competency-take-off"),
    path(f"{MAP}<uuid:competency>/undo/", acts.undo, name="competency-undo"),
]
