"""What does a self-assessment say?"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agir_kernel.errors import DomainError

TITLE: Final = gettext_noop("And you, what do you say?")
MOMENTS: Final = {"before": gettext_noop("Before you begin"), "after": gettext_noop("Afterwards")}
QUESTIONS: Final = {
    "before": gettext_noop("Could you do it today?"),
    "after": gettext_noop("And now, could you do it?"),
}
WHEN: Final = {
    "both": gettext_noop("Before and after"),
    "before": gettext_noop("Before only"),
    "after": gettext_noop("After only"),
}


def refused(error: DomainError) -> str:
    """Return the sentence of a refusal of what a learner said."""
    return {
        "self_assessment_step_unknown": _("Choose one of the four steps."),
        "self_assessment_moment_unknown": _("This is not asked here. Reload the page."),
        "self_assessment_empty": _("Choose a step for one competency at least."),
        "self_assessment_competency_unknown": _("One of these is not asked here. Reload the page."),
    }.get(error.code, _("This cannot be kept. Reload the page and try again."))
