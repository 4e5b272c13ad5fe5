"""Who may do what with the catalogue?"""

from __future__ import annotations

from typing import Final

from agir_platform.permissions import Role, declare

READ: Final = declare("catalogue.read", Role.ANYBODY)
