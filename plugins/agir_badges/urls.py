"""Addresses of badges."""

app_name = "agir_badges"
urlpatterns: list = []
