"""What does a sponsor read who comes back from the card provider's page?

The address says only where they left it, and anybody may type it; that money came is said by the
payments, which the provider's signed news move.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

ARRIVED = ("succeeded", "review")
NOTHING_TAKEN = ("failed", "expired")


def note(told: str, states: Sequence[str]) -> dict[str, str]:
    """Return ``kind`` of note, ``text`` and, while nothing is known, ``again``; {} for nobody.

    ``told`` is the address's word, ``states`` those of the pledge's payments by card, oldest first.
    """
    if told not in ("done", "cancelled") or not states:
        return {}
    last = states[-1]
    if last in ARRIVED:
        return {"kind": "", "text": _("Your payment by card arrived. Thank you.")}
    if last in NOTHING_TAKEN:
        text = _("The card provider took nothing. Try again, or pay by transfer.")
        return {"kind": "error", "text": text}
    if last != "pending":
        return {}
    if told == "cancelled":
        text = _("You left the card provider’s page: nothing was paid. You may begin again.")
        return {"kind": "warn", "text": text}
    text = _(
        "The card provider has not confirmed your payment yet; it mostly takes a minute. Do not "
        "pay a second time."
    )
    return {"kind": "warn", "text": text, "again": _("Look again")}
