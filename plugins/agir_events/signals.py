"""What does the suite say in public?

Each signal is sent in ``transaction.on_commit``, so a receiver always finds the rows it hears
of. A lost event costs a night and not a truth: every receiver has a twin, ``api.reconcile()``.
A published event type never changes its fields; a change is a new ``.v2``.
"""

from typing import Final

from openedx_events.tooling import OpenEdxPublicSignal

from agir_events.data import (
    BadgeData,
    CallData,
    CompetencyEvidenceData,
    CompetencyStandingData,
)

# .. event_type: org.agir.competencies.evidence.recorded.v1
# .. event_name: COMPETENCY_EVIDENCE_RECORDED
# .. event_description: evidence of one learner on one object was folded into these competencies.
# .. event_data: CompetencyEvidenceData
# .. event_trigger_repository: agir-openedx
COMPETENCY_EVIDENCE_RECORDED: Final = OpenEdxPublicSignal(
    event_type="org.agir.competencies.evidence.recorded.v1",
    data={"evidence": CompetencyEvidenceData},
)

# .. event_type: org.agir.competencies.competency.demonstrated.v1
# .. event_name: COMPETENCY_DEMONSTRATED
# .. event_description: a learner demonstrated these competencies, by one fact.
# .. event_data: CompetencyStandingData
# .. event_trigger_repository: agir-openedx
COMPETENCY_DEMONSTRATED: Final = OpenEdxPublicSignal(
    event_type="org.agir.competencies.competency.demonstrated.v1",
    data={"standing": CompetencyStandingData},
)

# .. event_type: org.agir.competencies.competency.withdrawn.v1
# .. event_name: COMPETENCY_WITHDRAWN
# .. event_description: these competencies are no longer demonstrated (re-grade, reset, override).
# .. event_data: CompetencyStandingData
# .. event_trigger_repository: agir-openedx
COMPETENCY_WITHDRAWN: Final = OpenEdxPublicSignal(
    event_type="org.agir.competencies.competency.withdrawn.v1",
    data={"standing": CompetencyStandingData},
)

# .. event_type: org.agir.badges.badge.awarded.v1
# .. event_name: BADGE_AWARDED
# .. event_description: a learner was awarded a skill badge.
# .. event_data: BadgeData
# .. event_trigger_repository: agir-openedx
BADGE_AWARDED: Final = OpenEdxPublicSignal(
    event_type="org.agir.badges.badge.awarded.v1",
    data={"badge": BadgeData},
)

# .. event_type: org.agir.badges.badge.withdrawn.v1
# .. event_name: BADGE_WITHDRAWN
# .. event_description: a skill badge was withdrawn from a learner.
# .. event_data: BadgeData
# .. event_trigger_repository: agir-openedx
BADGE_WITHDRAWN: Final = OpenEdxPublicSignal(
    event_type="org.agir.badges.badge.withdrawn.v1",
    data={"badge": BadgeData},
)

# .. event_type: org.agir.catalogue.call.changed.v1
# .. event_name: CALL_CHANGED
# .. event_description: a call for initiatives on a theme opened, was answered, or was closed.
# .. event_data: CallData
# .. event_trigger_repository: agir-openedx
CALL_CHANGED: Final = OpenEdxPublicSignal(
    event_type="org.agir.catalogue.call.changed.v1",
    data={"call": CallData},
)

EVENTS: Final = (
    COMPETENCY_EVIDENCE_RECORDED,
    COMPETENCY_DEMONSTRATED,
    COMPETENCY_WITHDRAWN,
    BADGE_AWARDED,
    BADGE_WITHDRAWN,
    CALL_CHANGED,
)
