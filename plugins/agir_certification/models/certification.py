"""Which certifications does the site lead to, as whom, and by which courses?"""

from __future__ import annotations

import uuid

from django.db import models


class Certification(models.Model):
    """One sheet of the RNCP or the RS that learners may be presented to.

    ``role`` is what the operator is for it: ``certifier``, ``third_party_depositor`` or
    ``training_partner``. ``certifier_client_id`` and ``contract_id`` are the certifier's at the
    Caisse des Dépôts, ``client_id`` the depositor's own. What the public repertoire says
    (``is_active``, dates, ``habilitation``) is as read on ``sheet_checked_on``; ``None`` dates
    are unknown. ``offer_checked_on``: a named person saw the offer live on Mon Compte Formation.
    Never deleted: ``archived_at`` takes it out of use.

    .. pii: The pseudonym of the manager who looked at the offer.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=9, unique=True)
    title = models.CharField(max_length=800)
    role = models.CharField(max_length=24)
    framework = models.UUIDField(null=True, blank=True)
    certifier_name = models.CharField(max_length=255, blank=True)
    certifier_siret = models.CharField(max_length=14, blank=True)
    client_id = models.CharField(max_length=8, blank=True)
    certifier_client_id = models.CharField(max_length=8, blank=True)
    contract_id = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    deliverable_until = models.DateField(null=True, blank=True)
    habilitation = models.CharField(max_length=24, blank=True)
    habilitation_is_active = models.BooleanField(default=False)
    sheet_checked_on = models.DateField(null=True, blank=True)
    habilitation_checked_on = models.DateField(null=True, blank=True)
    offer_url = models.URLField(max_length=500, blank=True)
    offer_checked_on = models.DateField(null=True, blank=True)
    offer_checked_by = models.UUIDField(null=True, blank=True, db_index=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_certification"
        ordering = ("code",)

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Bloc(models.Model):
    """One bloc of competencies of a certification of the RNCP; the RS has none.

    ``code`` is unique in its certification only (sheets write ``RNCP34762BC01`` or ``01``).
    ``competency`` is the item of the imported framework. A bloc that a later import no longer
    knows keeps its row, with ``retired_at``.

    .. no_pii:
    """

    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="blocs")
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=800)
    position = models.PositiveIntegerField(default=0)
    competency = models.UUIDField(null=True, blank=True, db_index=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One code a certification."""

        db_table = "agir_certification_bloc"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("certification", "code"), name="agir_cert_bloc_once"),
        )

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class CourseLink(models.Model):
    """A course gives evidence for a bloc, or (``bloc_code`` '') for the certification as a whole.

    .. no_pii:
    """

    certification = models.ForeignKey(
        Certification, on_delete=models.CASCADE, related_name="courses"
    )
    bloc_code = models.CharField(max_length=32, blank=True, default="")
    course_key = models.CharField(max_length=255, db_index=True)

    class Meta:
        """A course is linked once to a bloc."""

        db_table = "agir_certification_course"
        ordering = ("course_key", "bloc_code")
        constraints = (
            models.UniqueConstraint(
                fields=("certification", "bloc_code", "course_key"), name="agir_cert_course_once"
            ),
        )

    def __str__(self) -> str:
        """Return the course."""
        return self.course_key
