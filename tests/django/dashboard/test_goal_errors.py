"""An error while a learner writes a goal tells nothing of what the goal is for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from test_goals import API, NEW, enters, memory

from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from breaking import break_each, form

__all__ = ["memory"]

pytestmark = pytest.mark.django_db
WHY = "Quitter Brest après mon licenciement"
TOLD = (WHY, "licenciement", "ondine", "Ondine", "awa@example.org")


@pytest.fixture(autouse=True)
def _as_a_site(settings: Any) -> None:
    settings.DEBUG = False


def test_a_goal_that_is_set(memory: MemoryPlatform, caplog: Any) -> None:
    learner = enters(memory, "ondine", email="awa@example.org")
    wish = {"course": COURSE, "course_key": COURSE, "intent": "explore", "note": WHY}
    body = {"data": json.dumps(wish), "content_type": "application/json"}
    for sent in (form(NEW, **wish), {"method": "POST", "path": API, **body}):
        assert break_each(learner, sent, TOLD, caplog, stride=2) > 1, sent["path"]


def test_ones_own_data(memory: MemoryPlatform, caplog: Any) -> None:
    learner = enters(memory, "ondine", email="awa@example.org")
    learner.post(NEW, {"course": COURSE, "intent": "explore", "note": WHY})
    for path in ("/agir/goals/", "/agir/skills/data/", "/agir/skills/data/agir.json"):
        asked = {"method": "GET", "path": f"{path}?why=licenciement"}
        assert break_each(learner, asked, TOLD, caplog, stride=5) > 0, path
