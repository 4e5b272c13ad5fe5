"""How does a file of accrochage go: made, deposited, answered?

A passage is in one unresolved file at most (check CPF-DUP-01). A file that was made and not
deposited is written again, byte for byte, however often it is asked for: what was killed on the
way is asked for again, and nothing is sent twice.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError


class BatchState(StrEnum):
    """Where a file stands."""

    GENERATED = "generated"
    DEPOSITED = "deposited"
    PROCESSED = "processed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


_S = BatchState
MOVES: Final[dict[BatchState, frozenset[BatchState]]] = {
    _S.GENERATED: frozenset({_S.DEPOSITED, _S.PROCESSED, _S.CANCELLED, _S.REJECTED}),
    _S.DEPOSITED: frozenset({_S.GENERATED, _S.PROCESSED, _S.REJECTED}),
    _S.PROCESSED: frozenset(),
    _S.REJECTED: frozenset(),
    _S.CANCELLED: frozenset(),
}
UNRESOLVED: Final = frozenset({_S.GENERATED, _S.DEPOSITED})
ENDED_UNSENT: Final = frozenset({_S.REJECTED, _S.CANCELLED})


class BatchUnknown(DomainError):
    """There is no such file."""

    code: ClassVar[str] = "batch_unknown"


class BatchSettled(DomainError):
    """The file has moved on and cannot do that now (``state``)."""

    code: ClassVar[str] = "batch_settled"


class BatchErased(DomainError):
    """What was in the file was erased, or no longer has its digest: it is not written again."""

    code: ClassVar[str] = "batch_erased"


class ReasonMissing(DomainError):
    """A named person who ends a file or keeps a passage out says why."""

    code: ClassVar[str] = "batch_reason_missing"


def batch_moved(before: BatchState, after: BatchState) -> bool:
    """Tell whether anything changes; raise ``BatchSettled`` for a move that is none."""
    if before is after:
        return False
    if after not in MOVES[before]:
        raise BatchSettled(state=before.value)
    return True
