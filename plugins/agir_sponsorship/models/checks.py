"""How is a check constraint written on every Django that the platform runs?"""

from __future__ import annotations

from typing import Any

import django
from django.db import models

# Django 4.2 knows ``check``, 6.0 knows ``condition``; 5.x knows both.
CONDITION = "condition" if django.VERSION >= (5, 1) else "check"


def check(condition: models.Q, name: str) -> models.CheckConstraint:
    """Return the constraint ``name`` that every row meets ``condition``."""
    told: dict[str, Any] = {CONDITION: condition, "name": name}
    return models.CheckConstraint(**told)
