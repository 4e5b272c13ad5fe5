"""How does a goal reach the dashboard of the platform by its own API?

``GET /api/learner_home/init`` runs the filter ``CourseEnrollmentAPIRenderStarted`` once for each
course, in Teak, Ulmo and Verawood. The step adds the learner's goal of that course under
``agirGoal``. The filter names no user, so the request is asked. Goals are read once a request, and
whatever fails leaves the answer as it was.
"""

from __future__ import annotations

from logging import getLogger
from typing import Any, Final

from crum import get_current_request
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from openedx_filters import PipelineStep

from agir_competencies.api import goals as own
from agir_dashboard import goal_words
from agir_platform import contexts
from agir_platform.addresses import SiteUrlUnset, here

NAME: Final = "agirGoal"
_KEPT: Final = "_agir_goals"
_log = getLogger(__name__)


class GoalOfEnrolment(PipelineStep):
    """Add ``agirGoal`` to an enrolment: ``id``, ``summary``, ``met``, ``total``, ``url``.

    ``null`` where the learner chose none: ``url`` is then absent, and nothing is counted.
    """

    def run_filter(  # type: ignore[override]
        self, course_key: Any, serialized_enrollment: dict[str, Any]
    ) -> dict[str, Any]:
        """Return both arguments, the second with the goal."""
        told = serialized_enrollment
        request = get_current_request()
        user = getattr(request, "user", None)
        if contexts.is_on("dashboard") and user is not None and user.is_authenticated:
            try:
                with transaction.atomic():
                    found = _goals(request, user.pk).get(str(course_key))
                told = {**serialized_enrollment, NAME: found}
            except Exception:  # noqa: BLE001  the platform's answer must not fail because of us
                _log.exception("a goal could not be added to an enrolment")
        return {"course_key": course_key, "serialized_enrollment": told}


def _goals(request: Any, user_id: int) -> dict[str, dict[str, Any]]:
    """Return the person's present goals by course, read once a request."""
    kept: dict[str, dict[str, Any]] | None = getattr(request, _KEPT, None)
    if kept is None:
        found = own.goals(user_id, language=get_language() or "en")
        kept = {view.course_key: _shape(view) for view in found if view.is_open}
        setattr(request, _KEPT, kept)
    return kept


def _whole(path: str) -> str:
    """Return an address of the site that answers; the path where no site says its own."""
    try:
        return here(path)
    except SiteUrlUnset:
        return path


def _shape(view: own.GoalView) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "summary": goal_words.lead(view),
        "met": view.progress.met,
        "total": view.progress.total,
        "url": _whole(reverse("agir_dashboard:goal", args=[view.id])),
    }
