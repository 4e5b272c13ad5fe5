"""How does the platform load certification?"""

from typing import Any, ClassVar

from django.apps import AppConfig

URLS = {"namespace": "agir_certification", "regex": r"", "relative_path": "urls"}
SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


class AgirCertificationConfig(AppConfig):
    """Certifications of the national repertoires: registrations, sessions, dossiers, deposits."""

    name = "agir_certification"
    verbose_name = "Agir: certification"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }

    def ready(self) -> None:
        """Listen, and say what is held of a person."""
        from agir_certification import handlers  # noqa: PLC0415  models load after the registry

        handlers.listen()
