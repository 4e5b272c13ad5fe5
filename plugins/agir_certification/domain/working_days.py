"""Which day is it when French law or the CDC counts working days, or months?

*Jours ouvrés*: Monday to Friday, public holidays apart. The eleven days are those of article
L3133-1 of the Code du travail; Alsace-Moselle adds two (L3134-13), overseas one each, the
commemoration of the abolition of slavery (L3422-2, decree 83-1003 as amended).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

DAY: Final = timedelta(days=1)
FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
EASTER_MONDAY, ASCENSION, WHIT_MONDAY, GOOD_FRIDAY = 1, 39, 50, -2


class Territory(StrEnum):
    """Where the operator works: which days of its own it rests on."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace_moselle"
    GUADELOUPE = "guadeloupe"
    GUYANE = "guyane"
    MARTINIQUE = "martinique"
    MAYOTTE = "mayotte"
    REUNION = "reunion"
    SAINT_BARTHELEMY = "saint_barthelemy"
    SAINT_MARTIN = "saint_martin"


ABOLITION: Final = {
    Territory.GUADELOUPE: (5, 27),
    Territory.GUYANE: (6, 10),
    Territory.MARTINIQUE: (5, 22),
    Territory.MAYOTTE: (4, 27),
    Territory.REUNION: (12, 20),
    Territory.SAINT_BARTHELEMY: (10, 9),
    Territory.SAINT_MARTIN: (5, 28),
}


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    left = (32 + 2 * e + 2 * i - h - k) % 7
    shift = (a + 11 * h + 22 * left) // 451
    month, day = divmod(h + left - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays(year: int, territory: Territory = Territory.METROPOLE) -> frozenset[date]:
    """Return the public holidays of a year, Sundays among them."""
    sunday = easter(year)
    days = {date(year, month, day) for month, day in FIXED}
    days |= {sunday + DAY * shift for shift in (EASTER_MONDAY, ASCENSION, WHIT_MONDAY)}
    if territory is Territory.ALSACE_MOSELLE:
        days |= {sunday + DAY * GOOD_FRIDAY, date(year, 12, 26)}
    if own := ABOLITION.get(territory):
        days.add(date(year, *own))
    return frozenset(days)


def is_working(day: date, territory: Territory = Territory.METROPOLE) -> bool:
    """Tell whether offices work on this day."""
    return day.weekday() < 5 and day not in holidays(day.year, territory)


def after(day: date, count: int, territory: Territory = Territory.METROPOLE) -> date:
    """Return the ``count``-th working day after ``day``, which itself is not counted.

    ``count`` is 0 or more; 0 returns ``day``, working or not.
    """
    for _ in range(count):
        day += DAY
        while not is_working(day, territory):
            day += DAY
    return day


def between(start: date, end: date, territory: Territory = Territory.METROPOLE) -> int:
    """Return how many working days follow ``start``, up to and with ``end``; 0 when it is past."""
    days = (start + DAY * shift for shift in range(1, (end - start).days + 1))
    return sum(is_working(day, territory) for day in days)


def months_after(day: date, count: int) -> date:
    """Return the same day ``count`` months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
