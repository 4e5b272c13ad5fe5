"""Which activities of a unit or a course did a learner meet?

Read from the rows of the real completion package, the same on every platform. An activity counts
when its block's type says that it can be completed; text and video do, a discussion does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps

from agir_competencies.domain.goal_progress import Presence
from agir_platform.ports import CourseUnknown, Outline
from agir_platform.select import platform


def presences(user_id: int, course_key: str, keys: Iterable[str]) -> dict[str, Presence]:
    """Return the presence at each of ``keys`` (units of the course, or its own key).

    One SELECT and one outline. Empty where the platform has no such course or no completions.
    """
    if not apps.is_installed("completion"):
        return {}
    try:
        outline = platform().courses.outline(course_key)
    except CourseUnknown:
        return {}
    met = _met(user_id, course_key)
    return {key: _presence(leaves_of(outline, key), met) for key in keys}


def leaves_of(outline: Outline, key: str) -> list[str]:
    """Return the activities that can be completed under a unit, or in the whole course."""
    root = outline.blocks[0].usage_key if key == outline.course_key else key
    inside = {root}
    leaves: list[str] = []
    for block in outline.blocks:
        if block.parent in inside:
            inside.add(block.usage_key)
            if block.level == "leaf" and _completable(block.block_type):
                leaves.append(block.usage_key)
    return leaves


def _presence(leaves: list[str], met: dict[str, datetime]) -> Presence:
    dates = [met[leaf] for leaf in leaves if leaf in met]
    return Presence(len(dates), len(leaves), max(dates, default=None))


def _met(user_id: int, course_key: str) -> dict[str, datetime]:
    from completion.models import BlockCompletion  # noqa: PLC0415  needs the registry
    from opaque_keys import InvalidKeyError  # noqa: PLC0415
    from opaque_keys.edx.keys import CourseKey  # noqa: PLC0415

    try:
        course = CourseKey.from_string(course_key)
    except InvalidKeyError:
        return {}
    rows: Any = BlockCompletion.objects.filter(
        user_id=user_id, context_key=course, completion__gte=1
    )
    return {str(row.full_block_key): row.modified for row in rows}


@cache
def _completable(block_type: str) -> bool:
    """Tell whether a block's class lets itself be completed; an unknown class does."""
    from xblock.completable import XBlockCompletionMode  # noqa: PLC0415
    from xblock.core import XBlock  # noqa: PLC0415
    from xblock.plugin import PluginMissingError  # noqa: PLC0415

    try:
        mode = XBlockCompletionMode.get_mode(XBlock.load_class(block_type))
    except PluginMissingError:
        return True
    return bool(mode == XBlockCompletionMode.COMPLETABLE)
