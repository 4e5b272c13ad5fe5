"""How long is a civil status kept?

Until the exam and what follows it are over. A certifier must hand a holder over within three
months of the delivery (R6113-17-2 of the Code du travail), and the Caisse des Dépôts may ask for
a correction within three months (decree of 30 December 2024): what was delivered is kept until
both are over, whoever leaves the site meanwhile. Both delays are dated rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from agir_certification.domain.working_days import months_after
from agir_kernel.errors import DomainError


class CivilStatusUnknown(DomainError):
    """Nothing was recorded of this person."""

    code: ClassVar[str] = "civil_status_unknown"


class NoticeOutdated(DomainError):
    """Another notice was shown than the one that holds now (``version``)."""

    code: ClassVar[str] = "notice_outdated"


class NirNotEnabled(DomainError):
    """This site asks nobody for their NIR."""

    code: ClassVar[str] = "nir_not_enabled"


class NirMalformed(DomainError):
    """A NIR has 13 characters, or 15 with its key, and the key must be right."""

    code: ClassVar[str] = "nir_malformed"


class NotAskedNow(DomainError):
    """Nobody needs the civil status of this person: they are registered for no session."""

    code: ClassVar[str] = "civil_status_not_asked"


@dataclass(frozen=True, slots=True)
class Need:
    """A delivered certification: until when does the law need who holds it?"""

    delivered_on: date
    accepted_on: date | None = None


def until(need: Need, *, transmit_months: int, correct_months: int) -> date:
    """Return the last day on which the law needs the holder's civil status."""
    if need.accepted_on is not None:
        return months_after(need.accepted_on, correct_months)
    return months_after(need.delivered_on, transmit_months + correct_months)


def asked_until(session_ends_on: date, *, days: int) -> date:
    """Return the day after which nobody asks for the civil status of a session's candidates."""
    return session_ends_on + timedelta(days=days)


def is_due(today: date, *, keep_until: date | None, asked_until: date, has_left: bool) -> bool:
    """Tell whether the record is to be erased on ``today``.

    Who has left is kept for the law alone; who has not, for the sessions to come as well.
    """
    if keep_until is not None and today <= keep_until:
        return False
    return has_left or today > asked_until
