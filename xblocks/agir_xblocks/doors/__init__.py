"""What may a block ask of the contexts, and are they there?

The one room of this app that reaches them, always inside a function: a block must load in a
process that has none of their tables (the XBlock workbench), and where a site switched them off.
"""

from agir_xblocks.doors.badges import Ahead, Wall, Won, course_skills, has_badges, wall
from agir_xblocks.doors.competencies import Named, Own, named, own_states, search
from agir_xblocks.doors.goals import (
    Offered,
    Proposed,
    Wanted,
    course_goal,
    end_goal,
    offered_skills,
    proposed_goals,
    take_goal,
    take_up,
    want,
)
from agir_xblocks.doors.positioning import (
    Finding,
    Unit,
    address_of,
    easier_pairs,
    record_findings,
    units,
)
from agir_xblocks.doors.receipts import before_page, may_visit, receipt, shows
from agir_xblocks.doors.self_checks import Judged, judge, judged
from agir_xblocks.doors.sponsors import Thanked, thanked
from agir_xblocks.doors.switches import (
    GOALS_PAGE,
    SKILLS_PAGE,
    Presence,
    goals_page,
    may_author,
    presence,
    skills_page,
)

__all__ = [
    "GOALS_PAGE",
    "SKILLS_PAGE",
    "Ahead",
    "Finding",
    "Judged",
    "Named",
    "Offered",
    "Own",
    "Presence",
    "Proposed",
    "Thanked",
    "Unit",
    "Wall",
    "Wanted",
    "Won",
    "address_of",
    "before_page",
    "course_goal",
    "course_skills",
    "easier_pairs",
    "end_goal",
    "goals_page",
    "has_badges",
    "judge",
    "judged",
    "may_author",
    "may_visit",
    "named",
    "offered_skills",
    "own_states",
    "presence",
    "proposed_goals",
    "receipt",
    "record_findings",
    "search",
    "shows",
    "skills_page",
    "take_goal",
    "take_up",
    "thanked",
    "units",
    "wall",
    "want",
]
