"""How are roles, answers, proposals and tasks said to a person?"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from agir_catalogue.api import coproduction

_ROLES: Final = {
    "lead": gettext_noop("Leads the course"),
    "author": gettext_noop("Author"),
    "reviewer": gettext_noop("Reviewer"),
    "translator": gettext_noop("Translation"),
    "accessibility": gettext_noop("Accessibility"),
    "host": gettext_noop("Hosts the course"),
}


def role(slug: str) -> str:
    """Return what an institution does in a course."""
    known = _ROLES.get(slug)
    return _(known) if known else slug


def roles() -> list[tuple[str, str]]:
    """Return every role and its name."""
    return [(one, role(one)) for one in coproduction.ROLES]


def member(slug: str) -> str:
    """Return what somebody is for an institution."""
    if slug == coproduction.STEWARD:
        return pgettext("institution", "Steward")
    return pgettext("institution", "Contributor")


def share(one: Fraction | None) -> str:
    """Return a share exactly, '' where nobody said it."""
    told = coproduction.written(one)
    if not told or "/" in told:
        return told
    return pgettext("percentage", "{percent}%").format(
        percent=formats.localize(float(told)) if "." in told else told
    )


def answer(one: bool | None) -> str:
    """Return what an institution answered to its terms."""
    if one is None:
        return pgettext("institution", "Asked, no answer yet")
    return pgettext("institution", "Agreed") if one else pgettext("institution", "Declined")


def proposal(state: str) -> str:
    """Return where a proposal stands."""
    return {
        "draft": pgettext("proposal", "Draft, seen by your institution alone"),
        "submitted": pgettext("proposal", "Handed in"),
        "accepted": pgettext("proposal", "Accepted"),
        "declined": pgettext("proposal", "Declined"),
    }.get(state) or pgettext("proposal", "Withdrawn")


def step(act: str) -> str:
    """Return what was done with a proposal."""
    return {
        "written": pgettext("proposal step", "Written"),
        "changed": pgettext("proposal step", "Changed"),
        "submit": pgettext("proposal step", "Handed in"),
        "withdraw": pgettext("proposal step", "Withdrawn"),
        "reopen": pgettext("proposal step", "Opened again as a draft"),
        "accept": pgettext("proposal step", "Accepted"),
    }.get(act) or pgettext("proposal step", "Declined")


def task(state: str) -> str:
    """Return where a task stands."""
    return {
        "open": pgettext("task", "To do"),
        "done": pgettext("task", "Done"),
    }.get(state) or pgettext("task", "Dropped")


def suggestion(state: str) -> str:
    """Return where a theme that somebody misses stands."""
    return {
        "waiting": pgettext("proposed theme", "Waits to be read"),
        "published": pgettext("proposed theme", "Published"),
    }.get(state) or pgettext("proposed theme", "Not taken up")


def day(when: datetime | date | None) -> str:
    """Return a date, '' for none."""
    if when is None:
        return ""
    local = timezone.localtime(when) if isinstance(when, datetime) else when
    return formats.date_format(local, "DATE_FORMAT")
