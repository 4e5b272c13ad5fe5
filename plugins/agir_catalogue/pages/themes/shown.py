"""What does the page of themes show, and its file?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_catalogue.api import diversity, themes
from agir_catalogue.api.diversity import COMPARABLE_FROM, Counted, Diversity
from agir_catalogue.pages.themes import words


def context(scheme: themes.Scheme, counted: Counted | None) -> dict[str, Any]:
    """Return what the template reads. No statement."""
    language = words.language()
    found: dict[str, Any] = {
        "schemes": [
            {"slug": one.slug, "title": one.title(language), "here": one is scheme}
            for one in themes.schemes()
            if not one.is_cut
        ],
        "scheme": scheme,
        "title": scheme.title(language),
        "counted": counted,
    }
    if counted is None:
        return found
    return found | {
        "lead": _lead(counted),
        "day": words.day(counted.counted_at),
        "measures": _measures(counted),
        "few": "" if counted.offered.is_comparable else _few(),
        "lines": _lines(scheme, counted),
        "untagged": _untagged(counted),
        "unsure": _unsure(counted),
    }


def file_rows(scheme: themes.Scheme, counted: Counted) -> Iterator[list[Any]]:
    """Yield the file: a line a theme, then courses without one, then the three figures."""
    language = words.language()
    yield [
        _("Theme"), _("Name"), _("Courses"), _("Open for free"), _("Learners"), _("Covered theme"),
    ]  # fmt: skip
    for line in counted.lines:
        name = themes.theme(line.theme_id).name(language)
        yield [line.theme_id, name, line.offered, line.open, line.used, line.covered]
    yield ["", _("No theme said"), counted.untagged, counted.untagged_open, "", ""]
    yield []
    yield [_("Figure"), "n", _("Effective themes"), _("Low"), _("High"), _("Evenness")]
    for word, one in _three(counted):
        yield [word, one.n, one.effective, one.low, one.high, one.evenness]
    yield []
    yield [_("Scheme"), scheme.title(language), scheme.version, counted.counted_at.isoformat()]


def _lead(counted: Counted) -> str:
    size = len(counted.lines)
    told = {"covered": counted.covered, "size": size}
    return (
        ngettext(
            "%(covered)s theme of %(size)s has a free course that shows what was learned.",
            "%(covered)s themes of %(size)s have a free course that shows what was learned.",
            counted.covered,
        )
        % told
    )


def _few() -> str:
    return _(
        "Under %(count)s courses, chance alone moves these figures: they are compared with those "
        "of no other catalogue."
    ) % {"count": COMPARABLE_FROM}


def _three(counted: Counted) -> tuple[tuple[str, Diversity], ...]:
    return (
        (_("Offered"), counted.offered),
        (_("Open for free now"), counted.open),
        (_("Used, by learners"), counted.used),
    )


def _measures(counted: Counted) -> list[dict[str, Any]]:
    found = []
    for word, one in _three(counted):
        told: dict[str, Any] = {"word": word, "n": one.n, "effective": ""}
        if one.effective is not None and one.low is not None and one.high is not None:
            low, high = words.figure(one.low, 2), words.figure(one.high, 2)
            told |= {
                "effective": words.figure(one.effective, 2),
                "interval": _("%(low)s to %(high)s") % {"low": low, "high": high},
                "evenness": "–" if one.evenness is None else words.figure(one.evenness, 3),
            }
        found.append(told)
    return found


def _lines(scheme: themes.Scheme, counted: Counted) -> list[dict[str, Any]]:
    most = _most(counted)
    calls = {one.theme.id: one for one in diversity.calls()} if scheme.slug == "agir" else {}
    found = []
    for line in counted.lines:
        theme = themes.theme(line.theme_id)
        call = calls.get(line.theme_id)
        found.append(
            {
                "name": theme.name(words.language()),
                "definition": theme.definition(words.language()),
                "code": "" if scheme.slug == "agir" else theme.code,
                "offered": words.amount(line.offered),
                "open": words.amount(line.open),
                "used": "–" if line.used is None else words.amount(line.used),
                "covered": line.covered,
                "word": words.covered(line.covered),
                "bar": _part(line.offered, most),
                "inner": _part(line.open, most),
                "call": reverse("agir_catalogue:call", args=[call.id]) if call else "",
            }
        )
    return found


def _untagged(counted: Counted) -> dict[str, Any]:
    most = _most(counted)
    return {
        "offered": words.amount(Decimal(counted.untagged)),
        "open": words.amount(Decimal(counted.untagged_open)),
        "bar": _part(Decimal(counted.untagged), most),
        "inner": _part(Decimal(counted.untagged_open), most),
    }


def _unsure(counted: Counted) -> list[str]:
    """Return what could not be known, a sentence each."""
    found = []
    if counted.unknown_open:
        found.append(
            ngettext(
                "Of %(count)s course the platform does not tell whether anybody may join it for "
                "free: it is not counted as open.",
                "Of %(count)s courses the platform does not tell whether anybody may join them "
                "for free: they are not counted as open.",
                counted.unknown_open,
            )
            % {"count": counted.unknown_open}
        )
    if counted.unpublished:
        found.append(
            ngettext(
                "Of %(count)s course the number of learners is not published: it is not counted "
                "as used.",
                "Of %(count)s courses the number of learners is not published: they are not "
                "counted as used.",
                counted.unpublished,
            )
            % {"count": counted.unpublished}
        )
    return found


def _most(counted: Counted) -> Decimal:
    return max([line.offered for line in counted.lines] + [Decimal(counted.untagged), Decimal(1)])


def _part(value: Decimal, most: Decimal) -> str:
    """Return a length in percent of the longest bar."""
    return f"{value / most * 100:.1f}"
