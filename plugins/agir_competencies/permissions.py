"""Who may do what with competencies?"""

from __future__ import annotations

from typing import Final

from agir_platform.permissions import Role, declare

READ: Final = declare("competencies.case_read", Role.ANYBODY)
READ_CLOSED: Final = declare("competencies.case_read_closed", Role.LEARNER)  # a closed site's
