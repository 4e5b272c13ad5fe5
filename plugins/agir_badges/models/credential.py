"""What was signed for whom?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Credential(models.Model):
    """One row is one signed document of one learner.

    ``origin`` is what it certifies: an award, or a UUID5 of (competency, subject). ``turn`` counts
    the documents of one origin from 1: what was revoked and is earned again gets a new one, with
    an ``id`` and a number of its own, since a revocation is for ever. ``id`` is ``origin`` for the
    first turn. ``version`` is the rule's (badge) or the mastery rule's (competency).

    ``document`` is the signed JSON, signed by ``key_id`` in ``language``; '' once deleted.
    ``needs_signing`` asks the next run for a new signature. ``suspended_until`` is when a
    suspension becomes a revocation. ``revoked_reason`` is a word of ``domain.reason.Ending``.
    ``recipient`` is a DID, or '' for the salted hash of the e-mail address; ``evidence`` is what
    the learner chose to show: ``[{"id", "title", "share", "occurred_at"}]``.

    .. pii: A pseudonym, what it was awarded, and the salted hash of an e-mail address or a DID.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    BADGE = "badge"
    COMPETENCY = "competency"
    KINDS = ((BADGE, _("badge")), (COMPETENCY, _("skill")))

    id = models.UUIDField(primary_key=True, editable=False)
    origin = models.UUIDField()
    turn = models.PositiveSmallIntegerField(default=1)
    subject = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    rule = models.ForeignKey(
        "agir_badges.BadgeRule", null=True, on_delete=models.PROTECT, related_name="credentials"
    )
    competency = models.UUIDField(null=True)
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=16)
    awarded_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    document = models.TextField(blank=True)
    key_id = models.CharField(max_length=64, blank=True, db_index=True)
    needs_signing = models.BooleanField(default=False, db_index=True)
    status_list = models.ForeignKey(
        "agir_badges.StatusList", on_delete=models.PROTECT, related_name="credentials"
    )
    status_index = models.PositiveIntegerField()
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True, db_index=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=24, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden = models.BooleanField(default=False)
    names_learner = models.BooleanField(default=False)
    recipient = models.CharField(max_length=255, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    evidence = models.JSONField(default=list)

    class Meta:
        """A turn is taken once, and so is a number."""

        db_table = "agir_badges_credential"
        ordering = ("awarded_at", "id")
        verbose_name = _("signed badge")
        verbose_name_plural = _("signed badges")
        constraints = [
            models.UniqueConstraint(fields=("origin", "turn"), name="agir_badge_credential_turn"),
            models.UniqueConstraint(
                fields=("status_list", "status_index"), name="agir_badge_credential_number"
            ),
        ]

    def __str__(self) -> str:
        """Return the identifier, which names no person."""
        return str(self.id)
