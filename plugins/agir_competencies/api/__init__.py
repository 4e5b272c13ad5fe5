"""The face of competencies: all that another context may call.

Frameworks and links first, evidence and mastery after; each name is documented where it lives.
"""

from agir_competencies.api.evidence import export, fold, forget, receive, sweep, try_again
from agir_competencies.api.frameworks import (
    apply_plan,
    export_framework,
    find_competencies,
    frameworks,
    import_size,
    mirror,
    plan_import,
    plan_import_url,
    report_drift,
)
from agir_competencies.api.links import copy_links, links_of, sync_course, sync_object
from agir_competencies.api.maintenance import (
    apply_backfill,
    plan_backfill,
    recompute,
    reconcile,
    verify,
)
from agir_competencies.api.standings import explain, explanations, standings, states

__all__ = [
    "apply_backfill",
    "apply_plan",
    "copy_links",
    "explain",
    "explanations",
    "export",
    "find_competencies",
    "fold",
    "forget",
    "frameworks",
    "links_of",
    "mirror",
    "export_framework",
    "plan_backfill",
    "plan_import",
    "receive",
    "recompute",
    "import_size",
    "reconcile",
    "report_drift",
    "standings",
    "states",
    "plan_import_url",
    "sweep",
    "sync_course",
    "sync_object",
    "try_again",
    "verify",
]
