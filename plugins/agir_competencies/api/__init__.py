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
from agir_competencies.api.links import (
    copy_links,
    links_of,
    set_link,
    sync_course,
    sync_object,
)
from agir_competencies.api.maintenance import (
    apply_backfill,
    plan_backfill,
    recompute,
    reconcile,
    verify,
)
from agir_competencies.api.standings import explain, explanations, places, standings, states

__all__ = [
    "apply_backfill",
    "apply_plan",
    "copy_links",
    "explain",
    "explanations",
    "export",
    "export_framework",
    "find_competencies",
    "fold",
    "forget",
    "frameworks",
    "import_size",
    "links_of",
    "mirror",
    "places",
    "plan_backfill",
    "plan_import",
    "plan_import_url",
    "receive",
    "recompute",
    "reconcile",
    "report_drift",
    "set_link",
    "standings",
    "states",
    "sweep",
    "sync_course",
    "sync_object",
    "try_again",
    "verify",
]
