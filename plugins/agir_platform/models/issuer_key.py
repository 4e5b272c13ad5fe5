"""Which keys has this site ever signed with?"""

from django.db import models


class IssuerKey(models.Model):
    """The public half of one signing key; the secret half is never in the database.

    ``id`` is the key's name in the settings (``[a-z0-9-]``, 1 to 40), and names this key for
    good. ``public`` is the Ed25519 key as Multikey text (``z6Mk…``, 48 characters).
    ``first_used_at`` is ``None`` for a key that was given up before it signed. A ``retired_at``
    key signs no more and verifies; a ``compromised_at`` key verifies nothing. Neither instant is
    ever taken back, and no row is deleted: old signatures need it.

    .. no_pii:
    """

    id = models.CharField(primary_key=True, max_length=40)
    public = models.CharField(max_length=64)
    first_used_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    compromised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_platform_issuer_key"
        ordering = ("first_used_at", "id")

    def __str__(self) -> str:
        """Return the key's name."""
        return self.id
