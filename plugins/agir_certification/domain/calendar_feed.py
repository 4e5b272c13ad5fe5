"""How do duties enter a calendar? As an iCalendar feed (RFC 5545, RFC 7986).

Days, not hours: a duty is due on a day. The same duty keeps its ``UID``, so that a calendar moves
it. No summary may hold personal data: calendars are shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

OCTETS: Final = 75


@dataclass(frozen=True, slots=True)
class DueDay:
    """A duty: its identifier, the day it is due, a summary, an address, the last change."""

    uid: str
    due_on: date
    summary: str
    changed_at: datetime
    url: str = ""
    is_done: bool = False
    days_before: int = 1


def feed(name: str, days: Iterable[DueDay], *, product: str = "-//Agir//Certification//FR") -> str:
    """Return the feed of a calendar called ``name``; a duty that is done is marked so."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{product}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ]
    for day in days:
        lines.extend(_event(day))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(day: DueDay) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(day.uid)}"
    yield f"DTSTAMP:{day.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{day.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.due_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.due_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(('✓ ' if day.is_done else '') + day.summary)}"
    if day.url:
        yield f"URL:{_plain(day.url)}"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if day.is_done else 'CONFIRMED'}"
    if not day.is_done and day.days_before:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(day.summary)}"
        yield f"TRIGGER:-P{day.days_before}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Return a TEXT value: backslash, semicolon, comma and line breaks are escaped (3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _plain(plain.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n"))


def _plain(text: str) -> str:
    return "".join(one for one in text if one >= " " and one != "\x7f")


def _folded(line: str) -> Iterator[str]:
    """Yield a content line in parts of at most 75 octets, never inside a character (3.1)."""
    part, size, most = "", 0, OCTETS
    for one in line:
        width = len(one.encode())
        if size + width > most:
            yield part
            part, size = " ", 1
        part += one
        size += width
    yield part
