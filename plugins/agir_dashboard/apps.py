"""How does the platform load the skills page?"""

from typing import Any, ClassVar

from django.apps import AppConfig

URLS = {"namespace": "agir_dashboard", "regex": r"", "relative_path": "urls"}
SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


class AgirDashboardConfig(AppConfig):
    """A learner's own page of skills: it composes other contexts and owns no table."""

    name = "agir_dashboard"
    verbose_name = "Agir: skills page"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }

    def ready(self) -> None:
        """Do nothing: a boot fault here would stop a whole site."""
