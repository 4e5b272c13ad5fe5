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
    CampaignData,
    CompetencyEvidenceData,
    CompetencyStandingData,
    DossierData,
    JuryDecisionData,
    PassageData,
    PledgeData,
    RegistrationData,
    SeatData,
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

# .. event_type: org.agir.sponsorship.pledge.opened.v1
# .. event_name: PLEDGE_OPENED
# .. event_description: an organisation pledged to a campaign.
# .. event_data: PledgeData
# .. event_trigger_repository: agir-openedx
PLEDGE_OPENED: Final = OpenEdxPublicSignal(
    event_type="org.agir.sponsorship.pledge.opened.v1",
    data={"pledge": PledgeData},
)

# .. event_type: org.agir.sponsorship.campaign.funded.v1
# .. event_name: CAMPAIGN_FUNDED
# .. event_description: a campaign reached what it needed and closed.
# .. event_data: CampaignData
# .. event_trigger_repository: agir-openedx
CAMPAIGN_FUNDED: Final = OpenEdxPublicSignal(
    event_type="org.agir.sponsorship.campaign.funded.v1",
    data={"campaign": CampaignData},
)

# .. event_type: org.agir.sponsorship.seat.granted.v1
# .. event_name: SEAT_GRANTED
# .. event_description: a learner's certification fee was taken on.
# .. event_data: SeatData
# .. event_trigger_repository: agir-openedx
SEAT_GRANTED: Final = OpenEdxPublicSignal(
    event_type="org.agir.sponsorship.seat.granted.v1",
    data={"seat": SeatData},
)

# .. event_type: org.agir.sponsorship.seat.released.v1
# .. event_name: SEAT_RELEASED
# .. event_description: a learner's certification fee is no longer taken on.
# .. event_data: SeatData
# .. event_trigger_repository: agir-openedx
SEAT_RELEASED: Final = OpenEdxPublicSignal(
    event_type="org.agir.sponsorship.seat.released.v1",
    data={"seat": SeatData},
)

# .. event_type: org.agir.certification.registration.changed.v1
# .. event_name: REGISTRATION_CHANGED
# .. event_description: a registration for a session changed.
# .. event_data: RegistrationData
# .. event_trigger_repository: agir-openedx
REGISTRATION_CHANGED: Final = OpenEdxPublicSignal(
    event_type="org.agir.certification.registration.changed.v1",
    data={"registration": RegistrationData},
)

# .. event_type: org.agir.certification.dossier.changed.v1
# .. event_name: DOSSIER_STATE_CHANGED
# .. event_description: a CPF dossier changed its state.
# .. event_data: DossierData
# .. event_trigger_repository: agir-openedx
DOSSIER_STATE_CHANGED: Final = OpenEdxPublicSignal(
    event_type="org.agir.certification.dossier.changed.v1",
    data={"dossier": DossierData},
)

# .. event_type: org.agir.certification.jury.decided.v1
# .. event_name: JURY_DECISION_RECORDED
# .. event_description: a named person recorded a decision of a jury.
# .. event_data: JuryDecisionData
# .. event_trigger_repository: agir-openedx
JURY_DECISION_RECORDED: Final = OpenEdxPublicSignal(
    event_type="org.agir.certification.jury.decided.v1",
    data={"decision": JuryDecisionData},
)

# .. event_type: org.agir.certification.passage.transmitted.v1
# .. event_name: PASSAGE_TRANSMITTED
# .. event_description: a passage left in a deposit file.
# .. event_data: PassageData
# .. event_trigger_repository: agir-openedx
PASSAGE_TRANSMITTED: Final = OpenEdxPublicSignal(
    event_type="org.agir.certification.passage.transmitted.v1",
    data={"passage": PassageData},
)

# .. event_type: org.agir.certification.passage.settled.v1
# .. event_name: PASSAGE_SETTLED
# .. event_description: the return file accepted or refused a passage.
# .. event_data: PassageData
# .. event_trigger_repository: agir-openedx
PASSAGE_SETTLED: Final = OpenEdxPublicSignal(
    event_type="org.agir.certification.passage.settled.v1",
    data={"passage": PassageData},
)

EVENTS: Final = (
    COMPETENCY_EVIDENCE_RECORDED,
    COMPETENCY_DEMONSTRATED,
    COMPETENCY_WITHDRAWN,
    BADGE_AWARDED,
    BADGE_WITHDRAWN,
    CALL_CHANGED,
    PLEDGE_OPENED,
    CAMPAIGN_FUNDED,
    SEAT_GRANTED,
    SEAT_RELEASED,
    REGISTRATION_CHANGED,
    DOSSIER_STATE_CHANGED,
    JURY_DECISION_RECORDED,
    PASSAGE_TRANSMITTED,
    PASSAGE_SETTLED,
)
