"""How is what a form says read, and shown again?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict

from agir_catalogue.api.notices import FEATURES, FIELDS, HAZARDS, LEVELS
from agir_catalogue.domain import price
from agir_catalogue.notices import words

TICKED: Final = ("access_modes", "access_modes_sufficient", "features", "hazards")
PRICE: Final = "certification_price_minor"
NO_AMOUNT: Final = "?"  # refused by the rule of amounts
_OFFERED: Final[dict[str, tuple[str, ...]]] = {
    "access_modes": tuple(words.WORDS["access_modes"]),
    "access_modes_sufficient": tuple(words.WORDS["access_modes_sufficient"]),
    "features": FEATURES,
    "hazards": HAZARDS,
}


def changes(form: QueryDict) -> dict[str, object]:
    """Return every field as the form says it: what is empty is cleared."""
    told: dict[str, object] = {name: form.get(name, "").strip() for name in FIELDS}
    told["languages"] = _split(form.get("languages", ""), ",")
    told["same_as"] = _split(form.get("same_as", ""), "\n")
    told |= {name: form.getlist(name) for name in TICKED}
    told["is_withheld"] = form.get("is_withheld") == "1"
    other = form.get("licence_other", "").strip()
    told["licence_spdx"] = other or told["licence_spdx"]
    if told[PRICE]:
        amount = price.minor(str(told[PRICE]), str(told["currency"]).upper())
        told[PRICE] = NO_AMOUNT if amount is None else amount
    return told


def written(form: QueryDict) -> dict[str, Any]:
    """Return what stands in the fields of a form that was refused."""
    told: dict[str, Any] = {name: form.get(name, "") for name in FIELDS}
    return told | {name: form.getlist(name) for name in TICKED} | {
        "is_withheld": form.get("is_withheld") == "1",
        "licence_other": form.get("licence_other", ""),
    }  # fmt: skip


def kept(completed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the fields of a form that nobody sent yet."""
    told = {name: completed.get(name, "") for name in FIELDS}
    told["languages"] = ", ".join(completed.get("languages", ()))
    told["same_as"] = "\n".join(completed.get("same_as", ()))
    if PRICE in completed:
        told[PRICE] = price.major(completed[PRICE], completed.get("currency", ""))
    licence = completed.get("licence_spdx", "")
    told["licence_other"] = "" if licence in words.LICENCES else licence
    return told | {name: list(completed.get(name, ())) for name in TICKED}


def fields(told: Mapping[str, Any], platform: Mapping[str, str], wrong: str) -> dict[str, Any]:
    """Return each field as the page shows it, by name.

    ``platform`` is what stands there where the team says nothing; ``wrong`` the refused field.
    """
    return {name: _field(name, told, platform.get(name, ""), wrong) for name in FIELDS}


def _field(name: str, told: Mapping[str, Any], platform: str, wrong: str) -> dict[str, Any]:
    label, hint = words.FIELDS[name]
    shown = {
        "name": name,
        "label": label,
        "hint": hint,
        "value": told[name],
        "platform": platform,
        "wrong": name == wrong,
    }
    if name == "licence_spdx":
        shown["other"] = told.get("licence_other", "")
        shown["options"] = [
            {"value": code, "word": word, "on": code == told[name]}
            for code, word in words.LICENCES.items()
        ]
    elif name == "level":
        shown["options"] = [
            {"value": one, "word": words.LEVELS[one], "on": str(one) == str(told[name])}
            for one in LEVELS
        ]
    elif name in TICKED:
        shown["options"] = _ticks(name, told[name])
    return shown


def _ticks(name: str, chosen: list[str]) -> list[dict[str, Any]]:
    known = words.WORDS[name]
    every = (*_OFFERED[name], *(one for one in chosen if one not in _OFFERED[name]))
    return [{"value": one, "word": known.get(one, one), "on": one in chosen} for one in every]


def _split(text: str, mark: str) -> list[str]:
    return [one.strip() for one in text.split(mark) if one.strip()]
