"""What may a block ask of the contexts, and are they there?

The one room of this app that reaches them, always inside a function: a block must load in a
process that has none of their tables (the XBlock workbench), and where a site switched them off.
"""

from agir_xblocks.doors.competencies import Named, Own, named, own_states, search
from agir_xblocks.doors.switches import (
    SKILLS_PAGE,
    Presence,
    may_author,
    presence,
    skills_page,
)

__all__ = [
    "SKILLS_PAGE",
    "Named",
    "Own",
    "Presence",
    "may_author",
    "named",
    "own_states",
    "presence",
    "search",
    "skills_page",
]
