"""Who makes a course together, and who agreed to what?"""

from __future__ import annotations

from django.db import models

from agir_catalogue.models.institution import Institution


class Coproduction(models.Model):
    """One row a course whose makers were said; ``number`` is that of its latest version.

    Whoever writes raises ``number`` first, from the one that was read.

    .. no_pii:
    """

    course_key = models.CharField(max_length=255, primary_key=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        """The table."""

        db_table = "agir_catalogue_coproduction"


class CoproductionLine(models.Model):
    """One row is one institution in one role in a course now; rewritten with each version.

    The share is ``parts`` of ``whole``, both ``None`` where nobody said it.

    .. no_pii:
    """

    course_key = models.CharField(max_length=255, db_index=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16)
    parts = models.PositiveIntegerField(null=True)
    whole = models.PositiveIntegerField(null=True)

    class Meta:
        """The table, in the order of the record."""

        db_table = "agir_catalogue_coproduction_line"
        ordering = ("course_key", "place")


class CoproductionVersion(models.Model):
    """One row is one state of a record, never changed. ``lines`` is JSON of ``domain.kept``.

    ``undoes`` is the number of the change that this one took back.

    .. pii: The pseudonym of who wrote it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    course_key = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    lines = models.JSONField()
    undoes = models.PositiveIntegerField(null=True)
    by = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table; a version has its number alone."""

        db_table = "agir_catalogue_coproduction_version"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["course_key", "number"], name="agir_coproduction_number"
            ),
        )


class InstitutionWord(models.Model):
    """One row says that an institution agreed to its terms in a course, or declined them.

    Append-only; of several on the same ``terms`` the last holds.

    .. pii: The pseudonym of who answered for the institution.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="words")
    course_key = models.CharField(max_length=255, db_index=True)
    terms = models.CharField(max_length=255)
    is_accepted = models.BooleanField()
    by = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_institution_word"
        ordering = ("id",)
