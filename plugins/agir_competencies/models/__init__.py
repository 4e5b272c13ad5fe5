"""Tables of competencies, one file a noun."""

from agir_competencies.models.attestation import (
    Attestation,
    Override,
    PriorLearning,
    PriorLearningItem,
    PriorLearningStep,
)
from agir_competencies.models.claim import ClaimedReceipt
from agir_competencies.models.evidence import CurrentEvidence, Evidence, InboxEntry
from agir_competencies.models.framework import (
    Competency,
    CompetencyTranslation,
    Framework,
    LabelAlias,
    Relation,
)
from agir_competencies.models.goal import (
    Goal,
    GoalItem,
    GoalMove,
    GoalProposal,
    GoalProposalItem,
    GoalReminder,
)
from agir_competencies.models.import_job import ImportJob
from agir_competencies.models.imported_file import ImportedFile
from agir_competencies.models.indicator import (
    Count,
    Counting,
    Participation,
    Publication,
    Snapshot,
)
from agir_competencies.models.link import Link, LinkDefault, LinkVersion, LinkWeight
from agir_competencies.models.peers import PeerAnswer, PeerPolicy, PeerWork
from agir_competencies.models.rule import MasteryRule
from agir_competencies.models.self_assessment import SelfAssessment
from agir_competencies.models.state import State
from agir_competencies.models.tally import RetiredTally
from agir_competencies.models.watermark import Watermark

__all__ = [
    "Attestation",
    "ClaimedReceipt",
    "Competency",
    "CompetencyTranslation",
    "Count",
    "Counting",
    "CurrentEvidence",
    "Evidence",
    "Framework",
    "Goal",
    "GoalItem",
    "GoalMove",
    "GoalProposal",
    "GoalProposalItem",
    "GoalReminder",
    "ImportJob",
    "ImportedFile",
    "InboxEntry",
    "LabelAlias",
    "Link",
    "LinkDefault",
    "LinkVersion",
    "LinkWeight",
    "MasteryRule",
    "Override",
    "Participation",
    "PeerAnswer",
    "PeerPolicy",
    "PeerWork",
    "PriorLearning",
    "PriorLearningItem",
    "PriorLearningStep",
    "Publication",
    "Relation",
    "RetiredTally",
    "SelfAssessment",
    "Snapshot",
    "State",
    "Watermark",
]
