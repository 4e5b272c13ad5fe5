"""The face of competencies: all that another context may call.

Frameworks and links first, evidence and mastery after; each name is documented where it lives.
"""

from agir_competencies.api.frameworks import (
    apply_plan,
    find_competencies,
    frameworks,
    mirror,
    plan_import,
    report_drift,
)
from agir_competencies.api.links import copy_links, links_of, sync_course, sync_object

__all__ = [
    "apply_plan",
    "copy_links",
    "find_competencies",
    "frameworks",
    "links_of",
    "mirror",
    "plan_import",
    "report_drift",
    "sync_course",
    "sync_object",
]
