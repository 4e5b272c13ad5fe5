"""How are attestations, requests and decisions said?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from agir_competencies.api import attesting, prior

LEVELS: Final = {
    "full": gettext_noop("fully shown"),
    "mostly": gettext_noop("mostly shown"),
    "partly": gettext_noop("partly shown"),
}
STATES: Final = {
    "requested": gettext_noop("waiting for a reviewer"),
    "in_review": gettext_noop("in review"),
    "accepted": gettext_noop("accepted"),
    "rejected": gettext_noop("not accepted"),
    "withdrawn": gettext_noop("withdrawn by the learner"),
}
OWN_STATES: Final = {
    "requested": gettext_noop("waiting for a reviewer"),
    "in_review": gettext_noop("in review"),
    "accepted": gettext_noop("accepted"),
    "rejected": gettext_noop("not accepted"),
    "withdrawn": gettext_noop("taken back"),
}
STEPS: Final = {
    "asked": gettext_noop("asked for a review"),
    "taken": gettext_noop("taken in review"),
    "given_back": gettext_noop("given back to the queue"),
    "asked_more": gettext_noop("asked for more"),
    "answered": gettext_noop("answered"),
    "accepted": gettext_noop("accepted"),
    "rejected": gettext_noop("not accepted"),
    "withdrawn": gettext_noop("taken back"),
}
STATUSES: Final = {
    "demonstrated": gettext_noop("demonstrated"),
    "not_yet": gettext_noop("not demonstrated yet"),
}
ENDS: Final = {
    "revoked": gettext_noop("revoked"),
    "expired": gettext_noop("expired"),
    "replaced": gettext_noop("replaced by a newer decision"),
}


def level(code: str) -> str:
    """Return the word of a level."""
    return _(LEVELS[code]) if code in LEVELS else code


def levels() -> list[tuple[str, str]]:
    """Return each level with its word, the highest first."""
    return [(code, _(word)) for code, word in LEVELS.items()]


def share(amount: Decimal) -> str:
    """Return an accepted share as the word of its level."""
    return level(attesting.level_of(amount))


def state(view: prior.RequestView, *, own: bool = False) -> str:
    """Return where a request stands; what waits for the learner is said so."""
    if view.status == "in_review" and view.is_waiting:
        return _("waiting for your answer") if own else _("waiting for the learner")
    return _((OWN_STATES if own else STATES)[view.status])


def states() -> list[tuple[str, str]]:
    """Return each state with its word, for a filter."""
    return [(code, _(word)) for code, word in STATES.items()]


def step(action: str) -> str:
    """Return what a step did."""
    return _(STEPS[action]) if action in STEPS else action


def status(code: str) -> str:
    """Return a status in words."""
    return _(STATUSES[code]) if code in STATUSES else code


def statuses() -> list[tuple[str, str]]:
    """Return each status with its word."""
    return [(code, _(word)) for code, word in STATUSES.items()]


def end(code: str) -> str:
    """Return how a decision ended."""
    return _(ENDS[code]) if code in ENDS else code


def size(count: int) -> str:
    """Return a number of bytes as it is read."""
    return filesizeformat(count)


def day(when: datetime | None) -> str:
    """Return a date with its year, '' for none."""
    if when is None:
        return ""
    return formats.date_format(timezone.localtime(when), pgettext("day, month and year", "N j, Y"))
