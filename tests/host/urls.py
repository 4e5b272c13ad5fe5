"""Addresses of the embedded host (first form)."""

from django.contrib import admin
from django.urls import include, path, re_path

urlpatterns = [
    path("admin/", admin.site.urls),
    *(
        re_path(r"", include((f"{name}.urls", name), namespace=name))
        for name in (
            "agir_platform",
            "agir_competencies",
            "agir_badges",
            "agir_dashboard",
            "agir_xblocks",
        )
    ),
]
