"""What cannot be done with a signed badge?"""

from __future__ import annotations

from typing import ClassVar

from agir_kernel.errors import DomainError


class CredentialUnknown(DomainError):
    """No badge of this learner (or none that the public may see) has this identifier."""

    code: ClassVar[str] = "credential_unknown"


class CredentialRevoked(DomainError):
    """The document was revoked, for ever; ``why`` is a word of ``Ending``."""

    code: ClassVar[str] = "credential_revoked"


class CredentialDeleted(DomainError):
    """Its owner deleted it, which is final."""

    code: ClassVar[str] = "credential_deleted"


class CredentialUnsigned(DomainError):
    """Nothing is signed yet: the site has no key, or the next run has not come."""

    code: ClassVar[str] = "credential_unsigned"


class SkillNotDemonstrated(DomainError):
    """The learner did not demonstrate this competency, or does not any more."""

    code: ClassVar[str] = "skill_not_demonstrated"


class EvidenceUnknown(DomainError):
    """No result of this learner on this badge's skills has this identifier."""

    code: ClassVar[str] = "evidence_unknown"


class DidMalformed(DomainError):
    """The text is no decentralised identifier."""

    code: ClassVar[str] = "did_malformed"


class FormatUnknown(DomainError):
    """No file of this format is made; ``formats`` are those that are."""

    code: ClassVar[str] = "format_unknown"


class StatusListUnknown(DomainError):
    """No status list of this site has this identifier."""

    code: ClassVar[str] = "status_list_unknown"


class AchievementUnknown(DomainError):
    """No badge or skill of this site was ever given in this version."""

    code: ClassVar[str] = "achievement_unknown"
