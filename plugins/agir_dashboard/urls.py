"""Addresses of the skills page."""

app_name = "agir_dashboard"
urlpatterns: list = []
