"""Every exercise of the demo courses, in the platform's own blocks: wrong, then right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blocks.competency.conftest import bring
from blocks.competency.demo import NAMES, demo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", NAMES)
def test_wrong_then_right(name: str, visitor) -> None:
    from host.courseware.models import ProblemState

    course = demo(name)
    awa = visitor(bring(course.folder))
    for problem, answer in course.answers.items():
        assert awa.submit(problem, answer["wrong"])["success"] == "incorrect", problem
        assert awa.submit(problem, answer["right"])["success"] == "correct", problem
        state = ProblemState.objects.get(usage_key=awa.usage(problem))
        assert state.earned == state.possible > Decimal(0), problem


@pytest.mark.parametrize("name", NAMES)
def test_every_page_draws(name: str, visitor) -> None:
    """An error in a block is a box in a page that answers 200: look for it."""
    course = demo(name)
    awa = visitor(bring(course.folder))
    for unit in course.named("vertical"):
        page = awa.see(unit, "vertical")
        assert "Could not format HTML" not in page, unit
        assert "error-message" not in page, unit
    for kind, block in course.blocks:
        if kind in {"html", "problem"}:
            assert "Could not format" not in awa.see(block, kind), block
