"""Who is registered for which session, and who pays?"""

from __future__ import annotations

import uuid

from django.db import models

from agir_certification.models.session import Session


class Registration(models.Model):
    """One learner in one session, whatever the funding.

    ``state`` is a word of ``agir_platform.ports.RegistrationState``. ``live`` is 1 while the
    place is kept, used or was used, and ``None`` once it lapsed, so that a learner has one place
    in a session. ``held_until`` is when a place that nobody confirms goes back. ``fee_minor`` is
    the price of the session when it was registered for. ``absence_version`` names what the
    learner was shown of the price of an absence. Retirement leaves the row: its subject then
    means nobody.

    .. pii: The learner's pseudonym, when they registered and by which funding.
    .. pii_types: other
    .. pii_retirement: retained
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="registrations")
    subject = models.UUIDField(db_index=True)
    live = models.PositiveSmallIntegerField(null=True, default=1)
    funding = models.CharField(max_length=12)
    fee_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=12, db_index=True)
    key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    absence_version = models.CharField(max_length=32, blank=True)
    absence_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One live place a learner and session."""

        db_table = "agir_certification_registration"
        ordering = ("made_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "subject", "live"), name="agir_cert_one_place"
            ),
        )

    def __str__(self) -> str:
        """Return the id."""
        return str(self.pk)


class RegistrationStep(models.Model):
    """What became of a registration, when, by whom (``None``: the learner, or a clock).

    .. pii: The pseudonym of the manager who moved it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=32, blank=True)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_registration_step"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return the state."""
        return self.state


class Contract(models.Model):
    """What the training contract of a registration names: the hours, and which activities.

    ``minutes`` is the duration of the training in the contract. ``entered_on`` and ``exited_on``
    are the days that were declared, in Paris; ``positioned_at`` is when what had been learnt
    before was read and put aside.

    .. pii: When a learner, by their registration, entered and left a training.
    .. pii_types: other
    .. pii_retirement: retained
    """

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="contract"
    )
    action = models.CharField(max_length=255, blank=True)
    minutes = models.PositiveIntegerField()
    signed_on = models.DateField(null=True, blank=True)
    entered_on = models.DateField(null=True, blank=True)
    exited_on = models.DateField(null=True, blank=True)
    positioned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_contract"

    def __str__(self) -> str:
        """Return the action."""
        return self.action


class ContractActivity(models.Model):
    """One activity that a contract names, with its estimated duration.

    ``is_positioning``: it was done before the entry, so it is never hours. ``done_at`` is the
    first time it was seen done.

    .. pii: When a learner, by their registration, did an activity.
    .. pii_types: other
    .. pii_retirement: retained
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="activities")
    course_key = models.CharField(max_length=255)
    object_key = models.CharField(max_length=255)
    title = models.CharField(max_length=500, blank=True)
    minutes = models.PositiveIntegerField()
    is_positioning = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An activity is named once."""

        db_table = "agir_certification_activity"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("contract", "object_key"), name="agir_cert_activity_once"
            ),
        )

    def __str__(self) -> str:
        """Return the activity."""
        return self.object_key
