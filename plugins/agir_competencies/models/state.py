"""Where a learner stands on a competency."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, F, When


class State(models.Model):
    """One row is the fold of one learner's current evidence on one competency.

    No row means not measured, which is not 0. ``estimate`` is 0 to 1 inclusive, rounded for
    reading; decisions are taken on exact fractions. ``rule_version`` and ``method`` (its name and
    version, ``discounted_beta/1``) tell which arithmetic made it; ``weight`` is its n.
    ``demonstrated_at`` beside not_yet: demonstrated by a rule that was replaced and lets fall
    (decision 0006). Written by the fold, by ``recompute`` and by a change of rule alone.

    ``override_status`` ('' for none), ``override_at`` and ``override_until`` repeat the open row
    of ``Override``, so that the fold reads them with what it reads anyway; ``status`` is then
    theirs and ``folded_status`` what the evidence alone says ('' without an override). Until an
    override that has expired is settled, readers ask ``status_now`` (decision 0015).

    .. pii: A pseudonym and its standing.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    status = models.CharField(max_length=16)  # not_yet, demonstrated
    estimate = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    weight = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    certainty = models.CharField(max_length=8)  # few, some, strong
    evidence_count = models.PositiveIntegerField(default=0)
    object_count = models.PositiveIntegerField(default=0)
    demonstrated_at = models.DateTimeField(null=True)
    last_evidence_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=32)
    rule_version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    override_status = models.CharField(max_length=16, default="", blank=True)
    override_at = models.DateTimeField(null=True)
    override_until = models.DateTimeField(null=True)
    folded_status = models.CharField(max_length=16, default="", blank=True)

    class Meta:
        """Table name, and the three ways it is read."""

        db_table = "agir_competencies_state"
        indexes = [
            models.Index(fields=("subject",), name="agir_state_subject"),
            models.Index(fields=("competency", "status"), name="agir_state_competency"),
            models.Index(fields=("competency", "subject"), name="agir_state_range"),
        ]


def status_now(at: datetime) -> Any:
    """Return the expression of the status at ``at``, to be selected in place of ``status``.

    An override that has expired and is not settled yet counts no more.
    """
    return Case(When(override_until__lte=at, then=F("folded_status")), default=F("status"))
