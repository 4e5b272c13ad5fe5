"""How is a self-assessment said to the learner it belongs to? In the active language.

Never as a figure, so that nobody takes it for a grade, and never as a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agir_competencies.domain.self_check import Calibration

STEPS: Final[Mapping[int, Any]] = {
    1: gettext_lazy("Not yet"),
    2: gettext_lazy("With help"),
    3: gettext_lazy("On my own"),
    4: gettext_lazy("I could show somebody"),
}
TOLD: Final[Mapping[Calibration, Any]] = {
    Calibration.LOWER: gettext_lazy(
        "You judged yourself lower than what you showed: you can do more than you think."
    ),
    Calibration.AGREES: gettext_lazy("What you say and what you showed agree."),
    Calibration.HIGHER: gettext_lazy(
        "You judged yourself further than what your activities show so far: one more may show it."
    ),
}


def step(value: int) -> str:
    """Return the words of a step, 1 to 4."""
    return str(STEPS[value])


def sentence(before: int | None, after: int | None, how: Calibration) -> str:
    """Return what is said of one competency, '' for nothing."""
    return " ".join(part for part in (_said(before, after), str(TOLD.get(how, ""))) if part)


def _said(before: int | None, after: int | None) -> str:
    if before and after:
        facts = {"before": step(before), "after": step(after)}
        if before == after:
            return _("Before and after, you said “%(after)s”.") % facts
        return _("You said “%(before)s” before, and “%(after)s” after.") % facts
    if before:
        return _("Before, you said “%(step)s”.") % {"step": step(before)}
    return _("After, you said “%(step)s”.") % {"step": step(after)} if after else ""
