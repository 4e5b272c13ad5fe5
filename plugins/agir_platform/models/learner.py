"""Who is the person that other tables know by a subject?"""

import uuid

from django.db import models


class Learner(models.Model):
    """One platform user as the suite knows them: a random ``subject``.

    Written by ``learners.api`` when the suite first meets the user; never changed; deleted by
    retirement, after which the subject that other tables keep means nobody. Every fold of a
    learner's evidence locks this row, so that two scores of one learner never fold at once.

    .. pii: the platform's user id beside the subject that the other tables use for the person.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    user_id = models.BigIntegerField(unique=True)
    subject = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The table."""

        db_table = "agir_platform_learner"

    def __str__(self) -> str:
        """Return the subject: never the user."""
        return str(self.subject)
