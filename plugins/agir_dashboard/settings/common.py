"""What may a site change about the skills page? Nothing yet."""

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Change nothing: the page has no setting of its own."""
