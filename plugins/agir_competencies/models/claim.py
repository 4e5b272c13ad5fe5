"""What learners had counted that they showed before they signed up."""

from django.db import models


class ClaimedReceipt(models.Model):
    """One row is one receipt that was counted, so that nobody has it counted again, ever.

    Rows never change but for ``subject``, which is emptied when the learner leaves: the nonce
    stays, and means nobody.

    .. pii: A pseudonym, until the learner leaves.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    nonce = models.CharField(max_length=32, primary_key=True)
    subject = models.UUIDField(null=True)
    object_key = models.CharField(max_length=255)
    shown_at = models.DateTimeField()
    claimed_at = models.DateTimeField()

    class Meta:
        """Table name, and how a learner's own are counted."""

        db_table = "agir_competencies_claim"
        indexes = [
            models.Index(fields=("subject", "claimed_at"), name="agir_claim_subject"),
        ]
