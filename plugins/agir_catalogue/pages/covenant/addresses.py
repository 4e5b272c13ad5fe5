"""Addresses of the covenant."""

from django.urls import URLPattern, path

from agir_catalogue.pages.covenant import exams, managing, public

COURSE = "agir/courses/<str:course_key>"

COVENANT: list[URLPattern] = [
    path(f"{COURSE}/covenant/", public.covenant, name="covenant"),
    path(f"{COURSE}/covenant.json", public.document, name="covenant-json"),
    path(f"{COURSE}/covenant.svg", public.badge, name="covenant-badge"),
    path(f"{COURSE}/covenant/exams/", exams.exams, name="covenant-exams"),
    path("agir/covenant/", managing.manage, name="covenants"),
]
