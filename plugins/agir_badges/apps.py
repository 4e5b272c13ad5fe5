"""How does the platform load badges?"""

from typing import Any, ClassVar

from django.apps import AppConfig

URLS = {"namespace": "agir_badges", "regex": r"", "relative_path": "urls"}
SETTINGS = {
    "common": {"relative_path": "settings.common"},
    "production": {"relative_path": "settings.production"},
    "test": {"relative_path": "settings.test"},
}


def _hears(function: str, event: str) -> dict[str, str]:
    """Return one receiver of an event of ``agir_events``, connected once."""
    return {
        "receiver_func_name": function,
        "signal_path": f"agir_events.signals.{event}",
        "dispatch_uid": f"agir_badges.{function}.{event}",
    }


def _reader() -> Any:
    """Return who reads badges of others, imported at the first question."""
    from agir_badges.recognising import Reader  # noqa: PLC0415  models load after the registry

    return Reader()


class AgirBadgesConfig(AppConfig):
    """Skill badges: rules, awards, artwork.

    The CMS serves the images and the admin; only the LMS hears what learners show.
    """

    name = "agir_badges"
    verbose_name = "Agir: badges"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {"lms.djangoapp": URLS, "cms.djangoapp": URLS},
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
        "signals_config": {
            "lms.djangoapp": {
                "relative_path": "handlers",
                "receivers": [
                    _hears("on_evidence", "COMPETENCY_EVIDENCE_RECORDED"),
                    _hears("on_standing", "COMPETENCY_DEMONSTRATED"),
                    _hears("on_standing", "COMPETENCY_WITHDRAWN"),
                ],
            },
        },
    }

    def ready(self) -> None:
        """Tell retirement and export what is held of a learner, and read badges of others."""
        from agir_badges import retirement  # noqa: PLC0415  models load after the registry
        from agir_platform import contexts, foreign_badges, rehearsals  # noqa: PLC0415

        retirement.join()
        rehearsals.register("badges", "agir_badges.rehearsal.play")
        if contexts.is_on("badges"):
            foreign_badges.register(_reader)
