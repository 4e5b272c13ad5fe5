"""Is a pledge a gift (mécénat) or a paid service (parrainage)? A proposal, for a person to decide.

A gift has no direct counterpart, or one in "marked disproportion" with it (CGI art. 238 bis,
BOFiP BOI-BIC-RICI-20-30-10-20). No text gives a figure for companies: 25 % of the gift is usage,
read in practice guides of 2024 to 2026. Naming the giver, with a logo, is no counterpart; a
message that praises or sells is an advertising service, hence parrainage with VAT, whatever its
value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from agir_sponsorship.domain.amounts import LARGEST, AmountUnfit, checked
from agir_sponsorship.domain.pledge import Nature

USAGE: Final = Fraction(25, 100)  # included: 25.00 % is still a gift, 25.01 % is not
SERVICES: Final = frozenset({"advertising_message", "exclusivity", "sales_stand", "link_to_offer"})
COUNTERPARTS: Final = frozenset(
    {"name", "logo", "invitation", "report", "other", *SERVICES},
)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What the sponsor gets: one of ``COUNTERPARTS``, worth ``value_minor`` (0 upward)."""

    kind: str
    value_minor: int


@dataclass(frozen=True, slots=True)
class Classification:
    """What Agir proposes, why (codes, most weighty first), and the counterpart's share."""

    nature: Nature
    ratio: Fraction
    reasons: tuple[str, ...]


def classify(amount_minor: int, counterparts: Sequence[Counterpart]) -> Classification:
    """Return the proposal; raise ``AmountUnfit`` for an amount or a value out of bounds."""
    amount = checked(amount_minor)
    for one in counterparts:
        value = one.value_minor
        if one.kind not in COUNTERPARTS or isinstance(value, bool) or not 0 <= value < LARGEST:
            raise AmountUnfit
    ratio = Fraction(sum(one.value_minor for one in counterparts), amount)
    reasons = []
    if any(one.kind in SERVICES for one in counterparts):
        reasons.append("advertising_service")
    if ratio > USAGE:
        reasons.append("counterpart_too_high")
    if reasons:
        return Classification(Nature.PARRAINAGE, ratio, tuple(reasons))
    return Classification(
        Nature.MECENAT, ratio, ("counterpart_far_below" if ratio else "no_counterpart",)
    )
