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
