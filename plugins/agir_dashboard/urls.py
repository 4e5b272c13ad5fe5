"""Addresses of the skills page."""

from django.urls import URLPattern, path

from agir_dashboard import views
from agir_dashboard.rest_api.v1.views import MeView
from agir_platform import contexts

app_name = "agir_dashboard"
urlpatterns: list[URLPattern] = (
    [
        path("agir/skills/", views.skills, name="skills"),
        path("api/agir/dashboard/v1/me/", MeView.as_view(), name="me"),
    ]
    if contexts.is_on("dashboard")
    else []
)
