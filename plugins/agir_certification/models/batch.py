"""Which files were made for the Caisse des Dépôts, who is in them, and what was answered?"""

from __future__ import annotations

import uuid

from django.db import models

from agir_certification.models.passage import Passage


class Batch(models.Model):
    """One file of accrochage: everything by which it can be written again, byte for byte.

    ``state`` is ``generated``, ``deposited``, ``processed``, ``rejected`` (as a whole) or
    ``cancelled`` (never deposited). ``sha256`` and ``size`` are of the file. ``made_by`` ``None``
    is a command of the site; ``deposited_by`` the named person who says that it was deposited.

    .. pii: The pseudonyms of the managers who made and deposited the file.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    flux = models.CharField(max_length=50, unique=True)
    certification_code = models.CharField(max_length=9, db_index=True)
    state = models.CharField(max_length=10, db_index=True)
    profile = models.CharField(max_length=8)
    at = models.DateTimeField()
    client_id = models.CharField(max_length=8)
    certifier_client_id = models.CharField(max_length=8)
    contract_id = models.CharField(max_length=20)
    role = models.CharField(max_length=24)
    passages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True, db_index=True)
    deposited_on = models.DateField(null=True, blank=True)
    deposited_by = models.UUIDField(null=True, blank=True, db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        """The table."""

        db_table = "agir_certification_batch"
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Return the identifier that the file bears."""
        return self.flux


class BatchLine(models.Model):
    """One passage in one file: what was written of it, sealed, and what was answered.

    ``sealed`` is the line of the file; it is erased with the civil status that it was written
    from, and the file can then no longer be written again. ``outcome`` is '', ``accepted`` or
    ``refused``; ``message`` is the return file's own, verbatim.

    .. pii: Names and sex, date and place of birth, sealed; the learner's pseudonym.
    .. pii_types: name, birth_date, gender, location, other
    .. pii_retirement: local_api
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="lines")
    subject = models.UUIDField(db_index=True)
    position = models.PositiveIntegerField()
    sealed = models.TextField(blank=True)
    outcome = models.CharField(max_length=8, blank=True)
    message = models.CharField(max_length=1000, blank=True)

    class Meta:
        """A passage stands once in a file, and each place of a file is one passage's."""

        db_table = "agir_certification_batch_line"
        ordering = ("batch", "position")
        constraints = (
            models.UniqueConstraint(fields=("batch", "passage"), name="agir_cert_line_once"),
            models.UniqueConstraint(fields=("batch", "position"), name="agir_cert_line_place"),
        )

    def __str__(self) -> str:
        """Return nothing of the person."""
        return f"line {self.position}"


class TreatmentReport(models.Model):
    """An *accusé de traitement* that was read; the same file is read once.

    ``missing`` are passages of the file that it says nothing of, ``unknown`` those it names that
    were not in the file, ``contradicted`` those settled the other way before.

    .. pii: The pseudonym of the manager who loaded it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="reports")
    sha256 = models.CharField(max_length=64)
    treatment = models.CharField(max_length=60, blank=True)
    accepted = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    contradicted = models.PositiveIntegerField(default=0)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """A report is kept once a file."""

        db_table = "agir_certification_report"
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("batch", "sha256"), name="agir_cert_report_once"),
        )

    def __str__(self) -> str:
        """Return the digest."""
        return self.sha256
