"""Campaigns: what money is asked for, in which steps it is earned, and who decided what."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from agir_platform.constraints import check
from agir_sponsorship.models.append_only import FinalModel


class Campaign(models.Model):
    """One row is a goal, a date, and where it stands (``domain.campaign``).

    Amounts are in the smallest unit of ``currency``. ``raised_minor`` is what was paid and not
    given back, moved in the transaction that books the money. ``course_key`` is '' while the
    course is to be made; ``promise`` is then the covenant's promise that was signed, ``call`` the
    call for initiatives that it pays for. The money is the operator's own legal entity's; with a
    ``partner_url`` it is the partner's, who is paid on his own page and never here. ``version``
    counts changes: whoever moves the row says which one they read. Never deleted.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=16)
    mode = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=4000)
    course_key = models.CharField(max_length=255, blank=True, default="", db_index=True)
    subject = models.CharField(max_length=500, blank=True, default="")
    call = models.UUIDField(null=True, blank=True, db_index=True)
    promise = models.UUIDField(null=True, blank=True)
    partner_name = models.CharField(max_length=200, blank=True, default="")
    partner_url = models.CharField(max_length=500, blank=True, default="")
    currency = models.CharField(max_length=3)
    goal_minor = models.BigIntegerField()
    minimum_minor = models.BigIntegerField()
    raised_minor = models.BigIntegerField(default=0)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, default="draft", db_index=True)
    held_from = models.CharField(max_length=10, blank=True, default="")
    funded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        """The table, and what the database refuses by itself."""

        db_table = "agir_sponsorship_campaign"
        ordering = ("-opens_at", "id")
        constraints = (
            check(
                Q(minimum_minor__gte=1) & Q(goal_minor__gte=F("minimum_minor")),
                "agir_campaign_goal",
            ),
            check(Q(raised_minor__gte=0), "agir_campaign_raised"),
        )

    def __str__(self) -> str:
        """Return the identifier and the state."""
        return f"{self.id} {self.state}"


class Milestone(models.Model):
    """What is delivered for a part of the goal, and what shows that it was.

    ``released_minor`` is what became income when it was released.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    deliverable = models.CharField(max_length=1000)
    amount_minor = models.BigIntegerField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=16, default="planned")
    evidence_url = models.CharField(max_length=500, blank=True, default="")
    evidence_note = models.CharField(max_length=1000, blank=True, default="")
    released_minor = models.BigIntegerField(default=0)

    class Meta:
        """The table; places count from 0."""

        db_table = "agir_sponsorship_milestone"
        ordering = ("campaign_id", "position")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "position"], name="agir_milestone_place"),
            check(Q(amount_minor__gte=1) & Q(released_minor__gte=0), "agir_milestone_amount"),
        )

    def __str__(self) -> str:
        """Return the place and the state."""
        return f"{self.position} {self.state}"


class Act(FinalModel):
    """Who moved what, from where to where, and why: one row an act, never changed.

    ``thing`` is the campaign, milestone, pledge, payment or refund (``kind``); ``by`` is ``None``
    where a schedule or a payment did it.

    .. pii: The pseudonym of who decided, and the reason they wrote.
    .. pii_types: other
    .. pii_retirement: retained
    """

    kind = models.CharField(max_length=10)
    thing = models.UUIDField(db_index=True)
    act = models.CharField(max_length=20)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    reason = models.CharField(max_length=1000, blank=True, default="")
    at = models.DateTimeField()

    class Meta(FinalModel.Meta):
        """The table."""

        db_table = "agir_sponsorship_act"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return the act and the instant."""
        return f"{self.act} {self.at:%Y-%m-%d}"
