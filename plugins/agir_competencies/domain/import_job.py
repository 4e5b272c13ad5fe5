"""Which states does an import pass, who is at work on it, and what may be asked of it when?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final

from agir_competencies.domain.refusals import FrameworkRefused

PLANNED: Final = "planned"
PLANNING: Final = "planning"
READY: Final = "ready"
APPLYING: Final = "applying"
DONE: Final = "done"
REFUSED: Final = "refused"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"
STALE: Final = "stale"

PLAN: Final = "plan"
APPLY: Final = "apply"

AT_WORK: Final = frozenset({PLANNED, PLANNING, APPLYING})
OPEN: Final = AT_WORK | {READY, FAILED}
OVER: Final = frozenset({DONE, REFUSED, CANCELLED})

QUIET: Final = timedelta(minutes=2)
KEPT: Final = timedelta(days=7)

BEGINNINGS: Final = {PLAN: PLANNED, APPLY: APPLYING}
"""The state in which a job waits for a worker, by what it is asked to do."""

_ALLOWED: Final = {
    "apply": frozenset({READY}),
    "continue": frozenset({STALE, FAILED}),
    "cancel": OPEN | {STALE},
}


class ImportRefused(FrameworkRefused):
    """Something that cannot be done with an import; nothing was written."""

    code: ClassVar[str] = "import_refused"


class ImportUnknown(ImportRefused):
    """No such import, or none any more."""

    code: ClassVar[str] = "import_unknown"


class ImportUnderWay(ImportRefused):
    """One person has one import at a time."""

    code: ClassVar[str] = "import_under_way"


class ImportMoved(ImportRefused):
    """The import is no longer where this could be done. Facts: ``state``."""

    code: ClassVar[str] = "import_moved"


class ImportExpired(ImportRefused):
    """Nobody came back to it in time; its file was deleted. Facts: ``days``."""

    code: ClassVar[str] = "import_expired"


class UploadMissing(ImportRefused):
    """Neither a file nor an address."""

    code: ClassVar[str] = "upload_missing"


class UploadTooLarge(ImportRefused):
    """More bytes than a page takes. Facts: ``limit``, in MiB."""

    code: ClassVar[str] = "upload_too_large"


class UploadUnknown(ImportRefused):
    """A file that is none of the formats that are read here."""

    code: ClassVar[str] = "upload_unknown"


class UploadMismatched(ImportRefused):
    """A file that is not of the format that was chosen. Facts: ``format``, ``found``."""

    code: ClassVar[str] = "upload_mismatched"


class AddressUnfit(ImportRefused):
    """An address that is none, or too long to be kept. Facts: ``limit``."""

    code: ClassVar[str] = "import_address_unfit"


def shown(state: str, beat_at: datetime, now: datetime) -> str:
    """Return the state as a person sees it: ``stale`` where a worker gave no sign of life."""
    return STALE if state in AT_WORK and now - beat_at > QUIET else state


def may(action: str, state: str) -> bool:
    """Tell whether ``apply``, ``continue`` or ``cancel`` is possible in a state as shown."""
    return state in _ALLOWED[action]


def percent(done: int, total: int) -> int:
    """Return how far the work is, 0 to 99: only the next state says that it is over."""
    return min(99, 100 * done // total) if total > 0 else 0
