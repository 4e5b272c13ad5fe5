"""How is a receipt said, and why one counts for nothing?"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

STATUSES: Final[dict[str, int]] = {
    "claim_nothing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "claim_too_many": HTTPStatus.TOO_MANY_REQUESTS,
}
SENTENCES: Final[dict[str, Any]] = {
    "claim_nothing": _("Tick at least one of these, and at most %(limit)s at once."),
    "claim_too_many": _("At most %(limit)s of these are kept in a day. Come back tomorrow."),
}
REFUSED: Final[dict[str, Any]] = {
    "receipt_malformed": _("This cannot be read, so it counts for nothing."),
    "receipt_forged": _("This was not signed by this site, so it counts for nothing."),
    "receipt_too_old": _("This was too long ago to be kept. Do it again, signed in."),
    "receipt_claimed": _("This was kept already: it counts once."),
    "receipt_empty": _("You showed this since while signed in, and that counts instead."),
}


def refused(code: str) -> str:
    """Return why a receipt counts for nothing, '' for one that does."""
    return str(REFUSED.get(code, REFUSED["receipt_malformed"])) if code else ""


def done(count: int) -> str:
    """Say how many were kept."""
    told = ngettext(
        "%(count)s activity was kept. It is among your skills, marked as unsupervised.",
        "%(count)s activities were kept. They are among your skills, marked as unsupervised.",
        count,
    )
    return told % {"count": count}
