"""Tables of badges, one file a noun."""

from agir_badges.models.award import Award
from agir_badges.models.rule import BadgeRule, BadgeRuleItem, BadgeRuleWording

__all__ = ["Award", "BadgeRule", "BadgeRuleItem", "BadgeRuleWording"]
