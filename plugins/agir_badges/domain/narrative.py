"""How is what a badge asks said in a document that travels?

In French and in English, whatever the language of the process. Markdown, as Open Badges 3.0 has
it for the narrative of criteria; what comes from others is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from agir_badges.domain.level import Level
from agir_badges.domain.wording import spoken, word

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|])")
_ALL: Final = {
    "fr": "Toutes ces compétences ont été démontrées par des résultats enregistrés\u00a0:",
    "en": "Each of these skills was shown by recorded results:",
}
_SHARE: Final = {
    "fr": "Au moins {share}\u00a0% de ces compétences ont été démontrées par des résultats "
    "enregistrés\u00a0:",
    "en": "At least {share}% of these skills were shown by recorded results:",
}
_LEAST: Final = {
    "fr": "Aucune n’est estimée à moins de {least}\u00a0%.",
    "en": "None is estimated below {least}%.",
}
_ITEM: Final = {"fr": "- {label}{code}\u00a0: {level}", "en": "- {label}{code}: {level}"}
_NAME: Final = {"fr": "{label}\u00a0: niveau", "en": "{label}: level"}
_SHOWN: Final = {
    "fr": ("Compétence démontrée", "Compétences démontrées"),
    "en": ("A skill shown", "Skills shown"),
}
_BY: Final = {"fr": " par des résultats enregistrés.", "en": " by recorded results."}
_RESULT: Final = {
    "fr": "{share}\u00a0% le {day}",
    "en": "{share}% on {day}",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One competency asked at ``level``, with the words and addresses of its framework.

    ``source`` is case, rncp or local; ``uri``, ``code``, ``framework`` may be ''.
    """

    identifier: UUID
    level: Level
    label: str
    uri: str
    code: str
    framework: str
    source: str


def criteria(asked: Iterable[Asked], threshold: Decimal, minimum: Decimal, language: str) -> str:
    """Return what the badge asks; ``threshold`` and ``minimum`` are 0 to 1."""
    tongue = spoken(language)
    head = _ALL[tongue] if threshold == 1 else _SHARE[tongue].format(share=percent(threshold))
    lines = [
        _ITEM[tongue].format(
            label=escaped(one.label),
            code=f" ({escaped(one.code)})" if one.code else "",
            level=word(one.level, tongue),
        )
        for one in asked
    ]
    told = f"{head}\n\n" + "\n".join(lines)
    return f"{told}\n\n{_LEAST[tongue].format(least=percent(minimum))}" if minimum else told


def shown(count: int, language: str) -> str:
    """Return one sentence on a badge over ``count`` skills whose author said nothing of it."""
    tongue = spoken(language)
    return _SHOWN[tongue][count > 1] + _BY[tongue]


def result_name(label: str, language: str) -> str:
    """Return the name of the result on one skill."""
    return _NAME[spoken(language)].format(label=label)


def result(share: Decimal, day: str, language: str) -> str:
    """Return one result in words; ``share`` is 0 to 1, ``day`` an ISO date."""
    return _RESULT[spoken(language)].format(share=percent(share), day=day)


def percent(share: Decimal) -> str:
    """Return a share as percents, with as many decimals as it has, halves upward at two."""
    figure = (share * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{figure:f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """Return ``text`` on one line, with the marks of Markdown made plain."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
