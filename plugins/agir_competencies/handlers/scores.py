"""What happens when a score changes? It enters the inbox, in the score's own transaction."""

from agir_competencies.api import evidence
from agir_platform.select import platform


def listen() -> None:
    """Subscribe to scores. Idempotent."""
    platform().subscriptions.on_score(evidence.receive)
