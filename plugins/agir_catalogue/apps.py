"""How does the platform load the catalogue?"""

import logging
from typing import Any, ClassVar

from django.apps import AppConfig

log = logging.getLogger(__name__)

URLS = {"namespace": "agir_catalogue", "regex": r"", "relative_path": "urls"}
SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


class AgirCatalogueConfig(AppConfig):
    """The commons: course notices, themes, the free-track covenant, federation, search.

    Public pages and feeds are the LMS's; Studio serves the pages of course teams as well.
    """

    name = "agir_catalogue"
    verbose_name = "Agir: catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }

    def ready(self) -> None:
        """Listen, and say what is held of a person, when the context is on."""
        from agir_catalogue import handlers  # noqa: PLC0415  models load after the registry

        handlers.listen()
        try:
            from agir_catalogue.pages.themes import told  # noqa: PLC0415  pages stand above handlers

            told.answer()
        except Exception:  # whatever it is, the platform must start
            log.exception("Agir catalogue does not tell its part of calls")
