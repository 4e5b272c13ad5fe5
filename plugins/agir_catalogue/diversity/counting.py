"""How are the themes of a catalogue counted, and read again?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final

from agir_catalogue.diversity import figures
from agir_catalogue.diversity.figures import Counted, Line
from agir_catalogue.diversity.gathering import Seen
from agir_catalogue.domain.diversity import measure, total
from agir_catalogue.domain.themes.registry import BY_SLUG
from agir_catalogue.domain.themes.scheme import Scheme
from agir_catalogue.domain.themes.shares import spread
from agir_catalogue.models import ThemeCount

CENT: Final = Decimal("0.01")

Spread = Mapping[str, Fraction]


def count(scheme: Scheme, seen: Sequence[Seen], now: datetime) -> Counted:
    """Count courses among the themes of a scheme. No statement."""
    told = [(one, spread(one.tags, scheme)) for one in seen]
    tagged = [(one, shares) for one, shares in told if shares]
    untagged = [one for one, shares in told if not shares]
    offered = [shares for _, shares in tagged]
    opened = [shares for one, shares in tagged if one.joinable]
    used = [_by_learners(shares, one.learners) for one, shares in tagged if one.learners]
    size = len(scheme.counted)
    offers, opens, uses = (total(several) for several in (offered, opened, used))
    told_of = {theme for one, shares in tagged if one.learners is not None for theme in shares}
    silent = set(offers) - told_of
    return Counted(
        scheme=scheme.slug,
        counted_at=now,
        lines=tuple(
            Line(
                theme.id,
                _exact(offers, theme.id),
                _exact(opens, theme.id),
                None if theme.id in silent else _exact(uses, theme.id),
                *_cover(theme.id, tagged),
            )
            for theme in scheme.counted
        ),
        offered=measure(offered, size),
        open=measure(opened, size),
        used=measure(used, size),
        untagged=len(untagged),
        untagged_open=sum(one.joinable is True for one in untagged),
        unknown_open=sum(one.joinable is None for one in seen),
        unpublished=sum(one.learners is None for one in seen),
    )


def keep(counted: Counted) -> None:
    """Keep what was counted as the last of its scheme. Idempotent."""
    ThemeCount.objects.update_or_create(
        scheme=counted.scheme,
        defaults={"counted_at": counted.counted_at, "figures": figures.written(counted)},
    )


def last(scheme: str) -> Counted | None:
    """Return what was counted last of a scheme, ``None`` for never. One SELECT."""
    row = ThemeCount.objects.filter(scheme=scheme).first() if scheme in BY_SLUG else None
    return figures.read(scheme, row.counted_at, row.figures) if row else None


def _cover(theme_id: str, tagged: Sequence[tuple[Seen, Spread]]) -> tuple[str, str]:
    """Tell whether a theme is covered, and by which course: the first by its key."""
    proving = [one for one, shares in tagged if theme_id in shares and one.assesses]
    sure = min((one.course_key for one in proving if one.joinable), default="")
    if sure:
        return "yes", sure
    return ("unknown" if any(one.joinable is None for one in proving) else "no"), ""


def _by_learners(shares: Spread, learners: int | None) -> Spread:
    return {theme: share * (learners or 0) for theme, share in shares.items()}


def _exact(sums: Mapping[str, Fraction], theme_id: str) -> Decimal:
    value = sums.get(theme_id, Fraction())
    figure = Decimal(value.numerator) / Decimal(value.denominator)
    return figure.quantize(CENT, rounding=ROUND_HALF_EVEN)
