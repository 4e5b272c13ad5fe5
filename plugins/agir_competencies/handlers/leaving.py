"""What happens when a learner leaves, or asks for their data? Even while the context is off."""

from agir_competencies.api import evidence
from agir_platform import retirement


def listen() -> None:
    """Say what is held of a learner. Idempotent."""
    retirement.register("competencies", evidence.forget, evidence.export)
