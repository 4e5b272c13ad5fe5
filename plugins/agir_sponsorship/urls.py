"""Addresses of sponsorship."""

from django.urls import URLPattern

from agir_platform import contexts

app_name = "agir_sponsorship"
ROOMS: tuple[list[URLPattern], ...] = ()
urlpatterns: list[URLPattern] = (
    [address for room in ROOMS for address in room] if contexts.is_on("sponsorship") else []
)
