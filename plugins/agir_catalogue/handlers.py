"""What does the catalogue hear, and what does it say it holds of a person?

``listen`` is called while a whole platform boots: it raises nothing.
"""

import logging

log = logging.getLogger(__name__)


def listen() -> None:
    """Subscribe what each room hears. Idempotent."""
