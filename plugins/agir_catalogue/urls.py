"""Addresses of the catalogue."""

from django.urls import URLPattern

from agir_platform import contexts

app_name = "agir_catalogue"
urlpatterns: list[URLPattern] = [] if contexts.is_on("catalogue") else []
