"""Who came to the exam, and what did the jury decide?"""

from __future__ import annotations

import uuid

from django.db import models

from agir_certification.models.registration import Registration
from agir_certification.models.session import Session


class Jury(models.Model):
    """The jury of one session. ``minutes`` is the path of the signed minutes in private storage.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="juries")
    meets_on = models.DateField()
    minutes = models.CharField(max_length=255, blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_jury"
        ordering = ("meets_on", "created_at")

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.meets_on:%Y-%m-%d}"


class JuryMember(models.Model):
    """A person who sat in a jury, as the minutes name them.

    .. pii: The name of a member of a jury and in which capacity they sat: minutes are kept.
    .. pii_types: name
    .. pii_retirement: retained
    """

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=160)
    capacity = models.CharField(max_length=160, blank=True)
    is_president = models.BooleanField(default=False)

    class Meta:
        """The table."""

        db_table = "agir_certification_jury_member"
        ordering = ("-is_president", "id")

    def __str__(self) -> str:
        """Return the capacity: never the name."""
        return self.capacity


class Passage(models.Model):
    """One person's exam for one registration: came or not, obtained or not, deposited or not.

    ``attendance`` is ``expected``, ``present``, ``absent`` or ``excused`` (a legitimate reason);
    ``decision`` is '', ``obtained``, ``partly_obtained`` or ``not_obtained``, and is never there
    without ``decided_by``, a named person. ``proposed_at``: the platform gave a certificate, and
    a person may look. ``deposit`` is where the passage stands at the Caisse des Dépôts:
    ``none``, ``ready``, ``in_batch``, ``accepted``, ``refused``, ``excluded``. ``message`` is the
    return file's own, verbatim. Levels, mention and modes are words of the accrochage schema.

    .. pii: The result of a learner, by their pseudonym: a certifier keeps what it delivered.
    .. pii_types: other
    .. pii_retirement: retained
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="passage"
    )
    subject = models.UUIDField(db_index=True)
    certification_code = models.CharField(max_length=9, db_index=True)
    attendance = models.CharField(max_length=8, default="expected")
    absence_proof = models.CharField(max_length=255, blank=True)
    attendance_by = models.UUIDField(null=True, blank=True, db_index=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_course = models.CharField(max_length=255, blank=True)
    jury = models.ForeignKey(
        Jury, null=True, blank=True, on_delete=models.PROTECT, related_name="passages"
    )
    decision = models.CharField(max_length=16, blank=True, db_index=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True, db_index=True)
    delivered_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    obtained_by = models.CharField(max_length=16, default="PAR_ADMISSION")
    exam_start = models.DateField(null=True, blank=True)
    exam_end = models.DateField(null=True, blank=True)
    exam_mode = models.CharField(max_length=16, blank=True)
    exam_postal_code = models.CharField(max_length=9, blank=True)
    score = models.CharField(max_length=255, blank=True)
    mention = models.CharField(max_length=48, blank=True)
    language_level = models.CharField(max_length=12, blank=True)
    digital_level = models.JSONField(null=True, blank=True)
    access = models.CharField(max_length=64, blank=True)
    vae = models.CharField(max_length=16, blank=True)
    initiative = models.CharField(max_length=16, blank=True)
    option = models.CharField(max_length=255, blank=True)
    proof_url = models.URLField(max_length=255, blank=True)
    deposit = models.CharField(max_length=10, default="none", db_index=True)
    message = models.CharField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_passage"
        ordering = ("decided_at", "id")

    def __str__(self) -> str:
        """Return the id, which is what a deposit file names it."""
        return str(self.pk)


class PassageBloc(models.Model):
    """What the jury decided of one bloc.

    .. pii: The result of a learner on one bloc, by their passage.
    .. pii_types: other
    .. pii_retirement: retained
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="blocs")
    code = models.CharField(max_length=32)
    is_obtained = models.BooleanField()

    class Meta:
        """One result a bloc."""

        db_table = "agir_certification_passage_bloc"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("passage", "code"), name="agir_cert_passage_bloc"),
        )

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class PassageStep(models.Model):
    """What a person recorded of a passage, and when; a correction is a step of its own.

    .. pii: The pseudonym of who recorded it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="steps")
    word = models.CharField(max_length=16)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_passage_step"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return the word."""
        return self.word


class AbsenceReading(models.Model):
    """A manager read the proof of a legitimate absence of a passage. Kept a year.

    .. pii: The pseudonym of who read a proof that may tell of health, and when.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="absence_readings")
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_absence_reading"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.at:%Y-%m-%d}"


class EarlierMinutes(models.Model):
    """Signed minutes that later ones replaced: they are kept, as decisions may rest on them.

    .. no_pii:
    """

    jury = models.ForeignKey(Jury, on_delete=models.PROTECT, related_name="earlier")
    path = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    signed_on = models.DateField()
    replaced_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_certification_earlier_minutes"
        ordering = ("-replaced_at", "-id")

    def __str__(self) -> str:
        """Return the digest."""
        return self.sha256
