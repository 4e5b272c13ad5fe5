"""How is work between peers said? Without a name, on whichever page."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from agir_competencies.api.peers import Status, WorkView
from agir_dashboard.reviewing import words

STATES: Final = {
    Status.OPEN: gettext_noop("waiting for peers"),
    Status.ACCEPTED: gettext_noop("accepted by peers"),
    Status.REJECTED: gettext_noop("not accepted yet"),
    Status.WITHDRAWN: gettext_noop("taken back"),
    Status.STOPPED: gettext_noop("stopped by the course team"),
}


def line(view: WorkView) -> dict[str, Any]:
    """Return one piece of work in words."""
    file = view.file
    return {
        "id": view.id,
        "label": view.label,
        "statement": view.statement,
        "course": view.course_title,
        "status": str(view.status),
        "state": _(STATES[Status(view.status)]),
        "is_open": view.status == Status.OPEN,
        "progress": progress(view),
        "criteria": [
            {"ref": str(one.ref), "text": one.text, "seen": one.seen} for one in view.criteria
        ],
        "answers": view.answers,
        "comments": view.comments,
        "note": view.note,
        "url": view.url,
        "file": {"name": file.name, "size": words.size(file.size), "gone": file.gone}
        if file
        else None,
        "date": words.day(view.asked_at),
        "decided": words.day(view.decided_at),
        "reason": view.reason,
        "can_be_met": view.can_be_met,
    }


def progress(view: WorkView) -> str:
    """Return how many have answered and, once it is settled, how many said yes."""
    if view.status in (Status.ACCEPTED, Status.REJECTED):
        facts = {"yes": view.yes, "count": view.answers}
        return _("%(yes)s of %(count)s peers say that it shows the skill") % facts
    facts = {"count": view.answers, "needed": view.needed}
    told = ngettext(
        "%(count)s of %(needed)s answer", "%(count)s of %(needed)s answers", view.needed
    )
    return told % facts
