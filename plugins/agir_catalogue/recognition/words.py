"""Why does a badge count no more? In the language of who reads it, or of the site at night."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agir_platform import foreign_badges

_REASONS: Final = {
    "removed": gettext_noop("Its holder took it away."),
    "distrusted": gettext_noop("This site does not trust its operator any more."),
    "recognition_key_unknown": gettext_noop(
        "Its operator does not vouch any more for the key that sealed it."
    ),
    "revoked": gettext_noop("Its operator took it back."),
    "suspended": gettext_noop("Its operator has suspended it. It counts again once that ends."),
    "expired": gettext_noop("It has expired."),
    "status_unknown": gettext_noop(
        "Its operator could not be asked for a week. It counts again once it answers."
    ),
    "issuer_unreachable": gettext_noop(
        "Its operator could not be asked for a week. It counts again once it answers."
    ),
}


def reason(code: str) -> str:
    """Return why a badge counts no more, by its code."""
    known = _REASONS.get(code)
    return _(known) if known else foreign_badges.told(code, {})
