"""Settings of test runs: the common ones."""

from agir_competencies.settings.common import plugin_settings

__all__ = ["plugin_settings"]
