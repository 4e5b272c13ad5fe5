"""Tables of badges, one file a noun."""

from agir_badges.models.achievement import AchievementVersion
from agir_badges.models.award import Award
from agir_badges.models.credential import Credential
from agir_badges.models.endorsement import Endorsement
from agir_badges.models.rule import BadgeRule, BadgeRuleItem, BadgeRuleWording
from agir_badges.models.status import SpentNumber, StatusList

__all__ = [
    "AchievementVersion",
    "Award",
    "BadgeRule",
    "BadgeRuleItem",
    "BadgeRuleWording",
    "Credential",
    "Endorsement",
    "SpentNumber",
    "StatusList",
]
