"""How does a batch of documents get its signatures?

One press for the process: documents of one badge are canonicalised once and filled in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from agir_badges.openbadges.template import Press
from agir_platform.signing import Signer

_PRESS: Final = Press()


def sealed(
    documents: Iterable[dict[str, Any]], signer: Signer, now: datetime
) -> list[dict[str, Any]]:
    """Return the documents with their proofs, in order; ``now`` dates the proofs."""
    return [_PRESS.secure(document, signer, created=now) for document in documents]
