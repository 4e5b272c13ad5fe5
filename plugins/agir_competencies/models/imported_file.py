"""Which files were taken in whole, and what the tables held afterwards?"""

from django.db import models


class ImportedFile(models.Model):
    """One row is one file whose import ended; its frameworks point to it.

    ``digest`` is of the file's bytes, of how they were read and of the reader's own source.
    ``content`` is of everything that an import may write of its frameworks: while both are as
    they were, importing the file again would change nothing, and nobody has to read it to know.
    A row that no framework points to any more is deleted by the next import.

    .. no_pii:
    """

    digest = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64)
    frameworks = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_competencies_imported_file"
