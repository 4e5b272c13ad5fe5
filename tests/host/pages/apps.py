"""The pages of the embedded host, as a Django app."""

from django.apps import AppConfig


class HostPagesConfig(AppConfig):
    """Entrance, catalogue, course, unit, dashboard and gradebook."""

    name = "host.pages"
    label = "host_pages"
    default_auto_field = "django.db.models.BigAutoField"
