"""How is a check constraint written on every Django that the platform runs?

Migrations say it for themselves: what is applied does not change with this file.
"""

from typing import Any, Final

import django
from django.db.models import CheckConstraint, Q

# Django 4.2 knows ``check``, 6.0 knows ``condition``; 5.1 and 5.2 know both.
CONDITION: Final = "condition" if django.VERSION >= (5, 1) else "check"


def check(condition: Q, name: str) -> CheckConstraint:
    """Return the constraint ``name`` that every row meets ``condition``."""
    told: dict[str, Any] = {CONDITION: condition, "name": name}
    return CheckConstraint(**told)
