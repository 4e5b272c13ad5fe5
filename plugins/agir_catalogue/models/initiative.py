"""What was proposed to a call, decided of it, and is to be done?"""

from __future__ import annotations

import uuid

from django.db import models

from agir_catalogue.models.call import Call
from agir_catalogue.models.institution import Institution


class Proposal(models.Model):
    """What an institution would make for a call. A ``draft`` is its members' alone.

    ``competencies`` (identifiers) and ``themes`` are JSON lists. ``state`` is one of
    ``domain.initiative.ProposalState``.

    .. pii: The pseudonym of who wrote it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="proposals")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    title = models.CharField(max_length=255)
    text = models.TextField()
    competencies = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    starts_on = models.DateField(null=True)
    ready_on = models.DateField(null=True)
    by = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table, read a call at a time."""

        db_table = "agir_catalogue_proposal"
        ordering = ("at", "id")


class ProposalStep(models.Model):
    """One row is one dated step of a proposal: append-only.

    ``act`` is written, changed, or one of ``domain.initiative.MOVES``. A decision carries the
    name that it was signed with, which goes when its author leaves.

    .. pii: The pseudonym and the name of who did it.
    .. pii_types: name, other
    .. pii_retirement: local_api
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000, blank=True, default="")
    by = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField(max_length=255, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        """The table, in order."""

        db_table = "agir_catalogue_proposal_step"
        ordering = ("id",)


class InitiativeTask(models.Model):
    """What an institution is to do for a call; ``state`` is open, done or dropped.

    .. pii: The pseudonyms of who wrote it and who closed it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="tasks")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=255)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, default="open")
    by = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()
    closed_by = models.UUIDField(null=True, db_index=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """The table, what is due first before the rest."""

        db_table = "agir_catalogue_initiative_task"
        ordering = ("due_on", "id")


class ThemeSuggestion(models.Model):
    """A theme that somebody misses in the catalogue, read by everybody once it is published.

    ``theme_id`` is the theme of a scheme that it was found to be, '' for a new one; ``reason`` is
    what the moderator said. Who suggested it is never shown.

    .. pii: The pseudonym of who suggested it, and of who answered.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=255)
    text = models.TextField()
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    theme_id = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    by = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()
    decided_by = models.UUIDField(null=True, db_index=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """The table, the oldest first."""

        db_table = "agir_catalogue_theme_suggestion"
        ordering = ("at", "id")
