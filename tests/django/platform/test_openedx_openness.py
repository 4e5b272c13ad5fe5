"""What the real platform shows a free and a paying learner becomes what the port says.

Contract fixtures, not a platform: modules stand where the platform's own source has them.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from agir_platform.openedx import OpenEdxPlatform, openness
from agir_platform.ports import Block

KEY = "course-v1:Agir+T+2026"
PROBLEM = "block-v1:Agir+T+2026+type@problem+block@p1"
TEXT = "block-v1:Agir+T+2026+type@html+block@t1"
CHAIN = "openedx.features.content_type_gating.block_transformers"


class Platform:
    """The platform's modules that the question touches; gated work is for ``verified``."""

    def __init__(self) -> None:
        self.enrolled: list[Any] = []
        self.asked: list[str] = []
        self.objects = self

    def __call__(self, **fields: Any) -> dict[str, Any]:
        return fields

    def bulk_create(self, rows: list[dict[str, Any]]) -> None:
        self.enrolled += rows

    def get_course_blocks(self, user: Any, root: Any, chain: Any) -> list[str]:
        row = self.enrolled[-1]
        assert row["user"] == user
        assert get_user_model().objects.filter(pk=user.pk).exists()
        self.asked.append(user.username)
        return [TEXT, PROBLEM] if row["mode"] == "verified" else [TEXT]

    def modules(self) -> dict[str, dict[str, Any]]:
        course_blocks = "lms.djangoapps.course_blocks"
        chain = {
            "start_date": _holder(StartDateTransformer=object),
            "user_partitions": _holder(UserPartitionTransformer=object),
            "visibility": _holder(VisibilityTransformer=object),
        }
        return {
            "common.djangoapps.student.models": {"CourseEnrollment": self},
            f"{course_blocks}.api": {"get_course_blocks": self.get_course_blocks},
            f"{course_blocks}.transformers": chain,
            "openedx.core.djangoapps.content.block_structure.transformers": {
                "BlockStructureTransformers": list
            },
            CHAIN: {"ContentTypeGateTransformer": object},
            "xmodule.modulestore.django": {
                "modulestore": lambda: _holder(make_course_usage_key=str)
            },
        }


def _holder(**names: Any) -> ModuleType:
    module = ModuleType("holder")
    vars(module).update(names)
    return module


@pytest.fixture
def lms(monkeypatch: pytest.MonkeyPatch) -> Platform:
    stands = Platform()
    for name, contents in stands.modules().items():
        monkeypatch.setitem(sys.modules, name, _holder(**contents))
    return stands


@pytest.mark.django_db
def test_each_mode_is_asked_by_somebody_who_is_gone_afterwards(lms: Platform) -> None:
    courses = OpenEdxPlatform().courses
    assert courses.visible_to(KEY, "audit") == {TEXT}
    assert courses.visible_to(KEY, "verified") == {TEXT, PROBLEM}
    assert len(set(lms.asked)) == 2
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [CHAIN, "lms.djangoapps.course_blocks.api"])
def test_a_release_of_another_shape_does_not_tell(
    lms: Platform, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    monkeypatch.setitem(sys.modules, gone, ModuleType(gone))
    assert OpenEdxPlatform().courses.visible_to(KEY, "audit") is None
    assert not get_user_model().objects.exists()


def test_a_unit_is_public_when_all_of_it_is() -> None:
    def unit(name: str, *types: str) -> tuple[Block, ...]:
        whole = Block(name, "vertical", name, "s", False, "unit")
        parts = (
            Block(f"{name}/{number}", kind, kind, name, False, "leaf")
            for number, kind in enumerate(types)
        )
        return (whole, *parts)

    blocks = (*unit("a", "agir-microlesson"), *unit("b", "agir-check", "problem"), *unit("c"))
    assert openness.public_units(blocks) == (3, 1)
    assert not openness.has_public_view("no-such-block")


def test_what_signing_up_demands_is_read_from_the_site(settings: Any) -> None:
    settings.REGISTRATION_EXTRA_FIELDS = {"city": "required", "gender": "optional"}
    assert openness._asked_at_sign_up() == ("city",)
    del settings.REGISTRATION_EXTRA_FIELDS
    assert openness._asked_at_sign_up() is None
