"""Addresses of campaigns and pledges."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_sponsorship.pages.campaigns import pledging, public, sponsor

ROOT: Final = "agir/sponsorship"
ADDRESSES: Final[list[URLPattern]] = [
    path(f"{ROOT}/campaigns/", public.listing, name="campaigns"),
    path(f"{ROOT}/campaigns/<uuid:identifier>/", public.campaign, name="campaign"),
    path(f"{ROOT}/campaigns/<uuid:identifier>/pledge/", pledging.pledge, name="pledge-form"),
    path(f"{ROOT}/pledges/", sponsor.pledges, name="pledges"),
    path(f"{ROOT}/pledges/<uuid:identifier>/", sponsor.pledge, name="pledge"),
    path(f"{ROOT}/documents/<uuid:identifier>/", sponsor.document, name="document"),
]
