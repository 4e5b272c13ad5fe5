"""What did somebody intend, and what did they do? The exact mapping, published as it is.

=====================  ========================  =============================================
intent declared first  counts as                 an actor when
=====================  ========================  =============================================
complete, certify      inclined                  the course is completed
selected competencies  inclined                  all that was chosen is reached
explore                inclined                  active: having looked is what was intended
unsure                 disinclined               more was reached: a competency, or the course
=====================  ========================  =============================================

Who is no actor is an abstainer. Success in the learner's own terms is (inclined actors +
disinclined actors) / with an intent; a disinclined learner acts only by reaching more. After
Henderikx, Kreijns and Kalz 2017; their table compares a survey's intention with behaviour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agir_competencies.domain.indicators.participant import NO_GOAL, NO_INTENT, Participant

LOOKED, LEARNED, COMPLETED = "looked", "learned", "completed"
REACHED: Final = (LOOKED, LEARNED, COMPLETED)
FINISH: Final = frozenset({"complete", "certify"})
INCLINED_ACTOR, INCLINED_ABSTAINER = "inclined_actor", "inclined_abstainer"
DISINCLINED_ACTOR, DISINCLINED_ABSTAINER = "disinclined_actor", "disinclined_abstainer"
CORNERS: Final = (
    INCLINED_ACTOR, INCLINED_ABSTAINER, DISINCLINED_ACTOR, DISINCLINED_ABSTAINER,
)  # fmt: skip
UNTOLD: Final = "untold"
SKILLS: Final = "selected_competencies"


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """Where an active learner is counted among intentions: one place each.

    ``reached``: looked, learned (a competency demonstrated, not completed), completed. ``own``:
    the competencies chosen first were all reached. ``goal`` is the latest one's status,
    ``change`` a reason's code or '', ``satisfaction`` '' or 0 to 4. ``counts``: the latest goal
    asks for something that is counted.
    """

    intent: str = NO_INTENT
    reached: str = LOOKED
    own: bool = False
    goal: str = NO_GOAL
    change: str = ""
    satisfaction: str = ""
    counts: bool = False

    @property
    def corner(self) -> str:
        """Return the learner's corner of the intention and behaviour table, '' without intent."""
        if self.intent == NO_INTENT:
            return ""
        if self.intent == "unsure":
            return DISINCLINED_ABSTAINER if self.reached == LOOKED else DISINCLINED_ACTOR
        if self.intent in FINISH:
            return INCLINED_ACTOR if self.reached == COMPLETED else INCLINED_ABSTAINER
        is_actor = self.own if self.intent == SKILLS else True
        return INCLINED_ACTOR if is_actor else INCLINED_ABSTAINER

    def told(self) -> str:
        """Return the profile as text, for a counter."""
        own, counts = "own" if self.own else "", "counts" if self.counts else ""
        words = self.intent, self.reached, own, self.goal, self.change, self.satisfaction, counts
        return ":".join(words)


def read(text: str) -> Profile:
    """Return the profile that ``told`` wrote."""
    intent, reached, own, goal, change, satisfaction, counts = text.split(":")
    return Profile(intent, reached, bool(own), goal, change, satisfaction, bool(counts))


def profile_of(one: Participant) -> Profile:
    """Return where an active learner is counted."""
    short = LEARNED if one.demonstrated else LOOKED
    reached = COMPLETED if one.is_completed else short
    aim = one.aim
    if aim is None:
        return Profile(reached=reached)
    judged = "" if aim.satisfaction is None else str(aim.satisfaction)
    own = aim.own and aim.intent == SKILLS
    counts = aim.items_total > 0
    return Profile(aim.intent, reached, own, aim.status, aim.change, judged, counts)
