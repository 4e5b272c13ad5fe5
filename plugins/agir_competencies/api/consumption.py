"""Evidence in batches: what ``agir_consume_evidence`` calls."""

from agir_competencies.stream.consume import Consumer, Progress, Terms
from agir_competencies.stream.settle import Settled, settle

__all__ = ["Consumer", "Progress", "Settled", "Terms", "settle"]
