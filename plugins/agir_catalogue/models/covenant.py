"""What was found of the free-track covenant, course by course, and what people said about it?

No row names a table of the platform: courses and blocks are keys, people are subjects.
"""

from __future__ import annotations

from django.db import models

KEY_LENGTH = 255


class CovenantStanding(models.Model):
    """How one course stands: ``kept``, ``not_kept`` or ``unknown``, as the last look found it.

    ``last_kept_at`` is null for a course that never kept the covenant: it has none to breach.
    The row is locked while a look is written, so that two looks follow one another.

    .. no_pii:
    """

    course_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    standing = models.CharField(max_length=8)
    checked_at = models.DateTimeField()
    last_kept_at = models.DateTimeField(null=True)

    class Meta:
        """Table name and order."""

        db_table = "agir_catalogue_covenant_standing"
        ordering = ("course_key",)


class CovenantCheck(models.Model):
    """One finding, from the first look that met it (``since``) to the last (``checked_at``).

    A look that finds the same moves ``checked_at``; another finding closes the row with ``until``
    and opens the next. ``code`` and ``facts`` become the sentence of evidence when it is read.

    .. no_pii:
    """

    course_key = models.CharField(max_length=KEY_LENGTH)
    criterion = models.CharField(max_length=4)
    verdict = models.CharField(max_length=8)
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    since = models.DateTimeField()
    checked_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        """Table name, the order of looks, and how a course's findings are read."""

        db_table = "agir_catalogue_covenant_check"
        ordering = ("id",)
        indexes = (models.Index(fields=("course_key", "until"), name="agir_covenant_check"),)


class Breach(models.Model):
    """A course that kept the covenant and does not any more; public, and healed by a look.

    ``criteria`` are the guards that ever failed in it (``O1,O3``). ``open_key`` is the course's
    key while the breach is open and null afterwards: so a course has one open breach at most.

    .. no_pii:
    """

    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    open_key = models.CharField(max_length=KEY_LENGTH, unique=True, null=True)  # noqa: DJ001  null: closed
    criteria = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    healed_at = models.DateTimeField(null=True)

    class Meta:
        """Table name, latest first."""

        db_table = "agir_catalogue_covenant_breach"
        ordering = ("-id",)


class CovenantOverride(models.Model):
    """An operator's word that something may be activated although a guard does not pass.

    ``open_key`` as in ``Breach``. Both subjects become null when the person leaves.

    .. pii: A pseudonym of an operator, and the reason that they wrote.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    open_key = models.CharField(max_length=KEY_LENGTH, unique=True, null=True)  # noqa: DJ001  null: closed
    reason = models.CharField(max_length=500)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Table name, latest first."""

        db_table = "agir_catalogue_covenant_override"
        ordering = ("-id",)


class ExamSection(models.Model):
    """A subsection that the course team declared an exam: O2 does not ask to see it for free.

    .. pii: A pseudonym of who declared it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    usage_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    declared_by = models.UUIDField(null=True)
    declared_at = models.DateTimeField()

    class Meta:
        """Table name, in the order they were declared."""

        db_table = "agir_catalogue_covenant_exam"
        ordering = ("id",)


class CovenantPromise(models.Model):
    """A signature under the covenant for a course that does not exist yet.

    ``reference`` names what it was given for (a campaign), ``course_key`` the course once it is
    there, else ''.

    .. pii: A pseudonym of who signed.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    reference = models.CharField(max_length=KEY_LENGTH, unique=True)
    course_key = models.CharField(max_length=KEY_LENGTH, blank=True, db_index=True)
    signed_by = models.UUIDField(null=True)
    signed_at = models.DateTimeField()
    bound_at = models.DateTimeField(null=True)

    class Meta:
        """Table name, in the order they were signed."""

        db_table = "agir_catalogue_covenant_promise"
        ordering = ("id",)
