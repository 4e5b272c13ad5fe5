"""Duties in a calendar: lines of RFC 5545, whole after unfolding, and a duty keeps its place."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from agir_certification.domain.calendar_feed import DueDay, feed

AT = datetime(2026, 11, 23, 20, 50, tzinfo=UTC)


def due(summary: str = "Déclarer l’entrée", **changes: object) -> DueDay:
    return DueDay("duty-1@mooc.example.org", date(2026, 12, 29), summary, AT, **changes)  # type: ignore[arg-type]


def test_a_feed_of_one_duty() -> None:
    assert feed("Échéances", [due(url="https://mooc.example.org/agir/duty/1")]).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Agir//Certification//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Échéances",
        "X-WR-CALNAME:Échéances",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "BEGIN:VEVENT",
        "UID:duty-1@mooc.example.org",
        "DTSTAMP:20261123T205000Z",
        "LAST-MODIFIED:20261123T205000Z",
        "DTSTART;VALUE=DATE:20261229",
        "DTEND;VALUE=DATE:20261230",
        "SUMMARY:Déclarer l’entrée",
        "URL:https://mooc.example.org/agir/duty/1",
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Déclarer l’entrée",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_what_is_done_rings_no_more() -> None:
    text = feed("x", [due(is_done=True)])
    assert "SUMMARY:✓ Déclarer" in text
    assert "STATUS:CANCELLED" in text
    assert "VALARM" not in text


@given(st.text(max_size=300))
def test_any_summary_is_one_property_of_short_lines(summary: str) -> None:
    """No line is over 75 octets, none starts a property of its own, nothing is lost."""
    text = feed("x", [due(summary)])
    lines = text.split("\r\n")
    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in lines)
    whole = text.replace("\r\n ", "").split("\r\n")
    assert len(whole) == 25
    (said,) = [line[8:] for line in whole if line.startswith("SUMMARY:")]
    back = said.replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",")
    kept = summary.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in kept if one == "\n" or (one >= " " and one != "\x7f"))
    assert back.replace("\0", "\\") == kept
