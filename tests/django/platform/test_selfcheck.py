"""An operator gets ten lines, and an exit status that tells; nothing stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from agir_badges import rehearsal
from agir_platform import contract
from agir_platform.contract.found import FoundWorld
from agir_platform.memory.platform import COURSE, MemoryPlatform
from agir_platform.ports import ScorePage
from agir_platform.select import platform
from agir_platform.selfcheck import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    outline = memory.add_course()
    memory.add_person(7)
    memory.enrol(7)
    memory.make_operator(9)
    memory.answer(7, outline.blocks[-1].usage_key, 1, 2)
    return memory


def _lines(**options: Any) -> list[str]:
    out = StringIO()
    call_command("agir_selfcheck", stdout=out, no_color=True, **options)
    return out.getvalue().splitlines()


def test_ten_lines_and_all_of_them_hold(memory: MemoryPlatform) -> None:
    lines = _lines(operator=9)
    assert len(lines) == 10
    assert [line for line in lines if not line.startswith("ok")] == []


def test_nothing_is_written(memory: MemoryPlatform) -> None:
    before = (dict(memory.shelf.scores), dict(memory.shelf.people), memory.shelf.written)
    _lines()
    assert (memory.shelf.scores, memory.shelf.people, memory.shelf.written) == before


def test_an_empty_site_says_what_could_not_be_tried(settings: Any) -> None:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    lines = _lines()
    assert len(lines) == 10
    assert any("no a course" not in line and "not tried" in line for line in lines)


def test_a_broken_promise_is_a_line_and_an_exit_status(memory: MemoryPlatform) -> None:
    outline = memory.shelf.outlines[COURSE]
    memory.shelf.outlines[COURSE] = replace(outline, blocks=outline.blocks[1:])
    out = StringIO()
    with pytest.raises(CommandError, match="failed"):
        call_command("agir_selfcheck", stdout=out, no_color=True)
    assert "FAIL  courses are read: an outline is a tree in reading order" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 10


def test_a_crash_of_the_platform_is_a_line_too(memory: MemoryPlatform) -> None:
    class Crashing:
        def changed_after(self, position: str, limit: int) -> ScorePage:
            raise KeyError("column")

        of_course = changed_after

    memory.scores = Crashing()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("agir_selfcheck", learner=7, course=COURSE, stdout=out, no_color=True)
    assert "KeyError" in out.getvalue()


def test_a_member_of_the_team_who_answered_is_no_learner(memory: MemoryPlatform) -> None:
    """Authors try their own problems: they must not be taken for learners in the team."""
    problem = memory.shelf.outlines[COURSE].blocks[-1].usage_key
    memory.shelf.scores.clear()
    for user_id in (8, 9, 7):
        memory.add_person(user_id)
        memory.answer(user_id, problem)
    memory.make_staff(8)
    world = FoundWorld(memory)
    assert (world.author, world.operator, world.learner) == (8, 9, 7)
    assert [line for line in _lines() if not line.startswith("ok")] == []


def test_a_retired_learner_is_not_taken(memory: MemoryPlatform) -> None:
    memory.retire(7)
    assert FoundWorld(memory).learner is None


def test_every_check_of_the_platform_belongs_to_a_line(memory: MemoryPlatform) -> None:
    """Thirteen checks in four: 2 of people, 8 of courses and sites, 2 of scores, 1 of access."""
    groups = Counter(report.group_of(contract.name_of(check)) for check in contract.READING)
    assert sorted(groups.values()) == [1, 2, 2, 8]


def test_a_badge_that_would_not_verify_is_told(
    memory: MemoryPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(user_id: int, found: dict[str, Any]) -> None:
        raise RuntimeError("no list")

    monkeypatch.setattr(rehearsal, "play", broken)
    with pytest.raises(CommandError, match="1 checks"):
        _lines()
    assert not get_user_model().objects.filter(username__startswith="agir-selfcheck").exists()


def test_a_site_without_keys_says_what_was_not_tried(memory: MemoryPlatform, settings: Any) -> None:
    settings.AGIR_SIGNING_KEYS = []
    settings.AGIR_VAULT_KEYS = []
    settings.AGIR_PRIVATE_STORAGE = None
    told = [line for line in _lines() if line.startswith("--")]
    assert [line.rpartition("no ")[2] for line in told] == [
        "AGIR_PRIVATE_STORAGE",
        "AGIR_VAULT_KEYS",
        "AGIR_SIGNING_KEYS",
    ]


def test_contexts_that_are_off_do_not_play(memory: MemoryPlatform, settings: Any) -> None:
    settings.AGIR_CONTEXTS = ["dashboard"]
    lines = _lines()
    assert len(lines) == 10
    assert lines[-2].startswith("--")
    assert lines[-1].startswith("--")


def test_no_private_file_stays(memory: MemoryPlatform, settings: Any, tmp_path: Path) -> None:
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    _lines()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
