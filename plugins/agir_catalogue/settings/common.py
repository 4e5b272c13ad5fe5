"""What may a site change about its catalogue?

``AGIR_CATALOGUE_OPERATOR``: who runs the site, as other catalogues name it; empty: the platform's
name. ``AGIR_CATALOGUE_ACCESSIBILITY_URL``: the site's accessibility statement; empty: none is
told. ``AGIR_CATALOGUE_COVENANT_DAYS``: how long a look at the free-track covenant counts; a course
that nobody looked at since passes nothing. ``AGIR_CATALOGUE_BADGE_WEIGHT``: what a badge of a
trusted operator weighs as external evidence, 0 to 10 with two decimals, until a page says otherwise
for one of them; a result of a course weighs 1, 0 recognises none.
``AGIR_CATALOGUE_ACCESSIBILITY_DATE``: the day of that statement (``2026-03-01``); empty: not known.
``AGIR_CATALOGUE_MEASURE_DAYS``: how long a measure of units counts (``agir_measure_courses``,
``agir_import_measures``). ``AGIR_CATALOGUE_AXE_FILE``: where ``axe.min.js`` lies on the machine
that measures; empty: accessibility is not measured there.
"""

from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_CATALOGUE_BADGE_WEIGHT": "1",
    "AGIR_CATALOGUE_COVENANT_DAYS": 3,
    "AGIR_CATALOGUE_OPERATOR": "",
    "AGIR_CATALOGUE_ACCESSIBILITY_URL": "",
    "AGIR_CATALOGUE_ACCESSIBILITY_DATE": "",
    "AGIR_CATALOGUE_MEASURE_DAYS": 35,
    "AGIR_CATALOGUE_AXE_FILE": "",
}


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        setattr(settings, name, getattr(settings, name, value))
