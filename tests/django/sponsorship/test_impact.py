"""What a sponsor is told: groups of 11, frozen, and their own organisation's alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from campaign_world import a_pledge, an_open_campaign, paid
from django.core.management import call_command
from seat_world import CLOCK, asked, pool

from agir_competencies.api import indicators
from agir_kernel.clock import FixedClock
from agir_platform import covenants, sponsors
from agir_platform.ports import CovenantVerdict
from agir_sponsorship.api import impact, seats
from agir_sponsorship.api.acknowledgements import Sponsors
from agir_sponsorship.domain.seat import ClaimState
from agir_sponsorship.impact import reporting
from agir_sponsorship.models import Campaign, ImpactReport, Organisation, Pledge, SeatPool
from agir_sponsorship.seats import settling

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Eau+2026"


def used(one: seats.PoolView, count: int, month: int) -> None:
    """Let as many learners use a seat in a month of 2026."""
    at = datetime(2026, month, 20, tzinfo=UTC)
    for _ in range(count):
        claim = seats.claim(asked(), pool=one.id, clock=FixedClock(at))
        settling.move(claim.id, ClaimState.USED, at)


def on(month: int, day: int = 1) -> FixedClock:
    return FixedClock(datetime(2026, month, day, tzinfo=UTC))


def test_seats_are_told_in_elevens_and_never_again_changed() -> None:
    """5 + 9 is 14: 11 are told and 3 wait; 8 more of March make 11 again."""
    one = pool(40)
    used(one, 5, 1)
    assert (impact.freeze(clock=on(2)), _told(one, on(2))) == (0, None)
    used(one, 9, 2)
    assert impact.freeze(clock=on(2, 28)) == 0
    assert (impact.freeze(clock=on(3)), impact.freeze(clock=on(3))) == (1, 0)
    assert _told(one, on(3)) == 11
    used(one, 8, 3)
    assert impact.freeze(clock=on(4)) == 1
    assert (_told(one, on(4)), _told(one, on(3))) == (22, 11)
    assert seats.verify() == []


def _told(one: seats.PoolView, clock: FixedClock) -> int | None:
    view = impact.make(one.organisation, clock=clock)
    (row,) = view.figures["seats"]["pools"]
    assert view.figures["seats"]["learners"] == row["learners"]
    found: int | None = row["learners"]
    return found


@pytest.mark.parametrize(("active", "told"), [(15, None), (22, 11), (None, 11)])
def test_seats_near_a_figure_of_the_course_are_not_told(active: Any, told: Any) -> None:
    """11 learners paid for beside 15 active of the same course tell of 4."""
    one = pool(20)
    used(one, 11, 1)
    impact.freeze(clock=on(2))
    course = {**reporting._course(COURSE, "en"), "active": active}
    found = reporting._seats(SeatPool.objects.all(), [course], impact.K)
    assert (found["learners"], found["pools"][0]["learners"]) == (told, told)


def test_a_report_is_frozen_hashed_and_its_organisations_alone() -> None:
    organisation = uuid4()
    campaign = an_open_campaign()
    pledge = a_pledge(campaign)
    Pledge.objects.filter(pk=pledge.pk).update(organisation=organisation)
    paid(pledge)
    Campaign.objects.filter(pk=campaign).update(course_key=COURSE)
    first = impact.make(organisation, clock=CLOCK)
    assert first.sha256 == reporting.fingerprint(json.loads(json.dumps(first.figures)))
    assert first.figures["courses"][0]["course_key"] == COURSE
    assert len(first.figures["campaigns"][0]["milestones"]) == 2
    Campaign.objects.filter(pk=campaign).update(title="Another")
    assert impact.make(organisation, clock=CLOCK) == first
    assert impact.report(first.id, organisation) == first
    assert impact.reports(organisation) == [first]
    with pytest.raises(impact.ImpactUnknown):
        impact.report(first.id, uuid4())
    assert impact.reports(uuid4()) == []
    assert ImpactReport.objects.count() == 1


def test_a_course_is_told_as_it_was_published_for_everybody() -> None:
    """Nothing was published: everything is withheld, and nothing is 0."""
    told = reporting._course(COURSE, "en")
    assert (told["enrolled"], told["active"], told["published_on"]) == (None, None, None)
    assert {row["status"] for row in told["indicators"]} <= {"withheld", "no_data"}
    assert {row["n"] for row in told["indicators"]} == {None}
    public = indicators.report(COURSE, audience="public")
    assert len(told["indicators"]) == len(public.indicators)


def test_nobody_is_named_in_a_report() -> None:
    one = pool(20)
    used(one, 12, 1)
    impact.freeze(clock=on(2))
    text = json.dumps(impact.make(one.organisation, clock=on(2)).figures)
    people = {str(value) for value in _subjects(one.id)}
    assert len(people) == 12
    assert not [person for person in people if person in text]


def _subjects(pool: UUID) -> list[UUID]:
    from agir_sponsorship.models import SeatClaim

    return list(SeatClaim.objects.filter(pool=pool).values_list("subject", flat=True))


@pytest.mark.parametrize("k", [1, 10, "11"])
def test_a_smaller_cell_is_refused(k: Any, settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_SMALLEST_CELL = k
    with pytest.raises(impact.CellTooSmall):
        impact.freeze()
    with pytest.raises(impact.CellTooSmall):
        impact.make(uuid4())


def test_the_command_is_idempotent(capsys: Any) -> None:
    for _ in range(2):
        call_command("agir_reconcile_seats")
    assert capsys.readouterr().out.count("0 released") == 2


class Kept:
    """A covenant that every course keeps, or none does."""

    def __init__(self, *, passes: bool) -> None:
        self.passes = passes

    def verdict(self, course_key: str) -> CovenantVerdict:
        return CovenantVerdict(passes=self.passes, checks=())


@pytest.fixture
def thanked(monkeypatch: Any) -> Any:
    """Return how a paid pledge of a named organisation is thanked on its course."""
    monkeypatch.setattr(covenants, "_answering", [Kept(passes=True)])
    monkeypatch.setattr(sponsors, "_answering", [Sponsors()])

    def give(name: str, **changes: Any) -> Organisation:
        row = Organisation.objects.create(
            **{"legal_name": name, "public_name": name, "country": "FR", "legal_form": "company",
               "state": "verified", "visibility": "name", "created_at": CLOCK.instant, **changes}
        )  # fmt: skip
        campaign = an_open_campaign()
        Campaign.objects.filter(pk=campaign).update(course_key=COURSE)
        pledge = a_pledge(campaign)
        Pledge.objects.filter(pk=pledge.pk).update(organisation=row.pk)
        paid(pledge)
        return row

    return give


def test_sponsors_are_thanked_by_name_and_in_no_order_of_merit(thanked: Any) -> None:
    thanked("Zoé & Cie", website="https://zoe.example/")
    thanked("Atelier des eaux")
    thanked("Sans nom", visibility="anonymous")
    thanked("Pas vérifiée", state="submitted")
    found = sponsors.of(COURSE)
    assert [one.name for one in found] == ["Atelier des eaux", "Zoé & Cie"]
    assert found[1].url == "https://zoe.example/"
    assert (found[0].logo_url, found[0].until) == ("", None)
    assert sponsors.of("course-v1:Agir+Other+2026") == ()


def test_whoever_wants_no_name_at_a_pledge_is_not_thanked_for_it(thanked: Any) -> None:
    thanked("Atelier des eaux")
    Pledge.objects.update(visibility="anonymous")
    assert sponsors.of(COURSE) == ()


def test_nobody_is_thanked_where_the_covenant_is_not_kept_or_nobody_knows(
    thanked: Any, monkeypatch: Any
) -> None:
    thanked("Atelier des eaux")
    monkeypatch.setattr(covenants, "_answering", [Kept(passes=False)])
    assert sponsors.of(COURSE) == ()
    monkeypatch.setattr(covenants, "_answering", [])
    assert sponsors.of(COURSE) == ()


def test_money_that_goes_back_is_not_thanked(thanked: Any) -> None:
    thanked("Atelier des eaux")
    Pledge.objects.update(state="refund_due")
    assert sponsors.of(COURSE) == ()
    Pledge.objects.update(state="paid")
    Campaign.objects.update(state="failing")
    assert sponsors.of(COURSE) == ()
    Campaign.objects.update(state="delivered", closes_at=CLOCK.instant + timedelta(days=90))
    assert sponsors.of(COURSE)[0].until == CLOCK.instant + timedelta(days=90)
