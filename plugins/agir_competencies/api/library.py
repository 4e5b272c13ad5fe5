"""Frameworks as somebody reads through them: a list, one of them, a branch at a time.

Who may: none of these functions asks; frameworks are public data.
"""

from agir_competencies.frameworks.library import FOUND, branch, card, cards, search
from agir_competencies.frameworks.shown import Branch, Card, Item, Name, Tie

__all__ = ["FOUND", "Branch", "Card", "Item", "Name", "Tie", "branch", "card", "cards", "search"]
