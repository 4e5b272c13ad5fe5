"""What may a site change about badges?

``AGIR_BADGES_ISSUER``: the name whose initials every badge bears, and that signs them.
``AGIR_BADGES_GRACE_DAYS``: how many days a badge stays suspended before it is revoked, once what it
rests on was taken away; 0 revokes at once.
"""

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    settings.AGIR_BADGES_ISSUER = getattr(settings, "AGIR_BADGES_ISSUER", "Agir")
    settings.AGIR_BADGES_GRACE_DAYS = getattr(settings, "AGIR_BADGES_GRACE_DAYS", 14)
