"""Impact: atoms that never change, and reports that were given to a sponsor."""

from __future__ import annotations

import uuid

from django.db import models

from agir_sponsorship.models.seat import SeatPool


class ImpactAtom(models.Model):
    """Learners of one pool over whole months, 11 or more; written once, never split.

    Every published figure of seats is a sum of these.

    .. no_pii:
    """

    pool = models.ForeignKey(SeatPool, on_delete=models.PROTECT, related_name="atoms")
    first = models.CharField(max_length=7)
    last = models.CharField(max_length=7)
    learners = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()

    class Meta:
        """The table; a pool's months lie in one atom."""

        db_table = "agir_sponsorship_impact_atom"
        ordering = ("pool_id", "first")
        constraints = (
            models.UniqueConstraint(fields=["pool", "first"], name="agir_impact_atom_first"),
            models.UniqueConstraint(fields=["pool", "last"], name="agir_impact_atom_last"),
        )


class ImpactReport(models.Model):
    """What an organisation was told on a day: figures, method, smallest cell, SHA-256.

    Never edited. No learner is in it, by any name.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organisation = models.UUIDField()
    day = models.DateField()
    k = models.PositiveIntegerField()
    figures = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        """The table; one report an organisation and day."""

        db_table = "agir_sponsorship_impact_report"
        ordering = ("-day", "id")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "day"], name="agir_impact_one_a_day"),
        )
