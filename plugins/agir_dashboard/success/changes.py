"""What changed between two days? Only values of one definition and version are compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from agir_competencies.api import indicators
from agir_dashboard.success import words

SPAN: Final = timedelta(days=30)
GAIN: Final = "learning_gain"
MEDIAN: Final = "competencies_per_learner"


def context(course_key: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template reads: the two days, and what moved or one sentence why not."""
    today = timezone.localdate()
    asked = "since" in query or "until" in query
    told: dict[str, Any] = {
        "since": query.get("since") or (today - SPAN).isoformat(),
        "until": query.get("until") or today.isoformat(),
    }
    if not asked:
        return told
    since, until = _day(told["since"]), _day(told["until"])
    wrong = _wrong(since, until, today)
    if wrong or since is None or until is None:
        return told | {"changes_error": wrong}
    found = indicators.changes(course_key, since, until, audience="team")
    if not found.moved:
        return told | {"changes_error": _nothing_kept()}
    return told | {
        "changes": [_moved(one) for one in found.moved],
        "compared": _("%(since)s compared with %(until)s, the days on which figures were kept.")
        % {"since": words.day(found.since or since), "until": words.day(found.until or until)},
    }


def days(query: Mapping[str, str]) -> tuple[date, date] | str | None:
    """Return the two days that a program asks for, a sentence where they are wrong, or ``None``."""
    if "since" not in query and "until" not in query:
        return None
    today = timezone.localdate()
    since, until = _day(query.get("since", "")), _day(query.get("until", today.isoformat()))
    wrong = _wrong(since, until, today)
    if wrong or since is None or until is None:
        return wrong
    return since, until


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wrong(since: date | None, until: date | None, today: date) -> str:
    if since is None or until is None:
        return _("Write each date as year-month-day, for example %(day)s.") % {
            "day": today.isoformat()
        }
    if since >= until:
        return _("The first date must come before the second. Change one of them.")
    if since > today or until > today:
        return _("Choose dates that have passed, today at the latest.")
    return ""


def _nothing_kept() -> str:
    return _("Nothing was kept for the first of these days yet. Choose later dates.")


def _moved(one: indicators.Moved) -> dict[str, str]:
    return {
        "title": one.title,
        "before": _figure(one, one.before, one.n_before),
        "after": _figure(one, one.after, one.n_after),
        "change": _change(one),
    }


def _figure(one: indicators.Moved, figure: Any, n: int | None) -> str:
    if figure is None:
        return "–"
    if one.id == MEDIAN:
        said = words.number(int(figure))
    else:
        said = words.points(figure) if one.id == GAIN else words.share(figure)
    return said if n is None else f"{said} (n\u00a0=\u00a0{words.number(n)})"


def _change(one: indicators.Moved) -> str:
    if one.difference is None:
        told = {
            "too_few": _("Not compared: too few learners"),
            "not_published": _("Not compared: not given outside the course team"),
            "not_yet_published": _("Not compared: not published on one of the days"),
            "version_changed": _("Not compared: the definition changed in between"),
        }
        return told.get(one.why, _("Not compared: no data on one of the days"))
    if one.id == MEDIAN:
        return f"{int(one.difference):+d}".replace("-", "\u2212")
    return words.points(one.difference)
