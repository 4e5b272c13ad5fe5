"""What does each method of the REST face answer? One notation, told in ``notation``.

A room a context. A test asks everything of a site with records and reads each answer by these,
and refuses a field that none of them names.
"""

from __future__ import annotations

from openapi.answers import (
    badges,
    catalogue,
    certification,
    competencies,
    dashboard,
    platform,
    sponsorship,
)
from openapi.answers.notation import Shape

ANSWERS: dict[tuple[str, str], Shape] = {
    (f"agir_{context}:{name}", method): shape
    for context, room in {
        "badges": badges,
        "catalogue": catalogue,
        "certification": certification,
        "competencies": competencies,
        "dashboard": dashboard,
        "platform": platform,
        "sponsorship": sponsorship,
    }.items()
    for (name, method), shape in room.ANSWERS.items()
}
