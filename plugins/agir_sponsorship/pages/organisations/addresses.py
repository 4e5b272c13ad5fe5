"""Addresses of organisations."""

from django.urls import URLPattern, path

from agir_sponsorship.pages.organisations import deciding, joining, logo, one, own

SPACE = "agir/sponsorship/organisations"

ORGANISATIONS: list[URLPattern] = [
    path(f"{SPACE}/", own.organisations, name="organisations"),
    path(f"{SPACE}/<uuid:organisation>/", one.organisation, name="organisation"),
    path(f"{SPACE}/<uuid:organisation>/logo.png", logo.picture, name="organisation-logo"),
    path("agir/sponsorship/join/<str:secret>/", joining.join, name="organisation-join"),
    path("agir/sponsorship/verification/", deciding.verification, name="verification"),
]
