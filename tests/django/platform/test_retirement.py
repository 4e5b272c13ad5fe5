"""A person leaves every context at once, and can take their data along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from agir_platform import retirement
from agir_platform.learners import api as learners
from agir_platform.select import platform

pytestmark = pytest.mark.django_db


class Drawer:
    """A context of the test's own, with something of one learner in it."""

    def __init__(self) -> None:
        self.papers: dict[UUID, str] = {}

    def forget(self, subject: UUID) -> None:
        self.papers.pop(subject, None)

    def export(self, subject: UUID) -> dict[str, Any]:
        return {"paper": self.papers.get(subject)}


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    kept = dict(retirement._holdings)
    drawer = Drawer()
    retirement.register("zz_drawer", drawer.forget, drawer.export)
    yield drawer
    retirement._holdings.clear()
    retirement._holdings.update(kept)


def test_retirement_empties_every_context_and_forgets_the_mapping(drawer: Drawer) -> None:
    subject = learners.subject_of(7)
    drawer.papers[subject] = "a note"
    assert retirement.retire(7) is True
    assert drawer.papers == {}
    assert learners.known_subject(7) is None


def test_retiring_twice_or_somebody_unknown_is_no_fault(drawer: Drawer) -> None:
    learners.subject_of(7)
    assert [retirement.retire(7), retirement.retire(7), retirement.retire(8)] == [
        True,
        False,
        False,
    ]


def test_a_context_that_fails_keeps_the_mapping_and_is_heard(drawer: Drawer) -> None:
    """Silence would leave data behind and nobody to find it by."""

    def fail(subject: UUID) -> None:
        raise RuntimeError("disk full")

    subject = learners.subject_of(7)
    retirement.register("zzz_failing", fail, drawer.export)
    with pytest.raises(RuntimeError, match="disk full"):
        retirement.retire(7)
    assert learners.known_subject(7) == subject


def test_an_export_holds_every_context(drawer: Drawer) -> None:
    subject = learners.subject_of(7)
    drawer.papers[subject] = "a note"
    held = retirement.export(7)
    assert held["subject"] == str(subject)
    assert held["contexts"]["zz_drawer"] == {"paper": "a note"}
    assert set(held["contexts"]) == set(retirement.contexts())


def test_exporting_somebody_unknown_writes_nothing(drawer: Drawer) -> None:
    assert retirement.export(7) == {}
    assert learners.known_subject(7) is None


def test_every_context_with_tables_of_learners_registered() -> None:
    assert {"badges", "competencies"} <= set(retirement.contexts())


def test_the_platforms_own_retirement_is_heard(settings: Any, drawer: Drawer) -> None:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    memory.subscriptions.on_retirement(retirement.on_retirement)
    learners.subject_of(7)
    memory.retire(7)
    assert learners.known_subject(7) is None


def test_the_export_command_writes_json_by_name_or_id(drawer: Drawer) -> None:
    user = get_user_model().objects.create(username="awa")
    drawer.papers[learners.subject_of(user.pk)] = "été"
    for word in ("awa", str(user.pk)):
        out = StringIO()
        call_command("agir_export_learner", word, stdout=out)
        assert json.loads(out.getvalue())["contexts"]["zz_drawer"] == {"paper": "été"}


def test_the_retire_command_asks_to_be_meant(drawer: Drawer) -> None:
    learners.subject_of(7)
    with pytest.raises(CommandError, match="--yes"):
        call_command("agir_retire_learner", "7")
    assert learners.known_subject(7) is not None
    out = StringIO()
    call_command("agir_retire_learner", "7", "--yes", stdout=out)
    assert learners.known_subject(7) is None


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(CommandError, match="nobody-here"):
        call_command("agir_export_learner", "nobody-here")
