"""The face of badges: what other rooms and contexts may call."""

from agir_badges.api.awards import award_for, reconcile
from agir_badges.data import AheadView, BadgeView, Change, Shelf
from agir_badges.domain.level import Level, level_of
from agir_badges.domain.rule import Standing
from agir_badges.retirement import export, forget
from agir_badges.rules import create_rule, retire_rule, revise_rule
from agir_badges.shelf import badges_of, shelf

__all__ = [
    "AheadView",
    "BadgeView",
    "Change",
    "Level",
    "Shelf",
    "Standing",
    "award_for",
    "badges_of",
    "create_rule",
    "export",
    "forget",
    "level_of",
    "reconcile",
    "retire_rule",
    "revise_rule",
    "shelf",
]
