"""What does a site of this suite say of a course that MOOChub has no word for?

It stands beside the words of MOOChub, under ``x-agir``, and is read as warily as they are. What
is free is not read from here: MOOChub has a word for it, and an offer that proves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from agir_catalogue.domain.peer_facts import Access, Maker, Outcome, PeerFacts
from agir_catalogue.domain.peer_fields import (
    MINOR_LIMIT,
    MINUTES_LIMIT,
    is_address,
    objects,
    text_of,
    words,
)

NAME: Final = "x-agir"
ROLES: Final = frozenset({"lead", "author", "reviewer", "translator", "accessibility", "host"})


def enriched(facts: PeerFacts, said: Any) -> PeerFacts:
    """Return the facts with what stands under ``x-agir``; what is wrong there changes nothing."""
    if not isinstance(said, dict):
        return facts
    uri = said.get("uri")
    level, minor = said.get("level"), said.get("certificationPriceMinor")
    has_price = _is_whole(minor, MINOR_LIMIT)
    return replace(
        facts,
        uri=uri if isinstance(uri, str) and is_address(uri) else facts.uri,
        level=level if _is_whole(level, 8) and level else facts.level,
        licence=text_of(said.get("licence"), 64) or facts.licence,
        duration_minutes=_minutes(said.get("durationHours")) or facts.duration_minutes,
        certification_price_minor=minor if has_price else facts.certification_price_minor,
        currency=text_of(said.get("currency"), 3) or facts.currency,
        image_url=_address(said.get("image")) or facts.image_url,
        themes=_themes(said.get("themes")) or facts.themes,
        teaches=tuple(_outcomes(said.get("teaches"))) or facts.teaches,
        assesses=tuple(_outcomes(said.get("assesses"))) or facts.assesses,
        makers=_makers(said.get("institutions")) or facts.makers,
        access=_access(said.get("accessibility")) or facts.access,
        same_as=tuple(one for one in words(said.get("sameAs"), 500) if is_address(one))
        or facts.same_as,
    )


def access_of(told: Mapping[str, Any]) -> Access:
    """Return what is said of accessibility in the words of schema.org."""
    groups = told.get("accessModeSufficient")
    return Access(
        modes=words(told.get("accessMode"), 40),
        sufficient=tuple(
            senses
            for one in (groups[:20] if isinstance(groups, list) else ())
            if (senses := words(one.split(",") if isinstance(one, str) else one, 40))
        ),
        features=words(told.get("accessibilityFeature"), 60),
        hazards=words(told.get("accessibilityHazard"), 60),
        summary=text_of(told.get("accessibilitySummary"), 2000),
    )


def _access(told: Any) -> Access | None:
    return access_of(told) if isinstance(told, dict) and told else None


def _is_whole(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _address(value: Any) -> str:
    return value if isinstance(value, str) and is_address(value) else ""


def _minutes(value: Any) -> int | None:
    try:
        hours = Decimal(value) if isinstance(value, str) and len(value) < 20 else None
    except InvalidOperation:
        return None
    if hours is None or not hours.is_finite() or not 0 < hours * 60 <= MINUTES_LIMIT:
        return None
    return int(hours * 60) or None


def _share(value: Any) -> Fraction | None:
    """Return a share that is written ``1/3`` or ``0.25``, more than 0 and at most 1."""
    if not isinstance(value, str) or len(value) > 40 or "e" in value.lower():
        return None
    try:
        share = Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None
    return share if 0 < share <= 1 else None


def _themes(value: Any) -> tuple[tuple[str, Fraction], ...]:
    """Return themes whose shares sum to 1 within each scheme; equal shares where they do not."""
    found: dict[str, Fraction | None] = {}
    for one in objects(value):
        theme = text_of(one.get("id"), 100)
        if ":" in theme and " " not in theme:
            found.setdefault(theme, _share(one.get("share")))
    by_scheme: dict[str, list[str]] = {}
    for theme in found:
        by_scheme.setdefault(theme.partition(":")[0], []).append(theme)
    told = []
    for themes in by_scheme.values():
        shares = [found[theme] for theme in themes]
        known = [share for share in shares if share is not None]
        is_whole = len(known) == len(shares) and sum(known) == 1
        told += [
            (theme, share if is_whole and share else Fraction(1, len(themes)))
            for theme, share in zip(themes, shares, strict=True)
        ]
    return tuple(told)


def _outcomes(value: Any) -> Iterator[Outcome]:
    for one in objects(value):
        uri, label = one.get("uri"), text_of(one.get("name"), 500)
        if label:
            yield Outcome(
                uri if isinstance(uri, str) and len(uri) <= 500 and uri.isprintable() else "",
                label,
                text_of(one.get("framework"), 200),
                _address(one.get("frameworkUri")),
            )


def _makers(value: Any) -> tuple[Maker, ...]:
    """Return institutions; where their shares sum to more than 1 nobody's share is told."""
    found = []
    for one in objects(value):
        name, role = text_of(one.get("name"), 255), text_of(one.get("role"), 20)
        if name:
            share = _share(one.get("share"))
            found.append(
                Maker(name, _address(one.get("url")), role if role in ROLES else "", share)
            )
    if sum((one.share or Fraction(0) for one in found), Fraction(0)) > 1:
        found = [replace(one, share=None) for one in found]
    return tuple(found)
