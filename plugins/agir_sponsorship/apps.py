"""How does the platform load sponsorship?"""

import logging
from typing import Any, ClassVar

from django.apps import AppConfig

log = logging.getLogger(__name__)

URLS = {"namespace": "agir_sponsorship", "regex": r"", "relative_path": "urls"}
SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


class AgirSponsorshipConfig(AppConfig):
    """Companies fund MOOCs, learners stay free: a ledger, campaigns, seats, a solidarity fund."""

    name = "agir_sponsorship"
    verbose_name = "Agir: sponsorship"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }

    def ready(self) -> None:
        """Listen, and say what is held of a person."""
        from agir_sponsorship import handlers  # noqa: PLC0415  models load after the registry

        handlers.listen()
        try:
            from agir_sponsorship.pages.campaigns import funding  # noqa: PLC0415  pages stand above handlers

            funding.answer()
        except Exception:  # whatever it is, the platform must start
            log.exception("Agir sponsorship does not tell its part of calls")
