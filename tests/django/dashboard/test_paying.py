"""A place in a session and its fee are taken together, or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

sys.path += [str(Path(__file__).parents[1] / name) for name in ("certification", "sponsorship")]

import certified_world as certified
import seat_world

from agir_catalogue.api import themes as catalogued
from agir_certification.api import registrations, repertoire
from agir_dashboard.paying import Payer, take
from agir_kernel.errors import DomainError
from agir_platform import covenants, themes
from agir_platform import registrations as known
from agir_platform.learners import api as learners
from agir_sponsorship.api import seats, solidarity
from agir_sponsorship.domain import accounts
from killing import told_by

pytestmark = pytest.mark.django_db(transaction=True)
CLOCK = certified.CLOCK


@pytest.fixture
def where() -> Iterator[Any]:
    """Return a session of 2 places at 150 euros, and let certification answer for registrations."""
    held = list(covenants._answering)
    before = (list(known._registrations), list(known._certifications))
    certified.keep_covenant()
    facts: Any = registrations.Facts()
    known._registrations[:] = [facts]
    yield certified.session(certified.certification())
    covenants._answering[:] = held
    known._registrations[:], known._certifications[:] = before


@pytest.fixture
def told_themes(where: Any) -> Iterator[str]:
    """Have the certification reached through a course on climate, and the catalogue answer."""
    course = "course-v1:Agir+Climate+2026"
    repertoire.link_course(repertoire.by_code(certified.CODE, clock=CLOCK).id, course, clock=CLOCK)
    catalogued.tag(course, "sdg:13", 1, None, "author")
    held = list(themes._answering)
    themes.register(catalogued.Themes())
    yield course
    themes._answering[:] = held


def a_pool(bought: int) -> seats.PoolView:
    return seat_world.pool(bought, price_minor=15_000)


def test_a_seat_pays_a_place_and_is_confirmed_with_it(where: Any) -> None:
    """What certification says is heard: confirmed and given back without the night's help."""
    one, subject = a_pool(2), uuid4()
    taken = take(where, subject, Payer(pool=one.id), key="k", clock=CLOCK)
    again = take(where, subject, Payer(pool=one.id), key="k", clock=CLOCK)
    assert (again.registration.id, again.claim.id) == (taken.registration.id, taken.claim.id)
    assert str(taken.registration.state) == "confirmed"
    (claim,) = _claims(subject)
    assert (claim.state, claim.fee_minor, seats.pool(one.id).used) == ("confirmed", 15_000, 1)
    registrations.cancel(taken.registration.id, reason="withdrawn", clock=CLOCK)
    assert (_claims(subject)[0].state, seats.pool(one.id).used) == ("released", 0)
    assert seats.verify() == []


def test_no_seat_no_place(where: Any) -> None:
    one = a_pool(1)
    take(where, uuid4(), Payer(pool=one.id), key="first", clock=CLOCK)
    subject = uuid4()
    with pytest.raises(seats.PoolExhausted):
        take(where, subject, Payer(pool=one.id), key="second", clock=CLOCK)
    assert registrations.of_learner(subject) == []
    assert len(registrations.of_session(where)) == 1


def test_no_place_no_seat(where: Any) -> None:
    one = a_pool(3)
    for number in range(2):
        take(where, uuid4(), Payer(pool=one.id), key=f"k{number}", clock=CLOCK)
    with pytest.raises(registrations.SessionFull):
        take(where, uuid4(), Payer(pool=one.id), key="k3", clock=CLOCK)
    assert (seats.pool(one.id).used, seats.verify()) == (2, [])


def test_a_pool_for_a_theme_pays_for_its_courses_alone(where: Any, told_themes: str) -> None:
    """The course says goal 13 (climate), which the manifesto counts as environment."""
    held = {
        theme: seat_world.pool(price_minor=15_000, scope=seats.Scope(themes=(theme,)))
        for theme in ("agir:environment", "sdg:13", "agir:health")
    }
    for theme, number in (("agir:environment", 1), ("sdg:13", 2)):
        subject = uuid4()
        taken = take(where, subject, Payer(pool=held[theme].id), key=f"k{number}", clock=CLOCK)
        assert str(taken.registration.state) == "confirmed"
    assert {theme: seats.pool(one.id).used for theme, one in held.items()} == {
        "agir:environment": 1, "sdg:13": 1, "agir:health": 0,
    }  # fmt: skip
    other = certified.session(certified.certification("RS9999"))
    with pytest.raises(DomainError) as refused:
        take(other, uuid4(), Payer(pool=held["sdg:13"].id), key="other", clock=CLOCK)
    assert refused.value.code == "pool_not_for_theme"
    about = themes.about([told_themes])
    assert {"sdg:13", "agir:environment"} <= set(about)
    found = {one.id for one in seats.offered(certified.CODE, [told_themes], about, clock=CLOCK)}
    assert found == {held["agir:environment"].id, held["sdg:13"].id}


def test_while_nobody_tells_themes_a_pool_for_one_pays_for_nothing(
    where: Any, told_themes: str, monkeypatch: Any
) -> None:
    one = seat_world.pool(price_minor=15_000, scope=seats.Scope(themes=("sdg:13",)))

    class Failing:
        def named(self) -> tuple[()]:
            raise RuntimeError

        def about(self, course_keys: Any) -> frozenset[str]:
            raise RuntimeError

    for answering in ([], [Failing()]):
        monkeypatch.setattr(themes, "_answering", answering)
        assert themes.about([told_themes]) == ()
        assert themes.named() == ()
        with pytest.raises(DomainError) as refused:
            take(where, uuid4(), Payer(pool=one.id), key=uuid4().hex, clock=CLOCK)
        assert refused.value.code == "pool_not_for_theme"
    assert registrations.of_session(where) == []


def test_a_grant_pays_a_place(where: Any, settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_AID_SMALL = 15_000
    seat_world.money(accounts.solidarity(), 50_000)
    asking = solidarity.AidAsking(
        certification=certified.CODE, need="student", amount_minor=15_000, currency="EUR"
    )
    aid = solidarity.ask(asking, by=7, clock=CLOCK)
    taken = take(where, learners.subject_of(7), Payer(aid=aid.id), key="k", clock=CLOCK)
    assert (taken.registration.funding.value, taken.claim.aid) == ("solidarity", aid.id)
    assert solidarity.held() == solidarity.FundView("EUR", 35_000, 0)


def _claims(subject: Any) -> list[seats.ClaimView]:
    from agir_sponsorship.seats import settling

    return settling.of_subject(subject)


@pytest.mark.processes
def test_a_kill_at_any_statement_leaves_no_place_without_its_fee(tmp_path: Path) -> None:
    """SIGKILL at each seventeenth statement of a seat, a voucher, a grant; again then ends it."""
    found = told_by(Path(__file__).with_name("paying_killed.py"), tmp_path)
    *killed, whole = found["told"]
    assert found["status"] == 0
    assert len(killed) > 3
    assert [one["wrong"] for one in killed] == [[]] * len(killed)
    assert [one["after"] for one in killed] == [whole["after"]] * len(killed)
    assert whole["after"] == {"states": ["confirmed"] * 3, "held": 35_000, "asked": 1}
