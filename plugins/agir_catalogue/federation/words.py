"""In which words do all formats say the same things? Names, lengths, prices, licences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from agir_catalogue.data import Institution, NoticeView
from agir_catalogue.domain.price import digits
from agir_platform import addresses

COURSE_TYPE: Final = "https://w3id.org/kim/hcrt/course"
COURSE_TYPES: Final = "https://w3id.org/kim/hcrt/scheme"
SPDX: Final = "https://spdx.org/licenses/"
AUTHORS: Final = ("lead", "author")


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this site: a name and its address."""

    name: str
    url: str


def operator() -> Operator:
    """Return who runs the site; raise ``SiteUrlUnset`` where it knows no address of its own.

    ``AGIR_CATALOGUE_OPERATOR``, or else the platform's ``PLATFORM_NAME``, or else its host.
    """
    url = addresses.site_url()
    told = getattr(settings, "AGIR_CATALOGUE_OPERATOR", "") or ""
    name = told or getattr(settings, "PLATFORM_NAME", "") or urlsplit(url).hostname or url
    return Operator(str(name), f"{url}/")


def course_id(course_key: str) -> UUID:
    """Return the name of a course in feeds: the same as long as the site keeps its address."""
    return uuid5(NAMESPACE_URL, f"{addresses.site_url()}/agir/catalogue/courses/{course_key}/")


def instant(moment: datetime) -> str:
    """Write an instant as RFC 3339 does, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end(notice: NoticeView) -> datetime | None:
    """Return when a course ends; ``None`` where the platform says an end before the start."""
    starts, ends = notice.starts_at, notice.ends_at
    return None if ends is not None and starts is not None and ends < starts else ends


def length(hours: Decimal) -> str:
    """Write a length as ISO 8601 does, in hours and whole minutes: ``PT1H30M``."""
    minutes = max(1, int((hours * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP)))
    whole, rest = divmod(minutes, 60)
    return f"PT{f'{whole}H' if whole else ''}{f'{rest}M' if rest else ''}"


def price(minor: int, currency: str) -> int | float:
    """Return a price in the currency's own unit, as a number of JSON.

    JSON has no decimals but these: a float is written with the very digits of the price.
    """
    exact = Decimal(minor).scaleb(-digits(currency))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def licence_url(spdx: str) -> str:
    """Return the page of one licence of SPDX, '' for an expression or a licence of one's own."""
    if not spdx or " " in spdx or "LicenseRef-" in spdx:
        return ""
    return f"{SPDX}{spdx}.html"


def page_of(notice: NoticeView) -> str:
    """Return where a person reads of the course."""
    return notice.about_url or notice.uri


def organisation(one: Institution, **more: Any) -> dict[str, Any]:
    """Write an institution; without an address where nobody said one."""
    told: dict[str, Any] = {"name": one.name, "type": "Organization"}
    return {**told, **({"url": one.url} if one.url else {}), **more}


def authors(notice: NoticeView, by: Operator) -> tuple[Institution, ...]:
    """Return who made the course: those who led or wrote it, else whoever is named, else us."""
    found = [one for one in notice.institutions if one.role in AUTHORS]
    return _once(found or notice.institutions) or (Institution(by.name, by.url),)


def helpers(notice: NoticeView, by: Operator) -> tuple[Institution, ...]:
    """Return who had another part in it."""
    names = {one.name for one in authors(notice, by)}
    return _once([one for one in notice.institutions if one.name not in names])


def said(told: dict[str, Any]) -> dict[str, Any]:
    """Leave out what nobody said: ``None``, '' and empty lists are unknown."""
    return {name: value for name, value in told.items() if value not in (None, "", [], (), {})}


def _once(found: Any) -> tuple[Institution, ...]:
    return tuple({one.name: one for one in found}.values())
