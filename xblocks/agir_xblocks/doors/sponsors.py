"""Who pays for a course that stays free, and is thanked on it?"""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Thanked:
    """An organisation that is thanked: ``logo`` is a path of this site or '', ``period`` years."""

    name: str
    url: str
    logo: str
    period: str


def thanked(course_key: str) -> tuple[Thanked, ...]:
    """Return who is thanked on a course, by name; nobody where nobody can tell. Never raises.

    A logo of another site is never shown: it would tell that site who reads this course.
    """
    if not course_key or not apps.is_installed("agir_platform"):
        return ()
    from agir_platform import contexts, sponsors

    if not (contexts.is_on("xblocks") and contexts.is_on("sponsorship")):
        return ()
    return tuple(
        Thanked(
            one.name,
            one.url if one.url.startswith(("https://", "http://")) else "",
            one.logo_url if one.logo_url.startswith("/") and one.logo_url[1:2] != "/" else "",
            _period(one.since.year, one.until.year if one.until else None),
        )
        for one in sponsors.of(course_key)
    )


def _period(since: int, until: int | None) -> str:
    """Return the years of a sponsor that has ended, '' while it lasts."""
    if until is None:
        return ""
    return str(since) if since == until else f"{since}–{until}"
