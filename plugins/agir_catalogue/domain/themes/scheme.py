"""What is a theme, and what is a scheme of themes?

A theme is named by ``scheme:code`` (``iscedf:0613``, ``sdg:13``, ``agir:digital-inclusion``),
which never changes once published. Names and definitions are data in both languages, as their
publishers word them, and no strings of the interface.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from agir_kernel.errors import DomainError


class ThemeUnknown(DomainError):
    """No scheme here has this theme."""

    code: ClassVar[str] = "theme_unknown"


class SchemeUnknown(DomainError):
    """No scheme here has this name."""

    code: ClassVar[str] = "scheme_unknown"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. ``parent`` is the id of the wider one, '' at the top.

    ``equivalents`` are ids of themes of other schemes that are about this one: a course tagged
    with them, or with what lies under them, is about this theme too.
    """

    id: str
    scheme: str
    code: str
    parent: str
    english: str
    french: str
    defined_english: str = ""
    defined_french: str = ""
    equivalents: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return the name in French for any kind of French, else in English."""
        return self.french if _is_french(language) else self.english

    def definition(self, language: str) -> str:
        """Return the definition, '' where the scheme gives none."""
        return self.defined_french if _is_french(language) else self.defined_english


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of themes with where it comes from.

    Courses are counted among ``counted``, the themes at the top; narrower ones count for theirs.
    ``is_cut``: only a part of it is here, so that nothing is counted or said to be lacking.
    """

    slug: str
    english: str
    french: str
    version: str
    source: str
    themes: tuple[Theme, ...]
    is_cut: bool = False
    counted: tuple[Theme, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find the themes at the top."""
        object.__setattr__(self, "counted", tuple(one for one in self.themes if not one.parent))

    def title(self, language: str) -> str:
        """Return the name of the scheme."""
        return self.french if _is_french(language) else self.english


def _is_french(language: str) -> bool:
    return language[:2].lower() == "fr"
