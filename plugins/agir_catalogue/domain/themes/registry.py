"""Which schemes and themes are there?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from agir_catalogue.domain.themes.formacode import FORMACODE
from agir_catalogue.domain.themes.iscedf import ISCEDF
from agir_catalogue.domain.themes.manifesto import MANIFESTO
from agir_catalogue.domain.themes.scheme import Scheme, SchemeUnknown, Theme, ThemeUnknown
from agir_catalogue.domain.themes.sdg import SDG

SCHEMES: Final = (MANIFESTO, ISCEDF, SDG, FORMACODE)
BY_SLUG: Final[Mapping[str, Scheme]] = MappingProxyType({one.slug: one for one in SCHEMES})
BY_ID: Final[Mapping[str, Theme]] = MappingProxyType(
    {theme.id: theme for scheme in SCHEMES for theme in scheme.themes}
)


def scheme(slug: str) -> Scheme:
    """Return a scheme; raise ``SchemeUnknown``."""
    found = BY_SLUG.get(slug)
    if found is None:
        raise SchemeUnknown(scheme=slug[:40])
    return found


def theme(theme_id: str) -> Theme:
    """Return a theme; raise ``ThemeUnknown``."""
    found = BY_ID.get(theme_id)
    if found is None:
        raise ThemeUnknown(theme=theme_id[:40])
    return found


def lineage(theme_id: str) -> tuple[Theme, ...]:
    """Return a theme and the wider ones, narrowest first; empty for one that no scheme has."""
    found: list[Theme] = []
    following = BY_ID.get(theme_id)
    while following is not None:
        found.append(following)
        following = BY_ID.get(following.parent)
    return tuple(found)
