"""Who may do what with the catalogue?"""

from __future__ import annotations

from typing import Final

from agir_platform.permissions import Role, declare

READ: Final = declare("catalogue.read", Role.ANYBODY)
SAY_THEMES: Final = declare("catalogue.themes.say", Role.COURSE_STAFF)
SUPPORT_CALLS: Final = declare("catalogue.calls.support", Role.LEARNER)
DECIDE_CALLS: Final = declare("catalogue.calls.decide", Role.OPERATOR)
DECLARE_EXAMS: Final = declare("catalogue.covenant.exams", Role.COURSE_STAFF)
MANAGE_COVENANT: Final = declare("catalogue.covenant.manage", Role.OPERATOR)
COMPLETE_NOTICE: Final = declare("catalogue.notice.complete", Role.COURSE_STAFF)
MANAGE_PEERS: Final = declare("catalogue.peers.manage", Role.OPERATOR)
DISPUTE: Final = declare("catalogue.peers.dispute", Role.LEARNER)
WRITE_MAKERS: Final = declare("catalogue.makers.write", Role.COURSE_STAFF)
MANAGE_INSTITUTIONS: Final = declare("catalogue.institutions.manage", Role.OPERATOR)
ACT_FOR_INSTITUTION: Final = declare("catalogue.institutions.act", Role.LEARNER)
DECIDE_PROPOSALS: Final = declare("catalogue.proposals.decide", Role.OPERATOR)
SUGGEST_THEMES: Final = declare("catalogue.themes.suggest", Role.LEARNER)
MODERATE_THEMES: Final = declare("catalogue.themes.moderate", Role.OPERATOR)
RECOGNISE_BADGES: Final = declare("catalogue.recognition.bring", Role.LEARNER)
WEIGH_BADGES: Final = declare("catalogue.recognition.weigh", Role.OPERATOR)
