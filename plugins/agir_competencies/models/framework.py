"""A framework and its competencies, as Agir's own record.

Any depth, any length, several languages. The ``openedx_tagging`` taxonomy that mirrors a
framework holds short handles only (decision 0001); ids of its rows are kept here as plain
numbers, since no foreign key crosses into the platform's tables.
"""

from django.db import models


class Framework(models.Model):
    """One row is one framework (a CASE document, an RNCP sheet, a local list).

    Written by an import or an author; changed by a later import of the same ``uri``.

    .. no_pii:
    """

    identifier = models.UUIDField(unique=True)
    uri = models.CharField(max_length=500)
    source = models.CharField(max_length=16)  # a format of planning.FORMATS, or local
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=16, blank=True)
    licence = models.CharField(max_length=500, blank=True)
    version_label = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=64, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)  # what the publisher says, not Agir
    replaced_by_uri = models.CharField(max_length=500, blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    taxonomy_id = models.BigIntegerField(null=True, blank=True)
    rest = models.TextField(blank=True)  # JSON: what CASE says and no column holds
    imported_at = models.DateTimeField()
    file = models.ForeignKey(
        "ImportedFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="holds"
    )

    class Meta:
        """Table name and reading order."""

        db_table = "agir_competencies_framework"
        ordering = ("title", "id")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Competency(models.Model):
    """One row is one item of a framework, at any depth.

    ``identifier`` is the item's UUID (CASE) or a UUID5 of its URI (other sources); it is the
    identity in events, REST and badges. ``label`` is the value of its tag now. A row is never
    deleted once imported: it is retired, or replaced.

    .. no_pii:
    """

    identifier = models.UUIDField(unique=True)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="items")
    uri = models.CharField(max_length=500)
    code = models.CharField(max_length=255, blank=True)
    statement = models.TextField()
    short = models.CharField(max_length=500, blank=True)
    item_type = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=16, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    rest = models.TextField(blank=True)  # JSON: what CASE says and no column holds
    position = models.PositiveIntegerField(default=0)  # order among siblings
    depth = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=500, blank=True)
    tag_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )

    class Meta:
        """Table name and reading order."""

        db_table = "agir_competencies_competency"
        ordering = ("framework_id", "depth", "position", "id")
        verbose_name_plural = "competencies"
        indexes = [models.Index(fields=("uri",), name="agir_competency_uri")]

    def __str__(self) -> str:
        """Return what a person calls it."""
        return self.label or self.short or self.statement[:80]


class CompetencyTranslation(models.Model):
    """One row says a competency in one more language.

    ``identifier`` is its name in CASE, where a translation is an item of its own.

    .. no_pii:
    """

    identifier = models.UUIDField(unique=True, null=True, editable=False)
    competency = models.ForeignKey(
        Competency, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=16)
    statement = models.TextField()
    short = models.CharField(max_length=500, blank=True)

    class Meta:
        """One sentence a language."""

        db_table = "agir_competencies_translation"
        constraints = [
            models.UniqueConstraint(
                fields=("competency", "language"), name="agir_translation_one_a_language"
            )
        ]


class Relation(models.Model):
    """One row is a typed edge between two competencies (CASE association types).

    The tree itself is ``Competency.parent``; here are the others (``precedes``,
    ``exactMatchOf``, ``isRelatedTo``…). ``destination`` is null when the edge leaves for a
    framework that is not here, for an item out of force, or closes a circle across frameworks;
    ``destination_uri`` always says where it goes. ``identifier`` is the association's name in
    CASE.

    .. no_pii:
    """

    identifier = models.UUIDField(unique=True, null=True, editable=False)
    origin = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="relations")
    destination = models.ForeignKey(
        Competency, null=True, blank=True, on_delete=models.SET_NULL, related_name="relations_to"
    )
    destination_uri = models.CharField(max_length=500)
    kind = models.CharField(max_length=64)

    class Meta:
        """One edge of a kind."""

        db_table = "agir_competencies_relation"
        constraints = [
            models.UniqueConstraint(
                fields=("origin", "kind", "destination_uri"), name="agir_relation_once"
            )
        ]
        indexes = [models.Index(fields=("destination_uri",), name="agir_relation_uri")]


class LabelAlias(models.Model):
    """One row is a label that a competency's tag once bore, so that old exports still match.

    .. no_pii:
    """

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="aliases")
    label = models.CharField(max_length=500)
    since = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_competencies_alias"
