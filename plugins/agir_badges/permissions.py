"""Who may do what with badges?"""

from __future__ import annotations

from typing import Final

from agir_platform.permissions import Role, declare

VERIFY: Final = declare("badges.verify", Role.ANYBODY)
OWN: Final = declare("badges.own", Role.LEARNER)  # one's own badges; another's is unknown
