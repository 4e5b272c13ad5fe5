"""Which page of a long list is asked for, and which come before and after?"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

SIZE: Final = 50
MOST: Final = 1_000_000
"""No list has more pages: a larger number in an address is the last page's."""


def number_of(request: HttpRequest) -> int:
    """Return which page is asked for, from 1; 1 for what is none."""
    typed = request.GET.get("page", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 1
    return min(max(number, 1), MOST)


def start_of(request: HttpRequest) -> int:
    """Return how many rows come before the page that is asked for."""
    return (number_of(request) - 1) * SIZE


def steps(start: int, count: int) -> dict[str, Any] | None:
    """Return what ``pages.html`` reads, ``None`` where there is one page."""
    last = max(1, -(-count // SIZE))
    number = start // SIZE + 1
    if last == 1 and number == 1:
        return None
    return {
        "number": number, "last": last, "before": min(number - 1, last),
        "after": number + 1 if number < last else 0,
    }  # fmt: skip
