"""Where does the learner meet Agir in the micro-frontends?

tutor-mfe gathers what plugins put into slots; a site without it has no micro-frontend, and nothing
is asked of it. The slots and their properties are those of the branches ``release/teak``,
``release/ulmo`` and ``release/verawood``, where they are the same. The widgets themselves are
``templates/agir/mfe/widgets.js``.
"""

from __future__ import annotations

from typing import Any, Final

from tutor import hooks as tutor_hooks

PLUGIN: Final = "mfe"
"""The name under which tutor-mfe is enabled."""

DASHBOARD: Final = "org.openedx.frontend.learner_dashboard.widget_sidebar.v1"
COURSE_HOME: Final = "org.openedx.frontend.learning.course_outline_tab_notifications.v1"
PROGRESS: Final = "org.openedx.frontend.learning.progress_tab_certificate_status_main_body.v1"

COURSE_ABOUT: Final = "org.openedx.frontend.catalog.course_about_page.overview"
"""Of the catalogue that tutor-mfe brings from Verawood on; elsewhere nothing is drawn for it."""

FIRST: Final = 10
"""Before what the slot shows by itself, whose priority is 50."""
LAST: Final = 90
"""After it."""


def insert(name: str, component: str, priority: int = FIRST) -> str:
    """Return the JavaScript of the operation that puts a component into a slot."""
    return (
        "{ op: PLUGIN_OPERATIONS.Insert, widget: { "
        f"id: '{name}', type: DIRECT_PLUGIN, priority: {priority}, RenderWidget: {component}"
        " } }"
    )


SLOTS: Final = (
    ("learner-dashboard", DASHBOARD, insert("agir_skills", "AgirSkills")),
    ("learning", COURSE_HOME, insert("agir_course_goal", "AgirCourseGoal")),
    ("learning", COURSE_HOME, insert("agir_sponsors", "AgirSponsors", LAST)),
    ("catalog", COURSE_ABOUT, insert("agir_sponsors", "AgirSponsors", LAST)),
    ("learning", PROGRESS, insert("agir_progress_goal", "AgirCourseGoal")),
)
"""(micro-frontend, slot, operation). An operator's own ``Hide`` takes one away by its id."""

COMPATIBLE: Final = SLOTS[:1]
"""What the frontend-base site of Verawood can show: of its apps, the dashboard alone is ported."""


IMAGES: Final = {"local": ("mfe",), "dev": ("learner-dashboard-dev", "learning-dev")}
"""The images that hold the widgets, by the context of ``launch``."""


def required(names: list[str], context: str) -> list[str]:
    """Add the images that must be built here, where micro-frontends are enabled.

    Those that tutor-mfe publishes were built without this plugin.
    """
    if PLUGIN not in set(tutor_hooks.Filters.PLUGINS_LOADED.iterate()):
        return names
    return [*names, *(name for name in IMAGES.get(context, ()) if name not in names)]


def join(hooks: Any) -> None:
    """Put the widgets into the slots; ``hooks`` is ``tutormfe.hooks``, whatever its release."""
    tutor_hooks.Filters.IMAGES_BUILD_REQUIRED.add()(required)
    hooks.PLUGIN_SLOTS.add_items(list(SLOTS))
    if compatible := getattr(hooks, "FRONTEND_COMPAT_SLOTS", None):
        compatible.add_items(list(COMPATIBLE))
