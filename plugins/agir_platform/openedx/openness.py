"""What does the real platform show, to whom, and what without an account?

UNTESTED outside of payload tests: names by the platform's source as it is remembered. What a
release does not have is unknown (``None``), never "no". Libraries that draw blocks at random are
left out of the comparison; two halves of a content experiment are not, and would look like a
difference: a course team that runs one sees it in the evidence.
"""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from opaque_keys.edx.keys import CourseKey

from agir_platform.ports import Block, Openness, Outline

log = logging.getLogger(__name__)

REQUIRED: Final = "required"
READABLE: Final = frozenset({"agir-check", "agir-microlesson", "html", "video"})
"""Types whose ``public_view`` shows the content; that of a problem, and of others, only invites
to sign up (the platform's guide to public course content)."""


def visible_to(key: CourseKey, mode: str) -> frozenset[str] | None:
    """Return the blocks that somebody enrolled in this mode may see, ``None`` where unknown.

    Somebody is made for the question and rolled back with it; rows are written without signals,
    so that no letter leaves and no report counts them.
    """
    try:
        with transaction.atomic():
            try:
                return _seen(key, mode)
            finally:
                transaction.set_rollback(True)
    except Exception:  # a release of another shape must cost a finding, not the night's run
        log.warning("The platform does not say what %s shows in %s", key, mode, exc_info=True)
        return None


def _seen(key: CourseKey, mode: str) -> frozenset[str]:
    from common.djangoapps.student.models import CourseEnrollment  # noqa: PLC0415
    from lms.djangoapps.course_blocks.api import get_course_blocks  # noqa: PLC0415
    from lms.djangoapps.course_blocks.transformers import (  # noqa: PLC0415
        start_date,
        user_partitions,
        visibility,
    )
    from openedx.core.djangoapps.content.block_structure.transformers import (  # noqa: PLC0415
        BlockStructureTransformers,
    )
    from openedx.features.content_type_gating.block_transformers import (  # noqa: PLC0415
        ContentTypeGateTransformer,
    )
    from xmodule.modulestore.django import modulestore  # noqa: PLC0415

    people = get_user_model().objects
    name = f"agir-probe-{uuid4().hex[:16]}"
    people.bulk_create([get_user_model()(username=name, email=f"{name}@example.invalid")])
    user = people.get(username=name)
    CourseEnrollment.objects.bulk_create(
        [CourseEnrollment(user=user, course_id=key, mode=mode, is_active=True)]
    )
    chain = [
        start_date.StartDateTransformer(),
        ContentTypeGateTransformer(),
        user_partitions.UserPartitionTransformer(),
        visibility.VisibilityTransformer(),
    ]
    root = modulestore().make_course_usage_key(key)
    blocks = get_course_blocks(user, root, BlockStructureTransformers(chain))
    return frozenset(str(usage) for usage in blocks)


def of(outline: Outline) -> Openness:
    """Return what a course gives without an account."""
    videos = [block.usage_key for block in outline.blocks if block.block_type == "video"]
    spoken = 0 if not videos else _transcribed(outline.course_key)
    units, public = public_units(outline.blocks)
    return Openness(
        units=units,
        public_units=public,
        videos=len(videos),
        videos_with_transcript=spoken,
        asked_at_sign_up=_asked_at_sign_up(),
    )


def public_units(blocks: tuple[Block, ...]) -> tuple[int, int]:
    """Return how many units there are, and in how many every block has a view for visitors."""
    inside: dict[str, list[str]] = {one.usage_key: [] for one in blocks if one.level == "unit"}
    unit_of: dict[str, str] = {}
    for block in blocks:  # a parent comes before its children
        unit = block.usage_key if block.level == "unit" else unit_of.get(block.parent or "")
        if unit is not None:
            unit_of[block.usage_key] = unit
            if block.level == "leaf":
                inside[unit].append(block.block_type)
    public = [types for types in inside.values() if types and all(map(has_public_view, types))]
    return len(inside), len(public)


def has_public_view(block_type: str) -> bool:
    """Tell whether blocks of this type show their content to visitors, in this installation."""
    from xblock.core import XBlock  # noqa: PLC0415
    from xblock.plugin import PluginMissingError  # noqa: PLC0415

    if block_type not in READABLE:
        return False
    for name in (block_type, f"_{block_type}_extracted"):
        try:
            return hasattr(XBlock.load_class(name), "public_view")
        except PluginMissingError:
            continue
    return False


def _transcribed(course_key: str) -> int | None:
    """Return how many videos of the course have a transcript, ``None`` where unknown."""
    try:
        from xmodule.modulestore.django import modulestore  # noqa: PLC0415

        key = CourseKey.from_string(course_key)
        videos: list[Any] = modulestore().get_items(key, qualifiers={"category": "video"})
        return sum(1 for one in videos if getattr(one, "transcripts", None) or one.sub)
    except Exception:  # as above
        log.warning("The transcripts of %s could not be counted", course_key, exc_info=True)
        return None


def _asked_at_sign_up() -> tuple[str, ...] | None:
    fields = getattr(settings, "REGISTRATION_EXTRA_FIELDS", None)
    if not isinstance(fields, dict):
        return None
    return tuple(sorted(name for name, kind in fields.items() if kind == REQUIRED))
