"""When and where can one be certified, and what does it cost?"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from agir_certification.models.certification import Certification
from agir_platform.constraints import check


class Session(models.Model):
    """One exam of a certification that learners register for: tutoring, exam and jury.

    ``price_minor`` is in the smallest unit of ``currency``. ``taken`` counts the registrations
    that are held or confirmed, and is moved by guarded updates alone. ``state`` is ``draft``,
    ``open``, ``closed``, ``held`` or ``cancelled``. ``modality`` is a word of the accrochage
    schema. ``override_reason``: an operator opened it although a course does not keep the
    free-track covenant.

    .. pii: The pseudonym of who opened the session.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="sessions"
    )
    title = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=12, default="draft", db_index=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    modality = models.CharField(max_length=16)
    place = models.CharField(max_length=500, blank=True)
    postal_code = models.CharField(max_length=9, blank=True)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default="EUR")
    pay_url = models.URLField(max_length=500, blank=True)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    prerequisites = models.TextField(blank=True)
    arrangements = models.TextField(blank=True)
    contact = models.CharField(max_length=255, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.UUIDField(null=True, blank=True, db_index=True)
    override_reason = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """The table; never more taken than there is room for, never an end before the start."""

        db_table = "agir_certification_session"
        ordering = ("starts_at", "id")
        constraints = (
            check(Q(taken__lte=F("capacity")), "agir_cert_not_oversold"),
            check(Q(ends_at__gte=F("starts_at")), "agir_cert_session_order"),
        )

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.starts_at:%Y-%m-%d}"
