"""Where does a dossier of Mon Compte Formation stand, as its portal told?"""

from __future__ import annotations

import uuid

from django.db import models

from agir_certification.models.registration import Registration


class Dossier(models.Model):
    """One CPF dossier. The portal is the truth: what it says is recorded, never refused.

    ``external_id`` is the portal's number. ``state`` is as told, also when no one knows the word.
    ``flag`` is '' or why a person should look: ``unknown_state``, ``out_of_order``. ``source`` is
    what created it: ``manual``, ``csv`` or ``wedof``. Nothing of who the person is, is kept here.
    Amounts are in the smallest unit of ``currency``; ``None`` is unknown.

    .. pii: The learner's pseudonym beside the number of their CPF dossier.
    .. pii_types: other, external_service
    .. pii_retirement: retained
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=40, unique=True)
    source = models.CharField(max_length=8)
    state = models.CharField(max_length=40, db_index=True)
    state_on = models.DateField()
    flag = models.CharField(max_length=16, blank=True, db_index=True)
    registration = models.OneToOneField(
        Registration, null=True, blank=True, on_delete=models.PROTECT, related_name="dossier"
    )
    certification_code = models.CharField(max_length=9, blank=True)
    action = models.CharField(max_length=255, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    amount_minor = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    has_prerequisites = models.BooleanField(default=False)
    billing = models.CharField(max_length=24, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_dossier"
        ordering = ("-state_on", "external_id")

    def __str__(self) -> str:
        """Return the number."""
        return self.external_id


class DossierStep(models.Model):
    """The portal said a state. ``verdict``: ``expected``, ``repeated``, ``out_of_order`` …

    .. pii: The pseudonym of the manager who recorded it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=40)
    on = models.DateField()
    verdict = models.CharField(max_length=16)
    source = models.CharField(max_length=8)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_dossier_step"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return the state."""
        return self.state
