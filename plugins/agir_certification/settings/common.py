"""What may a site change about its certification?"""

from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH": "",
    "AGIR_CERTIFICATION_DEPOSITOR": {},
    "AGIR_CERTIFICATION_BLOCKS_ALLOWED": False,
    "AGIR_CERTIFICATION_TERRITORY": "metropole",
}


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        setattr(settings, name, getattr(settings, name, value))
