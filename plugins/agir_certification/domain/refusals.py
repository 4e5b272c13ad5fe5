"""What cannot be written to the CDC, nor read from it?

No fact holds personal data: codes, lines, fields, figures.
"""

from __future__ import annotations

from typing import ClassVar

from agir_kernel.errors import DomainError


class NothingToDeposit(DomainError):
    """No passage may be sent: the schema knows no empty file. ``refused`` says how many not."""

    code: ClassVar[str] = "nothing_to_deposit"


class DepositTooLarge(DomainError):
    """More passages or bytes than the portal takes in one file; ``limit`` of ``unit``."""

    code: ClassVar[str] = "deposit_too_large"


class DepositorMayNot(DomainError):
    """A training partner deposits nothing: it hands its data over to the certifier."""

    code: ClassVar[str] = "depositor_may_not"


class DepositorMalformed(DomainError):
    """An identifier that the CDC gave has not the length that the schema asks (``field``)."""

    code: ClassVar[str] = "depositor_malformed"


class ProfileUnknown(DomainError):
    """The schema's version (``version``) is none that Agir writes."""

    code: ClassVar[str] = "profile_unknown"


class DeletionUnsupported(DomainError):
    """A file of SUPPRESSION asks for the official schema 1.1.5, which this site has not."""

    code: ClassVar[str] = "deletion_unsupported"


class SchemaUnreadable(DomainError):
    """The operator's schema is missing or no schema of the CDC (``reason``)."""

    code: ClassVar[str] = "schema_unreadable"


class XmlRefused(DomainError):
    """A document type, entities, or bytes that are no XML (``reason``, ``line``)."""

    code: ClassVar[str] = "xml_refused"


class FileTooLarge(DomainError):
    """More bytes than are read (``limit``)."""

    code: ClassVar[str] = "file_too_large"


class RecordsUnreadable(DomainError):
    """A file of records that is neither JSON nor CSV, or lacks a column (``reason``, ``field``)."""

    code: ClassVar[str] = "records_unreadable"


class ReportMalformed(DomainError):
    """A report of the CDC without what a report holds (``reason``)."""

    code: ClassVar[str] = "report_malformed"


class ReportContradictory(DomainError):
    """The report says one passage twice, or accepted and refused (``count``)."""

    code: ClassVar[str] = "report_contradictory"


class ReportForeign(DomainError):
    """The report answers a file that this site did not write."""

    code: ClassVar[str] = "report_foreign"


class PlacesUnreadable(DomainError):
    """A file that is none of INSEE's code officiel géographique (``reason``, ``field``)."""

    code: ClassVar[str] = "places_unreadable"


class OfferRefused(DomainError):
    """EDOF is known to refuse this catalogue for ``count`` reasons; ``offer_faults`` tells each."""

    code: ClassVar[str] = "offer_refused"
