"""Addresses of badges."""

from django.urls import URLPattern, path

from agir_badges.pages.image import image
from agir_platform import contexts

app_name = "agir_badges"
urlpatterns: list[URLPattern] = (
    [path("agir/badges/<uuid:rule>.svg", image, name="image")] if contexts.is_on("badges") else []
)
