"""How does the platform load the XBlocks' app? Templates, catalogues and static files only."""

from typing import Any, ClassVar

from django.apps import AppConfig

URLS = {"namespace": "agir_xblocks", "regex": r"", "relative_path": "urls"}
SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


class AgirXBlocksConfig(AppConfig):
    """The blocks that authors add; they reach the contexts through ``doors`` alone."""

    name = "agir_xblocks"
    verbose_name = "Agir: XBlocks"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }
