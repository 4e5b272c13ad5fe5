"""What do the fields of XBlocks hold?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

NOBODY = 0


class FieldValue(models.Model):
    """One row a (scope, user, block, field); ``value`` is JSON text.

    ``user_id`` is 0 where the scope belongs to nobody. ``block`` is the usage key, the block's
    type or '' as the scope says.

    .. pii: Answers a learner gave.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    scope = models.CharField(max_length=24)
    user_id = models.BigIntegerField(default=NOBODY)
    block = models.CharField(max_length=255)
    field = models.CharField(max_length=100)
    value = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block", "user_id", "scope", "field"], name="host_field_once"
            )
        ]
