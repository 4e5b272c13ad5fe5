"""Who may do what here?"""

from agir_platform.permissions import Role, declare

PROPOSE = declare("dashboard.goals.propose", Role.COURSE_STAFF)
