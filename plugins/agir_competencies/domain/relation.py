"""What may one competency be to another?

CASE 1.1's association types. A type of somebody's own is kept under ``ext:``, as CASE asks, so
that nothing is lost and nobody takes it for a type whose meaning is agreed.
"""

from __future__ import annotations

import re
from typing import Final

from agir_competencies.domain.framework import LONGEST_WORD

IS_CHILD_OF: Final = "isChildOf"
IS_PART_OF: Final = "isPartOf"
IS_RELATED_TO: Final = "isRelatedTo"
IS_TRANSLATION_OF: Final = "isTranslationOf"
PRECEDES: Final = "precedes"
REPLACED_BY: Final = "replacedBy"
KINDS: Final = frozenset(
    {IS_CHILD_OF, IS_PART_OF, IS_RELATED_TO, IS_TRANSLATION_OF, PRECEDES, REPLACED_BY,
     "isPeerOf", "exactMatchOf", "exemplar", "hasSkillLevel"}
)  # fmt: skip
# Kinds of edges that make no sense in a circle.
ORDERED: Final = (IS_CHILD_OF, PRECEDES, IS_PART_OF, REPLACED_BY, IS_TRANSLATION_OF)
FOREIGN: Final = "ext:"
_ONE_FOR_ALL: Final = {kind.lower(): kind for kind in KINDS}
_FORBIDDEN: Final = re.compile(r"[^A-Za-z0-9._-]+")


def kind_of(text: str) -> str:
    """Return the kind that ``text`` names, ``ext:…`` for one of no standard, '' for none."""
    known = _ONE_FOR_ALL.get(text.lower())
    if known:
        return known
    name = _FORBIDDEN.sub("-", text.removeprefix(FOREIGN)).strip("-")
    return f"{FOREIGN}{name}"[:LONGEST_WORD] if name else ""
