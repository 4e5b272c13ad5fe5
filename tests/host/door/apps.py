"""The door, as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HostDoorConfig(AppConfig):
    """Connects the receivers of the plugins, as the platform does."""

    name = "host.door"
    label = "host_door"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what ``signals_config`` of each plugin names."""
        from django.conf import settings
        from edx_django_utils.plugins import connect_plugin_receivers

        for kind in settings.AGIR_HOST_KINDS:
            connect_plugin_receivers(kind)
        post_migrate.connect(_track_completion, sender=self)


def _track_completion(**_: Any) -> None:
    """Turn the completion package on, as every site's installer does."""
    from waffle.models import Switch

    Switch.objects.get_or_create(
        name="completion.enable_completion_tracking", defaults={"active": True}
    )
