"""Why a framework is not taken in. Facts are what a sentence needs to say what to do."""

from __future__ import annotations

from typing import ClassVar

from agir_kernel.errors import DomainError


class FrameworkRefused(DomainError):
    """An import that cannot go on; nothing was written."""

    code: ClassVar[str] = "framework_refused"


class FileUnreadable(FrameworkRefused):
    """No file there, or no right to read it. Facts: ``path``, ``reason``."""

    code: ClassVar[str] = "file_unreadable"


class FrameworkUnknown(FrameworkRefused):
    """No framework here has this name. Facts: ``identifier``."""

    code: ClassVar[str] = "framework_unknown"


class AnswerNotPackage(FrameworkRefused):
    """What an address answers is no CASE package and names none. Facts: ``found``."""

    code: ClassVar[str] = "answer_not_package"


class FormatUnknown(FrameworkRefused):
    """A format that has no reader. Facts: ``format``, ``known``."""

    code: ClassVar[str] = "format_unknown"


class FrameworkMalformed(FrameworkRefused):
    """Not the format it should be. Facts: ``where`` (an item, a line), ``reason`` (a code)."""

    code: ClassVar[str] = "framework_malformed"


class FrameworkTooLarge(FrameworkRefused):
    """More bytes, items or levels than the site takes. Facts: ``unit``, ``limit``."""

    code: ClassVar[str] = "framework_too_large"


class FrameworkEmpty(FrameworkRefused):
    """A well-formed file without a competency in it."""

    code: ClassVar[str] = "framework_empty"


class DoctypeRefused(FrameworkRefused):
    """XML that declares a document type: the door of entity bombs."""

    code: ClassVar[str] = "doctype_refused"


class DuplicateItem(FrameworkRefused):
    """One identifier twice. Facts: ``identifier``, ``first``, ``second`` (their positions)."""

    code: ClassVar[str] = "duplicate_item"


class CyclicItems(FrameworkRefused):
    """Items that come before themselves. Facts: ``kind`` of edge, ``items`` on the circle."""

    code: ClassVar[str] = "cyclic_items"


class SheetsTooMany(FrameworkTooLarge):
    """More competencies than are taken at once; counted, so that somebody may choose.

    Facts: ``sheets`` that list competencies, their ``items``, of these ``active`` sheets in force
    with ``active_items``, and the ``limit`` in items.
    """

    code: ClassVar[str] = "sheets_too_many"


class SheetUnknown(FrameworkRefused):
    """A sheet that was asked for and is not in the file. Facts: ``sheets``."""

    code: ClassVar[str] = "sheet_unknown"


class ArchiveRefused(FrameworkRefused):
    """An archive that is no place to read from. Facts: ``reason`` (a code)."""

    code: ClassVar[str] = "archive_refused"


class PartMissing(FrameworkRefused):
    """A set without a file that it needs. Facts: ``files`` (the names that would do)."""

    code: ClassVar[str] = "part_missing"


class PartTwice(FrameworkRefused):
    """A set with two files of one name. Facts: ``name``."""

    code: ClassVar[str] = "part_twice"


class ColumnMissing(FrameworkRefused):
    """A table without a column that it needs. Facts: ``file``, ``column``."""

    code: ClassVar[str] = "column_missing"


class LanguageUnknown(FrameworkRefused):
    """A language that the file has not, or that nobody knows. Facts: ``language``, ``known``."""

    code: ClassVar[str] = "language_unknown"


class ItemTaken(FrameworkRefused):
    """An item that another framework already holds. Facts: ``identifier``, ``framework``."""

    code: ClassVar[str] = "item_taken"


class LabelsCollide(FrameworkRefused):
    """Two labels that only this site's database holds for equal (a rare script's letters)."""

    code: ClassVar[str] = "labels_collide"


class CaseRefused(DomainError):
    """A question to this site's CASE service that has no answer."""

    code: ClassVar[str] = "case_refused"


class CaseNameMalformed(CaseRefused):
    """A name that is no UUID."""

    code: ClassVar[str] = "case_name_malformed"


class CaseUnknown(CaseRefused):
    """Nothing here has this name."""

    code: ClassVar[str] = "case_unknown"


class CaseQueryRefused(CaseRefused):
    """A parameter that cannot be followed. Facts: ``field`` (the parameter)."""

    code: ClassVar[str] = "case_query_refused"


class CaseBusy(CaseRefused):
    """Too many questions from one place within a minute. Facts: ``limit``, ``wait`` (seconds)."""

    code: ClassVar[str] = "case_busy"
