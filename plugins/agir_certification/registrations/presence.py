"""When did a learner first do the activities that a contract names?

Read from the rows of the real completion package. A row keeps when it was made and when it was
last written; what was done again is not newly learnt, so the day that it was made counts: where
the two differ, the earlier day bills less and never more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps

from agir_platform.ports import CourseUnknown, Outline
from agir_platform.select import platform


def first_done(user_id: int, course_key: str, keys: Iterable[str]) -> dict[str, datetime]:
    """Return when each of ``keys`` (blocks of the course) was first done; others are absent.

    A unit or a section is done when every activity in it that can be completed is. One SELECT
    and one outline. Empty where the platform has no such course or no completions.
    """
    if not apps.is_installed("completion"):
        return {}
    try:
        outline = platform().courses.outline(course_key)
    except CourseUnknown:
        return {}
    met = _met(user_id, course_key)
    found: dict[str, datetime] = {}
    for key in keys:
        days = [met.get(leaf) for leaf in _leaves(outline, key)]
        told = [day for day in days if day is not None]
        if told and len(told) == len(days):
            found[key] = max(told)
    return found


def _leaves(outline: Outline, key: str) -> list[str]:
    inside, leaves = {key}, []
    for block in outline.blocks:
        if block.usage_key == key or block.parent in inside:
            inside.add(block.usage_key)
            if block.level == "leaf" and _completable(block.block_type):
                leaves.append(block.usage_key)
    return leaves


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
    return {str(row.full_block_key): min(row.created, row.modified) for row in rows}


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
