"""How does the platform load competencies?"""

import logging
from importlib import import_module
from typing import Any, ClassVar

from django.apps import AppConfig, apps

log = logging.getLogger(__name__)

URLS = {"namespace": "agir_competencies", "regex": r"", "relative_path": "urls"}
SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


class AgirCompetenciesConfig(AppConfig):
    """Frameworks, links, evidence and mastery.

    Scores, tags, reruns and publishing are heard through ``agir_platform`` (its ports know
    which of them this process may hear), so no ``signals_config`` names a platform signal.
    """

    name = "agir_competencies"
    verbose_name = "Agir: competencies"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }

    def ready(self) -> None:
        """Listen, when the context is on."""
        from agir_competencies import handlers  # noqa: PLC0415  models load after the registry
        from agir_platform import rehearsals  # noqa: PLC0415

        handlers.listen()
        rehearsals.register("competencies", "agir_competencies.api.rehearsal.play")
        if apps.is_installed("event_routing_backends"):
            _make_statements()


def _make_statements() -> None:
    """Register what makes xAPI statements; a version that differs must not stop the platform."""
    try:
        import_module("agir_competencies.xapi.transformers")
    except Exception:
        log.exception("Agir competencies make no xAPI statements")
