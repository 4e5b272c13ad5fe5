"""What happens when a score changes, or somebody was there? It enters the inbox, at once.

In the score's own transaction; presence only where a link asks for it.
"""

from agir_competencies.api import attesting, evidence
from agir_platform.ports import Score
from agir_platform.select import platform


def listen() -> None:
    """Subscribe to scores, of criteria and line items too, and to completions. Idempotent."""
    subscriptions = platform().subscriptions
    subscriptions.on_score(evidence.receive)
    subscriptions.on_part_score(receive_part)
    subscriptions.on_completion(evidence.receive_presence)


def receive_part(score: Score) -> None:
    """Hear one criterion, one line item, or what peers concluded. Never raises."""
    if score.kind == attesting.PEER_OUTCOME:
        attesting.receive_outcome(score)
    else:
        evidence.receive(score)
