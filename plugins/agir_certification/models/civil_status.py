"""Who is presented to a certifier, sealed, and who read it?"""

from __future__ import annotations

from django.db import models


class CivilStatusRecord(models.Model):
    """The civil status that a learner typed, sealed by the vault; nothing of it lies open.

    ``notice_version`` is the notice that was shown, ``basis`` the legal ground:
    ``legal_obligation`` for a certifier, ``contract`` for a partner. ``nir`` is sealed apart, and
    '' unless the site enabled it. ``keep_until`` is the last day on which a legal duty needs the
    row, ``None`` while none does; ``asked_until`` the day after which nobody asks for it.
    ``left_at``: the person left the site, and the row waits for ``keep_until`` alone.
    ``name_confirmed_by`` looked at an identity document and found that a name which is also the
    account's is right; a correction takes that away.

    .. pii: Names and sex, date and place of birth, sealed; pseudonyms of learner and manager.
    .. pii_types: name, birth_date, gender, location, other
    .. pii_retirement: local_api
    """

    subject = models.UUIDField(unique=True)
    sealed = models.TextField()
    nir = models.TextField(blank=True)
    notice_version = models.CharField(max_length=32)
    basis = models.CharField(max_length=24)
    recorded_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True, db_index=True)
    asked_until = models.DateField(db_index=True)
    left_at = models.DateTimeField(null=True, blank=True)
    name_confirmed_at = models.DateTimeField(null=True, blank=True)
    name_confirmed_by = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_civil_status"

    def __str__(self) -> str:
        """Return nothing of the person."""
        return f"civil status {self.pk}"


class CivilStatusReading(models.Model):
    """Somebody read or wrote a civil status. ``by`` ``None`` is a command of the site.

    ``act`` is ``read``, ``record``, ``correct``, ``confirm``, ``export``, ``purge``; ``purpose`` a
    word.
    Kept a year.

    .. pii: The pseudonyms of who was read and who read.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    subject = models.UUIDField(db_index=True)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    act = models.CharField(max_length=8)
    purpose = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_civil_reading"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return the act."""
        return self.act
