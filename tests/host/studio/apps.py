"""The small Studio of the embedded host, as a Django app."""

from django.apps import AppConfig


class HostStudioConfig(AppConfig):
    """Outline, tag drawer and block editing."""

    name = "host.studio"
    label = "host_studio"
    default_auto_field = "django.db.models.BigAutoField"
