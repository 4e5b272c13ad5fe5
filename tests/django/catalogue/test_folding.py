"""One course that several operators list: what folds it, what takes it apart, how far one reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from peer_world import NOW, Peer, course, serving

from agir_catalogue.api import peers
from agir_catalogue.federation.incoming import paging
from agir_catalogue.models import PeerMerge
from agir_catalogue.notices.changes import Kind, log_change
from agir_kernel.clock import FixedClock

pytestmark = pytest.mark.django_db
CLOCK = FixedClock(NOW)
SITE = "https://campus-here.example"
OWN = "course-v1:Agir+Eau+2026"
OTHER = "https://other.example"


def later(minutes: int) -> FixedClock:
    return FixedClock(NOW + timedelta(minutes=minutes))


def trusted(there: Peer) -> int:
    return peers.trust(there.feed, peers.look(there.feed, clock=CLOCK).seal, clock=CLOCK)


def titles() -> list[str]:
    return sorted(one.title for one in peers.courses(limit=500))


@pytest.fixture
def there(settings: Any) -> Iterator[Peer]:
    with serving(settings) as peer:
        yield peer


@pytest.fixture
def beside(settings: Any) -> Iterator[Peer]:
    with serving(settings) as peer:
        yield peer


def test_a_course_of_this_site_that_comes_back_is_shown_once(there: Peer) -> None:
    log_change(OWN, Kind.UPSERT)
    here = f"{SITE}/agir/catalogue/courses/{OWN}/"
    gone = f"{SITE}/agir/catalogue/courses/course-v1:Agir+Gone+2026/"
    there.courses = [course(1, sameAs=[here]), course(2, sameAs=[gone]), course(3)]
    with override_settings(AGIR_SITE_URL=SITE):
        peers.harvest(trusted(there), clock=CLOCK)
        (made,) = peers.merges()
        assert (made.title, made.into_key, made.rule) == ("Course 1", OWN, "same_as")
        assert titles() == ["Course 2", "Course 3"]
        peers.undo_merge(made.id, "It is another edition", clock=CLOCK)
        assert titles() == ["Course 1", "Course 2", "Course 3"]


def test_what_a_peer_does_not_say_any_more_comes_apart_by_itself(there: Peer, beside: Peer) -> None:
    there.courses = [course(1)]
    beside.courses = [course(7, base=OTHER, sameAs=["https://campus.example/courses/1"])]
    numbers = (trusted(there), trusted(beside))
    for number in numbers:
        peers.harvest(number, clock=CLOCK)
    assert titles() == ["Course 1"]
    beside.courses = [course(7, base=OTHER)]
    peers.harvest(numbers[1], clock=later(1))
    assert titles() == ["Course 1", "Course 7"]
    row = PeerMerge.objects.get()
    assert (row.state, row.settled_at) == ("lapsed", later(1).now())
    assert peers.merges() == ()


def test_what_a_person_confirmed_outlives_the_rule_that_proposed_it(
    there: Peer, beside: Peer
) -> None:
    there.courses = [course(1, name="Repair a bicycle")]
    beside.courses = [course(7, base=OTHER, name="Repair a bicycle")]
    numbers = (trusted(there), trusted(beside))
    for number in numbers:
        peers.harvest(number, clock=CLOCK)
    (proposed,) = peers.merges()
    peers.confirm_merge(proposed.id, clock=CLOCK)
    beside.courses = [course(7, base=OTHER, name="Entirely another title")]
    peers.harvest(numbers[1], clock=later(1))
    assert titles() == ["Repair a bicycle"]
    (kept,) = peers.merges()
    assert (kept.state, kept.rule) == ("made", "operator")


@pytest.mark.parametrize(("bound", "most"), [("PAGES", 2), ("COURSES", 5)])
def test_a_feed_without_an_end_is_let_go_and_takes_nothing_away(
    there: Peer, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    there.page = 2
    there.courses = [course(1), course(2)]
    number = trusted(there)
    peers.harvest(number, clock=CLOCK)
    there.courses = [course(one) for one in range(1, 7)]
    monkeypatch.setattr(paging, bound, most)
    outcome = peers.harvest(number, clock=later(1))
    assert (outcome.reason, outcome.added, outcome.gone) == ("feed_too_long", 0, 0)
    assert titles() == ["Course 1", "Course 2"]
    monkeypatch.undo()
    assert peers.harvest(number, clock=later(2)).added == 4
