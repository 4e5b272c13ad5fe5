"""How does an inbox row reach its stream? After the commit, without a statement.

Whoever answers a question waits for Redis once at most: when it does not answer, this process
folds one by one for ``PAUSE`` seconds before it asks again.
"""

from __future__ import annotations

import logging
import time
from typing import Final

from agir_competencies.models import InboxEntry
from agir_competencies.stream import address

log = logging.getLogger("agir_competencies.stream")

MOST_KEPT: Final = 1_000_000  # messages a stream; what is cut off is in the inbox still
PAUSE: Final = 30.0

_silent_until = 0.0


def publish(entry: InboxEntry) -> bool:
    """Tell the stream of ``entry``; ``False`` when there is none, or it cannot be reached."""
    global _silent_until  # noqa: PLW0603  a process knows one Redis
    if not address.is_on() or time.monotonic() < _silent_until:
        return False
    try:
        address.client().xadd(
            address.key(entry.user_id % address.parts()),
            {"entry": str(entry.pk)},
            maxlen=MOST_KEPT,
            approximate=True,
        )
    except Exception as error:  # noqa: BLE001  a learner's answer must not fail because of us
        _silent_until = time.monotonic() + PAUSE
        log.error("The stream cannot be reached, scores are folded here: %s", type(error).__name__)
        return False
    return True


def listen_again() -> None:
    """Forget that the stream could not be reached; for tests."""
    global _silent_until  # noqa: PLW0603
    _silent_until = 0.0
