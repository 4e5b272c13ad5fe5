"""Sessions open under the covenant, places are counted, and whoever pays it is one registration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from certified_world import (
    BY,
    CLOCK,
    CODE,
    NOW,
    certification,
    civil,
    decided,
    keep_covenant,
    later,
    request,
    seated,
    session,
    terms,
)
from django.db import transaction

from agir_certification.api import (
    dossiers,
    maintenance,
    passages,
    registrations,
    repertoire,
    sessions,
)
from agir_certification.api.dossiers import Told, Verdict
from agir_certification.api.offers import Offers
from agir_certification.api.registrations import Facts, Funding, RegistrationState
from agir_certification.models import Certification, Registration, RegistrationStep, Session
from agir_certification.registrations import places
from agir_events.signals import REGISTRATION_CHANGED
from agir_platform import covenants
from agir_platform import registrations as port
from agir_platform.covenants import CovenantNotKept, CovenantSilent

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Certified+2026"


@pytest.fixture(autouse=True)
def _a_covenant(monkeypatch: Any) -> Any:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()


def test_the_covenant_is_asked_before_anybody_may_register(caplog: Any) -> None:
    made = certification(CODE, repertoire.Role.CERTIFIER, COURSE)
    drafted = sessions.create(made, terms(), clock=CLOCK)
    with pytest.raises(sessions.SessionNotOpen):
        registrations.register(request(drafted), clock=CLOCK)
    keep_covenant(passes=False)
    with pytest.raises(CovenantNotKept):
        sessions.activate(drafted, by=BY, clock=CLOCK)
    covenants.withdraw()
    with pytest.raises(CovenantSilent):
        sessions.activate(drafted, by=BY, clock=CLOCK)
    assert sessions.one(drafted, clock=CLOCK).state is sessions.SessionState.DRAFT
    sessions.activate(drafted, by=BY, override_reason="Board, 20 November", clock=CLOCK)
    found = sessions.one(drafted, clock=CLOCK)
    assert (found.can_be_joined, found.override_reason) == (True, "Board, 20 November")
    assert str(BY) in caplog.text


def test_what_is_under_way_goes_on_when_a_course_breaks_the_covenant() -> None:
    where = session(certification(CODE, repertoire.Role.CERTIFIER, COURSE))
    learner = uuid4()
    held = registrations.register(request(where, learner), clock=CLOCK).id
    number = Told(external_id="12345678901234", state="accepted", on=date(2026, 11, 4))
    dossier, _ = dossiers.tell(number, by=BY, clock=CLOCK)
    keep_covenant(passes=False)
    registrations.confirm(held, clock=CLOCK)
    civil(learner)
    passage = decided(where, held, later(days=31))
    assert passages.one(passage).decision is passages.Decision.OBTAINED
    _, verdict = dossiers.tell(
        replace(number, state="inTraining", on=date(2026, 11, 16)), by=BY, clock=CLOCK
    )
    assert (verdict, dossiers.one(dossier).state) == (Verdict.EXPECTED, "inTraining")
    with pytest.raises(CovenantNotKept):
        session(certification("RS5876", repertoire.Role.CERTIFIER, COURSE))


def test_no_override_is_kept_where_none_was_needed() -> None:
    made = certification(CODE, repertoire.Role.CERTIFIER, COURSE)
    drafted = sessions.create(made, terms(), clock=CLOCK)
    sessions.activate(drafted, by=BY, override_reason="just in case", clock=CLOCK)
    assert sessions.one(drafted, clock=CLOCK).override_reason == ""


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"price_minor": -1}, "price_minor"),
        ({"currency": "€"}, "currency"),
        ({"ends_at": NOW}, "ends_at"),
        ({"closes_at": NOW + timedelta(days=60)}, "closes_at"),
        ({"opens_at": NOW + timedelta(days=31)}, "opens_at"),
        ({"modality": sessions.ExamMode.MIXTE}, "place"),
        ({"pay_url": "http://pay.example"}, "pay_url"),
    ],
)
def test_a_session_that_could_not_be(told: dict[str, Any], field: str) -> None:
    with pytest.raises(sessions.SessionMalformed) as refused:
        sessions.create(certification(), terms(**told), clock=CLOCK)
    assert refused.value.facts == {"field": field}


def test_places_run_out_and_come_back() -> None:
    where = session(certification())
    one = registrations.register(request(where), clock=CLOCK)
    registrations.register(request(where), clock=CLOCK)
    with pytest.raises(sessions.SessionFull):
        registrations.register(request(where), clock=CLOCK)
    registrations.cancel(one.id, reason="changed_mind", clock=CLOCK)
    registrations.cancel(one.id, reason="changed_mind", clock=CLOCK)
    assert sessions.one(where, clock=CLOCK).left == 1
    registrations.register(request(where), clock=CLOCK)
    assert places.count_matches(Session.objects.get(pk=where))


def test_the_same_request_is_one_and_another_is_refused() -> None:
    where = session(certification())
    asked = request(where)
    one = registrations.register(asked, clock=CLOCK)
    assert registrations.register(asked, clock=later(hours=1)) == one
    with pytest.raises(registrations.KeyUsed):
        registrations.register(request(where, key=asked.key), clock=CLOCK)
    with pytest.raises(registrations.AlreadyRegistered):
        registrations.register(request(where, asked.subject), clock=CLOCK)
    assert sessions.one(where, clock=CLOCK).taken == 1


def test_who_gave_a_place_back_may_take_one_again() -> None:
    where, subject = session(certification()), uuid4()
    one = registrations.register(request(where, subject), clock=CLOCK)
    registrations.cancel(one.id, reason="changed_mind", clock=CLOCK)
    again = registrations.register(request(where, subject), clock=CLOCK)
    assert again.id != one.id
    with pytest.raises(registrations.RegistrationSettled):
        registrations.confirm(one.id, clock=CLOCK)


@pytest.mark.parametrize(
    ("funding", "is_paid", "state"),
    [
        (Funding.CPF, False, RegistrationState.HELD),
        (Funding.SEAT, True, RegistrationState.CONFIRMED),
        (Funding.SOLIDARITY, True, RegistrationState.CONFIRMED),
        (Funding.EMPLOYER, False, RegistrationState.HELD),
        (Funding.SELF, False, RegistrationState.HELD),
    ],
)
def test_whoever_pays_it_is_one_registration(
    funding: Funding, is_paid: bool, state: RegistrationState
) -> None:
    where = session(certification())
    found = registrations.register(request(where, funding=funding, is_paid=is_paid), clock=CLOCK)
    assert (found.state, found.fee_minor, found.currency) == (state, 15_000, "EUR")


def test_a_free_session_is_free_and_a_fee_is_not() -> None:
    made = certification()
    free = session(made, price_minor=0)
    found = registrations.register(request(free, funding=Funding.FREE), clock=CLOCK)
    assert found.state is RegistrationState.CONFIRMED
    with pytest.raises(registrations.FundingRefused):
        registrations.register(request(free), clock=CLOCK)
    with pytest.raises(registrations.FundingRefused):
        registrations.register(request(session(made), funding=Funding.FREE), clock=CLOCK)


def test_a_place_that_nobody_confirms_goes_back_at_night_or_to_the_next() -> None:
    """A seat is held 15 minutes: at 15 the next in line gets it without waiting for the night."""
    where = session(certification(), capacity=1)
    held = registrations.register(request(where, funding=Funding.SEAT), clock=CLOCK)
    with pytest.raises(sessions.SessionFull):
        registrations.register(request(where), clock=later(minutes=14))
    registrations.register(request(where), clock=later(minutes=15))
    assert registrations.one(held.id).state is RegistrationState.LAPSED
    assert maintenance.reconcile(clock=later(days=8)).given_back == 1
    assert maintenance.reconcile(clock=later(days=8)).given_back == 0
    assert sessions.one(where, clock=CLOCK).taken == 0


def test_a_registration_falls_with_the_transaction_of_who_pays() -> None:
    where = session(certification())

    def seat_refused() -> None:
        with transaction.atomic():
            registrations.register(request(where), clock=CLOCK)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        seat_refused()
    assert not Registration.objects.exists()
    assert sessions.one(where, clock=CLOCK).taken == 0


def test_every_move_is_told_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[tuple[str, str]] = []

    def hear(registration: Any, **_: Any) -> None:
        heard.append((registration.state, registration.certification))

    REGISTRATION_CHANGED.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            where = session(certification())
            one = registrations.register(request(where), clock=CLOCK)
            registrations.confirm(one.id, by=BY, clock=CLOCK)
            registrations.confirm(one.id, by=BY, clock=CLOCK)
            assert heard == []
    finally:
        REGISTRATION_CHANGED.disconnect(hear)
    assert heard == [("held", CODE), ("confirmed", CODE)]
    assert list(RegistrationStep.objects.values_list("state", "by")) == [
        ("held", None),
        ("confirmed", BY),
    ]


def test_a_session_is_held_or_cancelled_with_all_in_it() -> None:
    made = certification()
    where = session(made)
    sat, unpaid = seated(where, uuid4()), registrations.register(request(where), clock=CLOCK).id
    with pytest.raises(sessions.SessionWrongState):
        sessions.hold(where, by=BY, clock=CLOCK)
    assert sessions.hold(where, by=BY, clock=later(days=31)) == 1
    assert registrations.one(sat).state is RegistrationState.ENDED
    assert registrations.one(unpaid).state is RegistrationState.LAPSED
    assert not sessions.one(where, clock=CLOCK).can_be_joined
    other = session(made)
    seated(other, uuid4())
    assert sessions.cancel(other, by=BY, clock=CLOCK) == 1
    assert sessions.one(other, clock=CLOCK).taken == 0
    with pytest.raises(sessions.SessionWrongState):
        sessions.close(other)


def test_a_session_never_shrinks_below_who_is_in_it_and_a_new_price_is_for_the_next() -> None:
    where = session(certification())
    one = registrations.register(request(where), clock=CLOCK)
    registrations.register(request(where), clock=CLOCK)
    with pytest.raises(sessions.SessionInUse):
        sessions.change(where, terms(capacity=1))
    sessions.change(where, terms(capacity=3, price_minor=20_000))
    assert registrations.one(one.id).fee_minor == 15_000
    assert registrations.register(request(where), clock=CLOCK).fee_minor == 20_000


def test_nobody_joins_before_it_opens_nor_once_it_closes() -> None:
    where = session(
        certification(), opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=2)
    )
    for clock in (CLOCK, later(days=2), later(days=31)):
        with pytest.raises(sessions.SessionNotOpen):
            registrations.register(request(where), clock=clock)
        assert not sessions.one(where, clock=clock).can_be_joined
    assert registrations.register(request(where), clock=later(days=1)).fee_minor == 15_000
    assert sessions.close(where)
    with pytest.raises(sessions.SessionNotOpen):
        registrations.register(request(where), clock=later(days=1))


def test_what_other_contexts_learn_of_a_registration() -> None:
    made = certification(CODE, repertoire.Role.CERTIFIER, COURSE)
    one = registrations.register(request(session(made)), clock=CLOCK)
    found = Facts().facts([str(one.id), str(uuid4()), "no uuid"])
    assert list(found) == [str(one.id)]
    told = found[str(one.id)]
    assert (told.subject, told.course_keys, told.state, told.funding, told.fee_minor) == (
        str(one.subject), (COURSE,), RegistrationState.HELD, "self", 15_000,
    )  # fmt: skip
    assert port.facts([str(one.id)]) == found, "the context answers the port at start"


def test_a_course_offers_what_may_be_offered_cheapest_first(settings: Any) -> None:
    made = certification(CODE, repertoire.Role.CERTIFIER, COURSE)
    session(made)
    session(made, price_minor=9_000)
    assert Offers(CLOCK).offers(COURSE) == (), "neither sheet nor habilitation was checked"
    Certification.objects.filter(pk=made).update(
        habilitation="certifier", habilitation_is_active=True,
        sheet_checked_on=NOW.date(), habilitation_checked_on=NOW.date(),
    )  # fmt: skip
    (offer,) = Offers(CLOCK).offers(COURSE)
    assert (offer.certification, offer.price_minor, offer.currency) == (CODE, 9_000, "EUR")
    assert offer.url.startswith("http")
    assert Offers(CLOCK).offers("course-v1:Agir+Other+2026") == ()


def test_the_learner_reads_what_an_absence_costs() -> None:
    one = registrations.register(request(session(certification())), clock=CLOCK)
    registrations.read_absence_terms(one.id, "2026-11", clock=CLOCK)
    found = registrations.one(one.id)
    assert (found.absence_version, found.absence_read_at) == ("2026-11", NOW)
    with pytest.raises(registrations.RegistrationUnknown):
        registrations.read_absence_terms(uuid4(), "2026-11", clock=CLOCK)
