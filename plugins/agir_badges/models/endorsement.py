"""Which partners stand behind a badge?"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Endorsement(models.Model):
    """One row is a signed ``EndorsementCredential`` of a partner about one badge.

    Its proof, subject and dates were checked at entry; ``document`` is the JSON as received.
    ``endorser_did`` is the issuer that its signature proved. A removed endorsement stands in no
    new document.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(
        "agir_badges.BadgeRule", on_delete=models.CASCADE, related_name="endorsements",
        verbose_name=_("badge"),
    )  # fmt: skip
    endorser_name = models.CharField(_("partner"), max_length=200)
    endorser_did = models.CharField(_("identifier of the partner"), max_length=255, editable=False)
    document = models.TextField(
        _("signed endorsement"), help_text=_("The JSON that the partner sent, whole.")
    )
    valid_until = models.DateTimeField(_("valid until"), null=True, editable=False)
    added_at = models.DateTimeField(_("added"), editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        """Table name."""

        db_table = "agir_badges_endorsement"
        ordering = ("added_at", "id")
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")

    def __str__(self) -> str:
        """Return the partner's name."""
        return self.endorser_name
