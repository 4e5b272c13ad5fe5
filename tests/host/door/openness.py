"""What does the host show, to whom, and what without an account?"""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import transaction

from agir_platform.openedx.openness import public_units
from agir_platform.ports import Block, Openness
from host.courseware import gating
from host.courseware.models import BlockRow, Course, Enrolment, FieldValue

EMPTY = ("", '""', "{}", "null")


def visible_to(course_key: str, mode: str) -> frozenset[str] | None:
    """Return what somebody enrolled in this mode may open: made for the question, then gone."""
    course = Course.objects.filter(key=course_key).first()
    if course is None:
        return None
    with transaction.atomic():
        somebody = get_user_model().objects.create(username=f"agir-probe-{uuid4().hex[:16]}")
        Enrolment.objects.create(user=somebody, course=course, mode=mode)
        shown = gating.shown_to(somebody, course)
        somebody.delete()
    return shown


def of(course_key: str) -> Openness | None:
    """Return what the course gives without an account; ``None`` for no course."""
    if not Course.objects.filter(key=course_key).exists():
        return None
    rows = list(BlockRow.objects.filter(course__key=course_key).select_related("parent"))
    units, public = public_units(tuple(map(_block, sorted(rows, key=_depth))))
    videos = [row.usage_key for row in rows if row.block_type == "video"]
    spoken = FieldValue.objects.filter(block__in=videos, field__in=("transcripts", "sub"))
    told = spoken.exclude(value__in=EMPTY).values_list("block", flat=True)
    return Openness(
        units=units,
        public_units=public,
        videos=len(videos),
        videos_with_transcript=len(set(told)),
        asked_at_sign_up=(),
    )


def _depth(row: BlockRow) -> int:
    return ("course", "section", "subsection", "unit", "leaf").index(row.level)


def _block(row: BlockRow) -> Block:
    parent = row.parent.usage_key if row.parent else None
    return Block(row.usage_key, row.block_type, row.title, parent, row.is_scored, row.level)
