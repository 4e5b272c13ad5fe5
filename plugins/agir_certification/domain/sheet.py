"""May a certification of this sheet of France compétences be given on a day?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

CODE: Final = re.compile(r"(RS|RNCP)\d{1,5}")
BLOCK: Final = re.compile(r"RNCP\d{1,5}BC\d{2}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What France compétences says of a sheet.

    ``since`` is DATE_EFFET or DATE_DECISION, ``until`` DATE_FIN_ENREGISTREMENT, ``deliver_until``
    DATE_LIMITE_DELIVRANCE, which may be later: it is for those who entered while it was active.
    """

    code: str
    since: date | None = None
    until: date | None = None
    deliver_until: date | None = None

    def may_be_given(self, day: date) -> bool:
        """Tell whether the certification may be delivered on ``day``."""
        if self.since is not None and day < self.since:
            return False
        last = max((one for one in (self.until, self.deliver_until) if one), default=None)
        return last is None or day <= last


def prefix(code: str) -> str | None:
    """Return RS or RNCP, ``None`` when the code is none of a sheet."""
    found = CODE.fullmatch(code)
    return found.group(1) if found else None


def is_block(code: str) -> bool:
    """Tell whether the code is that of a bloc."""
    return BLOCK.fullmatch(code) is not None
