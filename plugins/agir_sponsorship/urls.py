"""Addresses of sponsorship."""

from django.urls import URLPattern

from agir_platform import contexts
from agir_sponsorship.pages.books.addresses import BOOKS
from agir_sponsorship.pages.campaigns.addresses import ADDRESSES as CAMPAIGNS
from agir_sponsorship.pages.console.addresses import ADDRESSES as CONSOLE
from agir_sponsorship.pages.impact.addresses import IMPACT
from agir_sponsorship.pages.organisations.addresses import ORGANISATIONS
from agir_sponsorship.pages.seats.addresses import SEATS
from agir_sponsorship.rest_api.v1.campaigns import ADDRESSES as CAMPAIGNS_API
from agir_sponsorship.rest_api.v1.sponsors import ADDRESSES as SPONSORS_API

app_name = "agir_sponsorship"
ROOMS: tuple[list[URLPattern], ...] = (
    BOOKS,
    ORGANISATIONS,
    IMPACT,
    SEATS,
    CAMPAIGNS,
    CONSOLE,
    CAMPAIGNS_API,
    SPONSORS_API,
)
urlpatterns: list[URLPattern] = (
    [address for room in ROOMS for address in room] if contexts.is_on("sponsorship") else []
)
