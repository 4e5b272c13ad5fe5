"""Whatever happens in whatever order: what is held verifies, and what is over stays over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from signed import NOW, SECRET, award, badge, learner, lose, verdict

from agir_badges import api
from agir_badges.models import Award, Credential
from host.gallery.rows import competencies, state

HAPPENINGS = (
    *("lose", "return", "judge", "night", "days", "hide", "show", "delete"),
    *("revise", "reword", "framework", "rotate", "resign", "issue"),
)
KEYS = [{"id": f"k{turn}", "secret": SECRET[turn:] + SECRET[:turn]} for turn in range(8)]


class Life:
    """One learner, one badge over two skills, and all that may happen to it."""

    def __init__(self, override: Any) -> None:
        self.settings, self.turn, self.now = override, 0, NOW
        self.subject, self.skills = learner(), competencies(2)
        self.extra = competencies(1)
        self.rule = badge(self.skills)
        self.rotate()
        for skill in self.skills:
            state(self.subject, skill)
        self.judge()
        self.issue()
        self.seen: dict[Any, tuple[Any, int]] = {}
        self.over: dict[Any, str] = {}
        self.deleted = False

    def newest(self) -> Credential:
        return Credential.objects.order_by("-turn")[0]

    def lose(self) -> None:
        lose(self.subject, self.skills[0])

    def back(self) -> None:
        state(self.subject, self.skills[0])

    def judge(self) -> None:
        award(self.subject, [*self.skills, *self.extra], now=self.now)

    def issue(self) -> None:
        api.issue(list(Award.objects.values_list("id", flat=True)), now=self.now)

    def night(self) -> None:
        api.reconcile(now=self.now)
        api.issue_all(now=self.now)

    def days(self) -> None:
        self.now += timedelta(days=8)
        self.night()

    def hide(self, hidden: bool = True) -> None:
        if self.newest().deleted_at is None:
            api.hide(self.newest().id, self.subject, hidden)

    def show(self) -> None:
        self.hide(hidden=False)

    def delete(self) -> None:
        if self.newest().deleted_at is None:
            api.delete(self.newest().id, self.subject, now=self.now)
            self.deleted = True

    def revise(self) -> None:
        items = [(one.identifier, 2) for one in (*self.skills, *self.extra)]
        api.revise_rule(self.rule, items, threshold=Decimal(1), minimum=Decimal(0))

    def reword(self) -> None:
        Award.objects.get().rule.wordings.update(name="Autrement")

    def framework(self) -> None:
        self.skills[1].retired_at = self.now
        self.skills[1].label = "Autre nom"
        self.skills[1].save()

    def rotate(self) -> None:
        """Sign with another key from now on; the ones before stay known."""
        self.turn = min(self.turn + 1, len(KEYS) - 1)
        old = [key | {"state": "retired"} for key in KEYS[: self.turn]]
        self.settings["AGIR_SIGNING_KEYS"] = [KEYS[self.turn], *reversed(old)]

    def resign(self) -> None:
        api.sign_again(now=self.now)

    def check(self) -> None:
        """Hold every invariant after what just happened and one night."""
        self.night()
        held = Award.objects.get().withdrawn_at is None
        newest = self.newest()
        if held and not self.deleted:
            found = verdict(newest.id, self.now)
            assert found.valid, found
        if self.deleted:
            assert newest.deleted_at is not None
            assert newest.document == ""
        for row in Credential.objects.all():
            kept = (row.status_list_id, row.status_index)
            assert self.seen.setdefault(row.id, kept) == kept
            if row.id in self.over:
                assert row.revoked_at is not None
                if self.over[row.id]:
                    assert verdict(row.id, self.now, self.over[row.id]).code == "revoked"
            elif row.revoked_at is not None:
                self.over[row.id] = row.document
        assert len(set(self.seen.values())) == len(self.seen)
        assert Credential.objects.filter(revoked_at=None).count() <= 1


@pytest.mark.usefixtures("db")
class TestLife(TestCase):
    @settings(
        max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(st.lists(st.sampled_from(HAPPENINGS), max_size=9))
    def test_any_life(self, happenings: list[str]) -> None:
        from django.test import override_settings

        with override_settings() as _:
            from django.conf import settings as now

            life = Life(_Setter(now))
            for one in happenings:
                getattr(life, {"return": "back"}.get(one, one))()
                life.check()


class _Setter:
    """Set settings by name; the test's own override takes them back."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self._target, name, value)


@pytest.mark.django_db
@pytest.mark.parametrize("happening", ["revise", "reword", "framework", "rotate", "hide", "days"])
def test_what_is_no_loss_revokes_nothing(happening: str, settings: Any) -> None:
    """A rule, words, a framework, a key, hiding, time: the same document goes on verifying."""
    life = Life(_Setter(settings))
    before = life.newest()
    getattr(life, happening)()
    life.check()
    after = life.newest()
    assert (after.id, after.document) == (before.id, before.document)
    assert verdict(before.id, life.now).valid
