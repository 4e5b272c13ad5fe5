"""By which names do tracking log and statements say it?

``mastered`` and ``scored`` are ADL's verbs, ``lost`` is the Activity Schema's ("the actor has lost
the object"), ``objective`` is ADL's type of activity. Read 2026-11-26 in the published lists.
"""

from typing import Final

from agir_competencies.settings.tracking import DEMONSTRATED, RECORDED, WITHDRAWN

# event → verb and its word in English
VERBS: Final = {
    DEMONSTRATED: ("http://adlnet.gov/expapi/verbs/mastered", "mastered"),
    WITHDRAWN: ("http://activitystrea.ms/schema/1.0/lose", "lost"),
    RECORDED: ("http://adlnet.gov/expapi/verbs/scored", "scored"),
}
OBJECTIVE: Final = "http://adlnet.gov/expapi/activities/objective"
RESOURCE: Final = "http://id.tincanapi.com/activitytype/resource"

TRANSITIONS: Final = "transitions"
EVIDENCE: Final = "evidence"
