"""What does the platform room keep? Who a learner is, and which keys ever signed here."""

from agir_platform.models.issuer_key import IssuerKey
from agir_platform.models.learner import Learner

__all__ = ["IssuerKey", "Learner"]
