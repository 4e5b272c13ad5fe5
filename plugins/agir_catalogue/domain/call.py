"""What becomes of a call for initiatives when the themes are counted again?

A call is about one theme that society needs. ``open``: nobody teaches it yet, so that anybody
may. ``answered``: a course does. ``closed``: an operator said why it is not looked for here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

CALLED_SCHEMES: Final = ("agir",)  # a gap among 80 fields of study is no call to anybody
LONGEST_REASON: Final = 1000


class CallState(StrEnum):
    """Where a call stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class CallUnknown(DomainError):
    """There is no such call."""

    code: ClassVar[str] = "call_unknown"


class ReasonMissing(DomainError):
    """A call is closed or reopened without saying why, or at too great a length."""

    code: ClassVar[str] = "call_reason_missing"


class CallNotOpen(DomainError):
    """Only an open call is supported."""

    code: ClassVar[str] = "call_not_open"


class CallThere(DomainError):
    """The call stands there already."""

    code: ClassVar[str] = "call_there_already"


def after_count(state: CallState | None, covered: str) -> CallState | None:
    """Return where a call stands once its theme was found covered ``yes``, ``no``, ``unknown``.

    ``None`` is no call. Unknown changes nothing. What an operator closed stays closed.
    """
    if state is CallState.CLOSED or covered == "unknown":
        return state
    if covered == "no":
        return CallState.OPEN
    return CallState.ANSWERED if state else None


def checked_reason(text: str) -> str:
    """Return a reason in one piece; raise ``ReasonMissing``."""
    reason = " ".join(text.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    return reason
