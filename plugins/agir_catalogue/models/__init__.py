"""Tables of the catalogue, one file a noun."""

from agir_catalogue.models.call import Call, CallStep, CallSupport
from agir_catalogue.models.change import Change, ChangeHead
from agir_catalogue.models.coproduction import (
    Coproduction,
    CoproductionLine,
    CoproductionVersion,
    InstitutionWord,
)
from agir_catalogue.models.covenant import (
    Breach,
    CovenantCheck,
    CovenantOverride,
    CovenantPromise,
    CovenantStanding,
    ExamSection,
)
from agir_catalogue.models.initiative import (
    InitiativeTask,
    Proposal,
    ProposalStep,
    ThemeSuggestion,
)
from agir_catalogue.models.institution import (
    Institution,
    InstitutionInvitation,
    InstitutionMember,
)
from agir_catalogue.models.listing import Listing, ListingFacet
from agir_catalogue.models.measure import CourseMeasured
from agir_catalogue.models.notice import Notice, NoticeVersion
from agir_catalogue.models.peer import Harvest, Peer, PeerKeyChange, PeerRejection
from agir_catalogue.models.peer_course import PeerCourse, PeerDispute, PeerMerge
from agir_catalogue.models.recognition import (
    RecognisedCompetency,
    Recognition,
    RecognitionTerms,
)
from agir_catalogue.models.theme import ThemeChange, ThemeCount, ThemeTag

__all__ = [
    "Breach",
    "Call",
    "CallStep",
    "CallSupport",
    "Change",
    "ChangeHead",
    "Coproduction",
    "CoproductionLine",
    "CoproductionVersion",
    "CourseMeasured",
    "CovenantCheck",
    "CovenantOverride",
    "CovenantPromise",
    "CovenantStanding",
    "ExamSection",
    "Harvest",
    "InitiativeTask",
    "Institution",
    "InstitutionInvitation",
    "InstitutionMember",
    "InstitutionWord",
    "Listing",
    "ListingFacet",
    "Notice",
    "NoticeVersion",
    "Peer",
    "PeerCourse",
    "PeerDispute",
    "PeerKeyChange",
    "PeerMerge",
    "PeerRejection",
    "Proposal",
    "ProposalStep",
    "RecognisedCompetency",
    "Recognition",
    "RecognitionTerms",
    "ThemeChange",
    "ThemeCount",
    "ThemeSuggestion",
    "ThemeTag",
]
