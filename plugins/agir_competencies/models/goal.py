"""What a learner wants, in their own words, and what a course team proposes.

``subject`` is the learner's random pseudonym. No page, API or admin gives a goal to anybody but
the learner (decision 0005).
"""

from django.db import models


class Goal(models.Model):
    """One row is one goal as its moves make it: the fold of ``GoalMove``, never edited apart.

    ``course_key`` is '' for a goal over all courses. ``slot`` is the UUID5 of (subject, course)
    while the goal is the present one, and null once it is past: unique, so that two processes
    cannot open two goals of a course, on any database. ``horizon`` is a date of the learner's.

    .. pii: A pseudonym and what it wants to reach.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    course_key = models.CharField(max_length=255, blank=True)
    slot = models.UUIDField(null=True, unique=True)
    intent = models.CharField(max_length=24)
    status = models.CharField(max_length=20)
    horizon = models.DateField(null=True)
    set_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    replaces = models.UUIDField(null=True)

    class Meta:
        """Table name, and the two ways it is read: by learner, and in numbers by course."""

        db_table = "agir_competencies_goal"
        indexes = [
            models.Index(fields=("subject", "set_at"), name="agir_goal_subject"),
            models.Index(fields=("course_key", "status"), name="agir_goal_course"),
        ]


class GoalItem(models.Model):
    """One row is one thing chosen, as the last revision has it.

    ``ref`` is a competency's identifier in text, a usage key, a course key, or '' for hours;
    ``target`` a level (2, 3), hours, or 1. ``said`` and ``said_at`` are what the learner says of
    what the platform cannot tell: hours spent, or 1 for a certificate that they have.

    .. pii: What a pseudonym chose.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12)
    ref = models.CharField(max_length=255, blank=True)
    target = models.PositiveIntegerField(default=1)
    said = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        """Table name, and the order it is told in."""

        db_table = "agir_competencies_goal_item"
        ordering = ("id",)


class GoalMove(models.Model):
    """One row is one dated step of a goal: append-only, deleted by retirement alone.

    ``terms`` is what the goal asks from then on (``{"intent", "horizon", "items": [[kind, ref,
    target]]}``), null for a step that changes none. ``met`` and ``total`` count what was reached
    at that moment. ``satisfaction`` is 0 to 4, the learner's own judgement at an end. ``note`` is
    theirs alone and leaves in their export only.

    .. pii: A pseudonym's reasons, and a private note in free text.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(max_length=12)
    end = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=24, blank=True)
    note = models.CharField(max_length=500, blank=True)
    terms = models.JSONField(null=True)
    met = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Table name, and the order of the fold."""

        db_table = "agir_competencies_goal_move"
        ordering = ("id",)


class GoalProposal(models.Model):
    """One row is a goal that a course team offers to its learners; who takes it is not kept.

    ``days`` is how far the date lies from the day it is taken, null for no date.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True)
    course_key = models.CharField(max_length=255, db_index=True)
    title_fr = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    intent = models.CharField(max_length=24)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Table name and order."""

        db_table = "agir_competencies_goal_proposal"
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        """Return the title that the team gave."""
        return self.title_en


class GoalProposalItem(models.Model):
    """One row is a competency and the level (2 or 3) that a proposal asks.

    .. no_pii:
    """

    proposal = models.ForeignKey(GoalProposal, on_delete=models.CASCADE, related_name="items")
    competency = models.ForeignKey("agir_competencies.Competency", on_delete=models.PROTECT)
    level = models.PositiveSmallIntegerField(default=2)

    class Meta:
        """Table name; a competency stands in a proposal once."""

        db_table = "agir_competencies_goal_offer"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=("proposal", "competency"), name="agir_goal_offer_once"),
        ]


class GoalReminder(models.Model):
    """One row is one wish to be reminded of one goal by e-mail; none is kept for who did not ask.

    ``sent_for`` is the date that was last reminded of, so that no date is reminded of twice.

    .. pii: A pseudonym's wish to be written to.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    goal = models.OneToOneField(Goal, on_delete=models.CASCADE, related_name="reminder")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_for = models.DateField(null=True)

    class Meta:
        """Table name."""

        db_table = "agir_competencies_goal_reminder"
