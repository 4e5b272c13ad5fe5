"""What may a site choose about the suite as a whole?

``AGIR_CONTEXTS``: the contexts that act; ``None`` is all. ``AGIR_PLATFORM_BACKEND``: the dotted
path of the class behind the ports. ``AGIR_PRIVATE_STORAGE``: ``{"BACKEND": …, "OPTIONS": {…}}``
for private files, or ``None`` where the site has no place for them yet.
"""

from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_CONTEXTS": ["competencies", "badges", "dashboard", "xblocks"],
    "AGIR_PLATFORM_BACKEND": "agir_platform.openedx.OpenEdxPlatform",
    "AGIR_PRIVATE_STORAGE": None,
}


def plugin_settings(settings: Any) -> None:
    """Give each setting its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        if not hasattr(settings, name):
            setattr(settings, name, value)
