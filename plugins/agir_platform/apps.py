"""How does the platform load the shared rooms?"""

import logging
from typing import Any, ClassVar, Final

from django.apps import AppConfig

log = logging.getLogger(__name__)

URLS: Final = {"namespace": "agir_platform", "regex": r"", "relative_path": "urls"}
SETTINGS: Final = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


class AgirPlatformConfig(AppConfig):
    """The door to the platform and the rooms that every context shares; always on."""

    name = "agir_platform"
    verbose_name = "Agir: platform"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }

    def ready(self) -> None:
        """Register the system checks, listen to retirements, join the event bus.

        A fault here would stop a whole site, so it is logged and the site starts.
        """
        try:
            from agir_platform import checks, retirement  # noqa: PLC0415  needs the registry
            from agir_platform.select import platform  # noqa: PLC0415

            checks.register()
            platform().subscriptions.on_retirement(retirement.on_retirement)
        except Exception:  # whatever it is, the LMS must start
            log.exception("Agir could not listen to retirements")
        try:
            from agir_platform import publishing  # noqa: PLC0415  signals load with the registry

            publishing.connect()
        except Exception:
            log.exception("Agir could not join the event bus")
