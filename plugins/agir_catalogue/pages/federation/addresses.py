"""Addresses of the pages of other operators."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_catalogue.pages.federation import managing, public

ROOT = "agir/federation"
FEDERATION: Final[tuple[URLPattern, ...]] = (
    path(f"{ROOT}/", public.listed, name="peers"),
    path(f"{ROOT}/add/", managing.add, name="peer-add"),
    path(f"{ROOT}/same/", managing.same, name="peer-merges"),
    path(f"{ROOT}/same/<int:merge>/", managing.settle, name="peer-merge"),
    path(f"{ROOT}/disputes/<int:dispute>/", managing.answer, name="peer-dispute"),
    path(f"{ROOT}/courses/<int:course>/", public.course, name="peer-course"),
    path(f"{ROOT}/<int:peer>/", public.one, name="peer"),
    path(f"{ROOT}/<int:peer>/act/", managing.act, name="peer-act"),
)
