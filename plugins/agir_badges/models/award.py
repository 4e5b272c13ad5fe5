"""Who holds which badge?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Award(models.Model):
    """One row is one badge of one learner, held or withdrawn.

    ``id`` is a UUID5 of (rule, subject): granting twice is the same row. ``terms`` keeps what
    was asked at ``rule_version`` (``{"threshold", "minimum", "items": [[identifier, level]]}``),
    so that only a lost competency withdraws the badge, never a change of its rule.
    ``withdrawn_reason`` is a word of ``domain.reason.Reason``; '' while the badge is held.

    .. pii: A pseudonym and the badge it holds.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, editable=False)
    subject = models.UUIDField(db_index=True)
    rule = models.ForeignKey(
        "agir_badges.BadgeRule", on_delete=models.PROTECT, related_name="awards"
    )
    rule_version = models.PositiveIntegerField()
    terms = models.JSONField()
    awarded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=24, blank=True)

    class Meta:
        """Table name."""

        db_table = "agir_badges_award"
        ordering = ("awarded_at", "id")
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        """Return the identifier, which names no person."""
        return str(self.id)
