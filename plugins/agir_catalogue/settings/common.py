"""What may a site change about its catalogue?

``AGIR_CATALOGUE_OPERATOR``: who runs the site, as other catalogues name it; empty: the platform's
name. ``AGIR_CATALOGUE_ACCESSIBILITY_URL``: the site's accessibility statement; empty: none is
told. ``AGIR_CATALOGUE_COVENANT_DAYS``: how long a look at the free-track covenant counts; a course
that nobody looked at since passes nothing.
"""

from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_CATALOGUE_COVENANT_DAYS": 3,
    "AGIR_CATALOGUE_OPERATOR": "",
    "AGIR_CATALOGUE_ACCESSIBILITY_URL": "",
}


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        setattr(settings, name, getattr(settings, name, value))
