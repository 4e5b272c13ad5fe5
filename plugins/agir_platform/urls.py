"""Addresses of the shared rooms: none. Contexts have their own."""

from typing import Any

app_name = "agir_platform"
urlpatterns: list[Any] = []
