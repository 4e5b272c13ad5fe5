"""What may a site change about badges?

``AGIR_BADGES_ISSUER``: the name whose initials every badge bears.
"""

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    settings.AGIR_BADGES_ISSUER = getattr(settings, "AGIR_BADGES_ISSUER", "Agir")
