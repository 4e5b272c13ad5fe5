"""Why was a badge withdrawn, and why is its document worth nothing any more?"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The only facts that take a badge back; a change of its rule is none."""

    COMPETENCY_WITHDRAWN = "competency_withdrawn"


class Ending(StrEnum):
    """The only facts that revoke a document. A payment, a rule and a framework are none."""

    COMPETENCY_WITHDRAWN = "competency_withdrawn"
    DELETED_BY_LEARNER = "deleted_by_learner"
    LEARNER_RETIRED = "learner_retired"
