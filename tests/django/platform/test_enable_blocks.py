"""What may authors of a course add? ``agir_enable_blocks``, on the host and by the real store.

The last part is a contract fixture, not a platform: the store stands where the platform's own
source has it, and keeps what it is given.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from io import StringIO
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agir_platform.management.commands.agir_enable_blocks import ours
from agir_platform.openedx import course_setup
from agir_platform.ports import CourseSetup, CourseUnknown
from agir_platform.select import platform
from host.courseware.models import Course

KEY = "course-v1:Agir+T+2026"


@pytest.fixture
def course() -> Course:
    return Course.objects.create(key=KEY, org="Agir", title="T", advanced_modules=["poll"])


def run(*words: str) -> str:
    out = StringIO()
    call_command("agir_enable_blocks", *words, stdout=out)
    return out.getvalue()


def test_the_suites_blocks_are_those_of_the_wheel() -> None:
    assert set(ours()) >= {"agir-competency", "agir-goals", "agir-check", "agir-microlesson"}
    assert all(one.startswith("agir-") for one in ours())


@pytest.mark.django_db
class TestCommand:
    def test_all_blocks_come_behind_what_the_course_has(self, course: Course) -> None:
        assert "authors may now add agir-badges, agir-check" in run(KEY)
        assert platform().courses.setup(KEY) == CourseSetup(("poll", *ours()))
        assert run(KEY) == f"{KEY}: nothing to change.\n"

    def test_one_block_and_the_goal_first(self, course: Course) -> None:
        told = run(KEY, "--block", "agir-goals", "--goal-first")
        assert "the completion chart is hidden" in told
        found = platform().courses.setup(KEY)
        assert found == CourseSetup(("poll", "agir-goals"), has_completion_chart=False)
        assert "begins with the completion chart again" in run(KEY, "--goal-first", "--remove")
        assert platform().courses.setup(KEY) == CourseSetup(("poll",))

    def test_a_wrong_key_is_named_and_leaves_the_others_done(self, course: Course) -> None:
        with pytest.raises(CommandError, match=r"No such course: course-v1:A\+B\+C"):
            run("course-v1:A+B+C", KEY)
        assert "agir-check" in platform().courses.setup(KEY).blocks

    def test_blocks_that_are_switched_off_are_not_offered(
        self, course: Course, settings: Any
    ) -> None:
        settings.AGIR_CONTEXTS = ["competencies"]
        with pytest.raises(CommandError, match="switched off"):
            run(KEY)
        assert platform().courses.setup(KEY).blocks == ("poll",)


class Store:
    """A store of one course, which refuses to write on the published branch."""

    def __init__(self) -> None:
        self.kept = {"advanced_modules": ["poll", "poll"], "disable_progress_graph": False}
        self.branch = "published-only"
        self.written: list[int] = []

    def get_course(self, key: Any) -> Any:
        return SimpleNamespace(**self.kept) if str(key) == KEY else None

    @contextmanager
    def branch_setting(self, branch: str, key: Any) -> Any:
        self.branch, before = branch, self.branch
        yield
        self.branch = before

    @contextmanager
    def bulk_operations(self, key: Any) -> Any:
        yield

    def update_item(self, course: Any, user_id: int) -> None:
        assert self.branch == "draft-preferred"
        self.kept = dict(vars(course))
        self.written.append(user_id)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store()
    kinds = SimpleNamespace(
        Branch=SimpleNamespace(draft_preferred="draft-preferred"),
        UserID=SimpleNamespace(mgmt_command=-3),
    )
    for name, held in {
        "xmodule": {},
        "xmodule.modulestore": {"ModuleStoreEnum": kinds},
        "xmodule.modulestore.django": {"modulestore": lambda: made},
    }.items():
        module = ModuleType(name)
        vars(module).update(held)
        monkeypatch.setitem(sys.modules, name, module)
    return made


def test_the_real_store_is_written_once_on_its_draft_branch(store: Store) -> None:
    assert course_setup.of(KEY) == CourseSetup(("poll",))
    wanted = CourseSetup(("poll", "agir-goals"), has_completion_chart=False)
    for _ in range(2):
        course_setup.write(KEY, wanted)
    assert course_setup.of(KEY) == wanted
    assert store.written == [-3]
    assert store.kept == {
        "advanced_modules": ["poll", "agir-goals"],
        "disable_progress_graph": True,
    }


@pytest.mark.parametrize("key", ["course-v1:A+B+C", "nonsense", ""])
def test_no_course_is_refused(store: Store, key: str) -> None:
    with pytest.raises(CourseUnknown):
        course_setup.of(key)
    with pytest.raises(CourseUnknown):
        course_setup.write(key, CourseSetup())
