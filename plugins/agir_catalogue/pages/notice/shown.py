"""How does a notice look: to everybody, and to the team that completes it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from agir_catalogue.api.coproduction import credit
from agir_catalogue.api.notices import Finding
from agir_catalogue.data import NoticeVersionView, NoticeView
from agir_catalogue.domain import price
from agir_catalogue.notices import words


def card(view: NoticeView) -> dict[str, Any]:
    """Return the notice as a visitor of the catalogue meets it; what is unknown is left out."""
    facts = (
        (_("Languages"), languages(view.languages)),
        (_("Level"), words.LEVELS[view.level] if view.level else ""),
        (_("Hours of work"), hours(view.duration_hours)),
        (_("Licence"), licence(view.licence_spdx)),
        (_("To learn"), _free(view.is_free)),
        (_("Certificate"), money(view.certification_price_minor, view.currency)),
        (_("Who makes it"), credit(view.institutions)),
    )
    return {
        "title": view.title,
        "summary": view.summary,
        "language": view.languages[0] if len(view.languages) == 1 else "",
        "facts": [{"name": name, "said": said} for name, said in facts if said],
        "assesses": [one.label for one in view.assesses],
        "teaches": [one.label for one in view.teaches if one not in view.assesses],
        "access": [
            str(words.WORDS["features"].get(one, one)) for one in view.accessibility.features
        ],
        "access_summary": view.accessibility.summary,
    }


def platform(said: Mapping[str, Any]) -> dict[str, str]:
    """Return what the platform says of each field, in words."""
    told = {name: str(value) for name, value in said.items()}
    if "languages" in said:
        told["languages"] = ", ".join(said["languages"])
    if "licence_spdx" in said:
        told["licence_spdx"] = licence(said["licence_spdx"])
    if "certification_price_minor" in said:
        amount, currency = said["certification_price_minor"], said["currency"]
        told["certification_price_minor"] = money(amount, currency)
    return told


def findings(several: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return what was found, each with the field where it is mended."""
    return [
        {"sentence": words.FINDINGS[one.code], "field": one.field, "is_grave": one.is_grave}
        for one in several
    ]


def history(several: Iterable[NoticeVersionView]) -> list[dict[str, Any]]:
    """Return the changes in words."""
    return [
        {
            "version": one.version,
            "day": formats.date_format(timezone.localtime(one.at), "DATETIME_FORMAT"),
            "what": words.ORIGINS["begun" if one.version == 1 else one.origin],
            "by": one.by,
            "fields": ", ".join(words.name_of(name) for name in one.fields),
            "can_undo": one.can_undo,
        }
        for one in several
    ]


def languages(tags: Iterable[str]) -> str:
    """Return languages by their names; a tag without one as it is."""
    return ", ".join(_language(tag) for tag in tags)


def _language(tag: str) -> str:
    try:
        return str(get_language_info(tag.lower())["name_translated"])
    except KeyError:
        return tag


def licence(identifier: str) -> str:
    """Return a licence by its name and identifier."""
    name = words.LICENCES.get(identifier)
    if name is None:
        return identifier
    return str(name) if identifier.startswith("LicenseRef") else f"{name} ({identifier})"


def hours(duration: Decimal | None) -> str:
    """Return a duration, '' where nobody said it."""
    if duration is None:
        return ""
    return _("%(hours)s h") % {"hours": formats.number_format(duration.normalize())}


def money(amount: int | None, currency: str) -> str:
    """Return a price, '' where nobody said it."""
    if amount is None:
        return ""
    if amount == 0:
        return _("free")
    told = formats.number_format(Decimal(price.major(amount, currency)))
    return f"{told} {currency}"


def _free(is_free: bool | None) -> str:
    if is_free is None:
        return ""
    return _("free") if is_free else _("not free now")
