"""What must a course of a MOOChub feed keep to that the schema does not ask?

MOOChub v3.0.1 says in prose what its JSON Schema cannot hold: a free course has an offer at price
0, languages are BCP 47. A feed of this site breaks none of these rules, and a peer's record that
breaks one is still read: its faults are shown to the operators of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from agir_catalogue.domain.language import tag

PROPRIETARY: Final = "proprietary"

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_ISCED: Final = re.compile(r"\d{2,4}")
_SDG: Final = re.compile(r"sdg:([1-9]|1[0-7])")
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+\S*")


def is_language(text: object) -> bool:
    """Tell whether a text is a language tag as BCP 47 writes it, in large or small letters."""
    return isinstance(text, str) and len(text) <= 35 and tag(text).lower() == text.lower() != ""


def faults(attributes: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of the rules that a course's attributes break, in a stable order.

    Never raises, whatever a peer wrote.
    """
    return tuple(code for code, holds in RULES.items() if not _keeps(holds, attributes))


def _keeps(holds: Callable[[Mapping[str, Any]], bool], attributes: Mapping[str, Any]) -> bool:
    try:
        return holds(attributes)
    except (AttributeError, KeyError, TypeError, ValueError):  # not even of the right shape
        return False


def _many(attributes: Mapping[str, Any], name: str) -> Sequence[Any]:
    return attributes.get(name) or ()


def _offers(attributes: Mapping[str, Any], *categories: str) -> list[Mapping[str, Any]]:
    return [one for one in _many(attributes, "offer") if one["category"] in categories]


def _free_has_a_zero_price(attributes: Mapping[str, Any]) -> bool:
    free = "free" in _many(attributes, "access")
    return not free or any(one["price"] == 0 for one in _offers(attributes, "course", "complete"))


def _zero_price_is_free(attributes: Mapping[str, Any]) -> bool:
    zero = any(one["price"] == 0 for one in _offers(attributes, "course", "complete"))
    return not zero or "free" in _many(attributes, "access")


def _prices_have_a_currency(attributes: Mapping[str, Any]) -> bool:
    return all(_CURRENCY.fullmatch(one["priceCurrency"]) for one in _many(attributes, "offer"))


def _languages_are_tags(attributes: Mapping[str, Any]) -> bool:
    return all(is_language(one) for one in _many(attributes, "inLanguage"))


def _licences_are_named(attributes: Mapping[str, Any]) -> bool:
    return all(
        one["url"] is None and not one.get("contentUrl")
        if one["identifier"] == PROPRIETARY
        else bool(_ADDRESS.fullmatch(one["url"]))
        for one in _many(attributes, "license")
    )


def _subjects_are_of_isced(attributes: Mapping[str, Any]) -> bool:
    return all(
        _ISCED.fullmatch(one["shortCode"])
        for one in _many(attributes, "educationalAlignment")
        if one["educationalFramework"] == "ISCED-F"
    )


def _goals_are_numbered(attributes: Mapping[str, Any]) -> bool:
    return all(
        _SDG.fullmatch(one)
        for one in _many(attributes, "keywords")
        if one.lower().startswith("sdg:")
    )


def _ends_after_it_starts(attributes: Mapping[str, Any]) -> bool:
    starts, ends = _many(attributes, "startDate"), _many(attributes, "endDate")
    return not (starts and ends) or min(starts) <= max(ends)


def _has_an_address(attributes: Mapping[str, Any]) -> bool:
    return bool(_ADDRESS.fullmatch(attributes["url"]))


RULES: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "free_without_zero_price": _free_has_a_zero_price,
    "zero_price_not_free": _zero_price_is_free,
    "price_without_currency": _prices_have_a_currency,
    "language_malformed": _languages_are_tags,
    "licence_unnamed": _licences_are_named,
    "subject_malformed": _subjects_are_of_isced,
    "goal_unknown": _goals_are_numbered,
    "ends_before_start": _ends_after_it_starts,
    "address_malformed": _has_an_address,
}
