"""Addresses of badges from elsewhere."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_catalogue.pages.recognition import own

RECOGNITION: Final[tuple[URLPattern, ...]] = (
    path("agir/recognition/", own.page, name="recognition"),
    path("agir/recognition/<uuid:badge>/remove/", own.remove, name="recognition-remove"),
    path("agir/recognition/weights/", own.weights, name="recognition-weights"),
    path("agir/recognition/weights/<int:peer>/", own.weigh, name="recognition-weigh"),
)
