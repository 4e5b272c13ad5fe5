"""What may a site change about the skills page? Nothing yet; the page joins one filter.

``AGIR_FILTER_STEPS`` names the suite's steps by filter. A settings patch that assigns
``OPEN_EDX_FILTERS_CONFIG`` whole runs after this module, so the Tutor plugin puts them back.
"""

from typing import Any, Final

STEPS: Final = {
    "org.openedx.learning.home.enrollment.api.rendered.v1": [
        "agir_dashboard.pipeline.GoalOfEnrolment"
    ],
}


def plugin_settings(settings: Any) -> None:
    """Add the suite's steps behind the site's own, once."""
    told = dict(getattr(settings, "AGIR_FILTER_STEPS", None) or {})
    settings.AGIR_FILTER_STEPS = {**told, **STEPS}
    config = dict(getattr(settings, "OPEN_EDX_FILTERS_CONFIG", None) or {})
    for name, steps in STEPS.items():
        entry = dict(config.get(name) or {"fail_silently": True, "pipeline": []})
        pipeline = entry.get("pipeline") or []
        pipeline = [pipeline] if isinstance(pipeline, str) else list(pipeline)
        entry["pipeline"] = pipeline + [step for step in steps if step not in pipeline]
        config[name] = entry
    settings.OPEN_EDX_FILTERS_CONFIG = config
