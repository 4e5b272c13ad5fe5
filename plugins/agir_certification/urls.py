"""Addresses of certification."""

from django.urls import URLPattern

from agir_platform import contexts

app_name = "agir_certification"
ROOMS: tuple[list[URLPattern], ...] = ()
urlpatterns: list[URLPattern] = (
    [address for room in ROOMS for address in room] if contexts.is_on("certification") else []
)
