"""Addresses of certification."""

from django.urls import URLPattern

from agir_certification.pages.desk.addresses import DESK
from agir_certification.rest_api.v1.places import ADDRESSES as PLACES_API
from agir_certification.rest_api.v1.wedof import ADDRESSES as WEDOF_API
from agir_platform import contexts

app_name = "agir_certification"
ROOMS: tuple[list[URLPattern], ...] = (PLACES_API, WEDOF_API, DESK)
urlpatterns: list[URLPattern] = (
    [address for room in ROOMS for address in room] if contexts.is_on("certification") else []
)
