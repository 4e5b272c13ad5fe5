"""What does a page show of a course?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from agir_catalogue.api import money as told_money
from agir_catalogue.api.listings import KEPT, Entry, Taught
from agir_catalogue.pages.notice import shown as notice_shown
from agir_catalogue.pages.public import words


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a public page: asked again each time, since what is open may close."""
    response = render(request, f"agir_catalogue/public/{template}", context)
    response["Cache-Control"] = "private, no-cache"
    return response


def address(entry: Entry) -> str:
    """Return the path of the page of a course."""
    if entry.origin:
        return reverse("agir_catalogue:elsewhere", args=[entry.identifier])
    return reverse("agir_catalogue:course", args=[entry.key])


def card(entry: Entry) -> dict[str, Any]:
    """Return a course as a list shows it."""
    marks = [words.hours(entry.hours), words.languages(entry)]
    if entry.starts_at:
        marks.append(_("starts on %(day)s") % {"day": words.day(entry.starts_at)})
    return {
        "title": entry.title,
        "language": spoken(entry),
        "url": address(entry),
        "summary": entry.summary,
        "by": _by(entry),
        "origin": entry.origin,
        "facts": [one for one in marks if one],
        "is_kept": entry.covenant == KEPT and not entry.origin,
        "free": words.free(entry),
    }


def whole(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """Return a course as its own page shows it."""
    assessed = {one.identifier for one in entry.assesses}
    return card(entry) | {
        "about": safe(entry.about_url) or (safe(entry.uri) if entry.origin else ""),
        "image": safe(entry.image_url),
        "here": request.build_absolute_uri(address(entry)),
        "known": _facts(entry),
        "competencies": [
            competency(one) | {"is_assessed": one.identifier in assessed}
            for one in entry.competencies
        ],
        "themes": [
            {"name": name, "share": one.share, "percent": round(one.share * 100)}
            for one in entry.themes
            if (name := words.theme(one.theme_id))
        ],
        "institutions": [
            {"name": one.name, "url": safe(one.url), "role": words.role(one.role)}
            for one in entry.institutions
        ],
        "covenant": entry.covenant,
        "covenant_word": words.covenant(entry),
        "covenant_url": _covenant_page(entry),
        "access": _access(entry),
        "access_summary": entry.access_summary,
    }


def money(course_key: str) -> dict[str, Any]:
    """Return who pays so that a course stays free, and what can be certified by it, from when."""
    return {
        "sponsors": [
            {"name": one.name, "url": safe(one.url)} for one in told_money.sponsors_of(course_key)
        ],
        "certifications": [
            {
                "title": one.title,
                "url": one.url,
                "price": notice_shown.money(one.price_minor, one.currency),
            }
            for one in told_money.offers(course_key)
        ],
    }


def competency(one: Taught) -> dict[str, Any]:
    """Return a competency that links to every course that teaches it."""
    return {
        "label": one.label,
        "framework": one.framework,
        "url": reverse("agir_catalogue:competency", args=[one.identifier]),
    }


def spoken(entry: Entry) -> str:
    """Return the language that a course's own words are in, '' when nobody said or several are."""
    return entry.languages[0] if len(entry.languages) == 1 else ""


def safe(url: str) -> str:
    """Return an address that a page may link to, '' for any other."""
    return url if url.startswith(("https://", "http://")) else ""


def _by(entry: Entry) -> str:
    return ", ".join(dict.fromkeys(one.name for one in entry.institutions)) or entry.origin


def _facts(entry: Entry) -> list[tuple[str, str]]:
    """Return what is known, each with its name; what is not known is not shown."""
    rows = (
        (_("To follow it"), words.free(entry)),
        (_("Certification"), words.price(entry)),
        (_("Duration"), words.hours(entry.hours)),
        (_("Languages"), words.languages(entry)),
        (_("Level"), words.level(entry)),
        (_("Starts"), words.day(entry.starts_at)),
        (_("Ends"), words.day(entry.ends_at)),
        (_("Enrolment opens"), words.day(entry.enrolment_opens_at)),
        (_("Enrolment closes"), words.day(entry.enrolment_closes_at)),
        (_("Licence"), words.licence(entry)),
    )
    return [(name, said) for name, said in rows if said]


def _access(entry: Entry) -> list[tuple[str, str]]:
    rows = (
        (_("Senses it uses"), words.access("access_modes", entry.access_modes)),
        (_("Enough to follow it"), " / ".join(map(words.senses, entry.access_sufficient))),
        (_("What makes it easier"), words.access("features", entry.access_features)),
        (_("What may do harm"), words.access("hazards", entry.access_hazards)),
    )
    return [(name, said) for name, said in rows if said]


def _covenant_page(entry: Entry) -> str:
    """Return where each check of the covenant is told, '' where there is no such page."""
    if entry.origin:
        return ""
    try:
        return reverse("agir_catalogue:covenant", args=[entry.key])
    except NoReverseMatch:
        return ""
