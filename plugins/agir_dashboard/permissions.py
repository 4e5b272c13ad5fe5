"""Who may do what here?"""

from agir_platform.permissions import Role, declare

PROPOSE = declare("dashboard.goals.propose", Role.COURSE_STAFF)
READ_SUCCESS = declare("dashboard.success.read", Role.COURSE_STAFF)
READ_ALL_SUCCESS = declare("dashboard.success.read_all", Role.OPERATOR)
READ_MAP = declare("dashboard.competency_map.read", Role.COURSE_STAFF)
MEND_MAP = declare("dashboard.competency_map.mend", Role.COURSE_STAFF)
READ_FRAMEWORKS = declare("dashboard.frameworks.read", Role.LEARNER)
IMPORT_FRAMEWORKS = declare("dashboard.frameworks.import", Role.OPERATOR)
WRITE_FRAMEWORKS = declare("dashboard.frameworks.write", Role.OPERATOR)
ATTEST = declare("dashboard.attestations.write", Role.COURSE_STAFF)
DECIDE = declare("dashboard.decisions.write", Role.COURSE_STAFF)
REVIEW = declare("dashboard.prior.review", Role.COURSE_STAFF)
REVIEW_ALL = declare("dashboard.prior.review_all", Role.OPERATOR)
PEERS = declare("dashboard.peers.manage", Role.COURSE_STAFF)
