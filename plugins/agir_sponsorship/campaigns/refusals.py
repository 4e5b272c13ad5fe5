"""How do campaigns and pledges refuse?"""

from __future__ import annotations

from typing import ClassVar

from agir_kernel.errors import DomainError


class CampaignUnknown(DomainError):
    """There is no such campaign, or it is not public."""

    code: ClassVar[str] = "campaign_unknown"


class CampaignNotOpen(DomainError):
    """The campaign takes no pledge now: not open yet, on hold, or over."""

    code: ClassVar[str] = "campaign_not_open"


class CampaignOfPartner(DomainError):
    """A partner receives the money on their own page: it never passes through this site."""

    code: ClassVar[str] = "campaign_of_partner"


class CampaignNotDue(DomainError):
    """The campaign's last day is not over, and its goal is not reached."""

    code: ClassVar[str] = "campaign_not_due"


class PromiseMissing(DomainError):
    """Nobody signed the free-track covenant for the course that is to be made."""

    code: ClassVar[str] = "campaign_promise_missing"


class CourseMissing(DomainError):
    """The last milestone is released once the course that was made is named."""

    code: ClassVar[str] = "campaign_course_missing"


class ReasonMissing(DomainError):
    """The act asks for a reason of 1 to 1000 characters."""

    code: ClassVar[str] = "reason_missing"


class MilestoneUnknown(DomainError):
    """There is no such milestone."""

    code: ClassVar[str] = "milestone_unknown"


class EvidenceUnfit(DomainError):
    """Evidence is a web address (https) and a sentence of 1 to 1000 characters."""

    code: ClassVar[str] = "evidence_unfit"


class PledgeUnknown(DomainError):
    """There is no such pledge, or it is another organisation's."""

    code: ClassVar[str] = "pledge_unknown"


class PledgeUnfit(DomainError):
    """A pledge that cannot be taken as it is; ``field`` names the part to correct."""

    code: ClassVar[str] = "pledge_unfit"


class PledgeKeyReused(DomainError):
    """The form was sent already, with other words."""

    code: ClassVar[str] = "pledge_key_reused"


class TermsNotAccepted(DomainError):
    """Whoever pledges accepts that sponsors have no say in content."""

    code: ClassVar[str] = "terms_not_accepted"


class NatureUndecided(DomainError):
    """Nobody decided yet what the pledge is in law."""

    code: ClassVar[str] = "nature_undecided"


class NatureUnfit(DomainError):
    """A gift whose counterpart is a service or is worth more than a quarter of it (I14)."""

    code: ClassVar[str] = "nature_unfit"


class NatureBound(DomainError):
    """A document was issued for this nature: credit it first (I15)."""

    code: ClassVar[str] = "nature_bound"
