"""Addresses of competencies.

None yet: learners read through ``agir_dashboard``, authors through Studio's own tagging drawer.
"""

from typing import Any

app_name = "agir_competencies"
urlpatterns: list[Any] = []
