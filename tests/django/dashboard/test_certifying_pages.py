"""Get certified: the learner's own pages, from a bloc that is near to a result that came back."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

sys.path += [str(Path(__file__).parents[1] / name) for name in ("certification", "sponsorship")]

import certified_world as certified
import seat_world

from agir_certification.api import (
    civil_status,
    learning,
    managers,
    passages,
    registrations,
    repertoire,
    sessions,
)
from agir_certification.models import Certification, GeographicCode, Registration
from agir_competencies.models import Competency, Framework
from agir_kernel.clock import FixedClock
from agir_platform import covenants, documents
from agir_platform import registrations as known
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform
from agir_sponsorship.api import seats, solidarity
from agir_sponsorship.domain import accounts
from host.gallery.rows import WHEN, state

pytestmark = pytest.mark.django_db
ADDRESS = "/agir/certification/"
TRAINER = {
    "name": "Organisme d’essai", "siret": "35600000000048", "nda": "", "address": "1 rue X",
    "place": "Brest", "signatory": "Jeanne Presle", "capacity": "présidente",
}  # fmt: skip
TYPED = {
    "birth_name": "Vasseur-Quénot", "first_name": "Ondine", "sex": "F", "day": "14", "month": "3",
    "year": "1987", "where": "france", "place": "29019",
}  # fmt: skip


class Person:
    """Somebody who is signed in."""

    def __init__(self, memory: MemoryPlatform, name: str) -> None:
        self.user = get_user_model().objects.create(username=name)
        memory.add_person(self.user.pk, username=name, language="en")
        self.client = Client()
        self.client.force_login(self.user)
        self.subject = learners.subject_of(self.user.pk)

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, path
        return answer.content.decode()

    def post(self, path: str, told: dict[str, Any], status: int = 302) -> Any:
        answer = self.client.post(path, told)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer

    def register(self, session: UUID, route: str, status: int = 302, **told: Any) -> Any:
        sent = {"route": route, "key": str(uuid4()), "absence": shown_terms(session), **told}
        return self.post(f"{ADDRESS}sessions/{session}/", sent, status)

    def places(self) -> list[registrations.RegistrationView]:
        return registrations.of_learner(self.subject)


class Room:
    """A certification that may be offered, a session of 2 places at 150 euros, two people."""

    def __init__(self, memory: MemoryPlatform) -> None:
        self.memory = memory
        self.certification = certified.certification()
        settle(self.certification)
        self.session = session(self.certification)
        self.ada, self.ben = Person(memory, "ada"), Person(memory, "ben")


def settle(certification: UUID) -> None:
    """Write what a check of the public sheet would: in force, and the operator may prepare."""
    Certification.objects.filter(pk=certification).update(
        sheet_checked_on=datetime.now(UTC).date(), habilitation_checked_on=datetime.now(UTC).date(),
        habilitation=repertoire.Habilitation.CERTIFIER.value, habilitation_is_active=True,
    )  # fmt: skip


def session(certification: UUID, **told: Any) -> UUID:
    """Open a session a month ahead of the machine's clock, which the pages read."""
    start = datetime.now(UTC) + timedelta(days=30)
    terms = {"starts_at": start, "ends_at": start + timedelta(hours=3), **told}
    made = sessions.create(certification, certified.terms(**terms))
    sessions.activate(made, by=certified.BY)
    return made


def shown_terms(session: UUID) -> str:
    day = learning.paris_day(sessions.one(session).terms.starts_at)
    return learning.absence_terms(day).version


@pytest.fixture
def room(settings: Any, tmp_path: Path) -> Iterator[Room]:
    """Return the room, with certification answering for registrations."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "private")},
    }
    memory: Any = platform()
    held = list(covenants._answering)
    before = (list(known._registrations), list(known._certifications))
    certified.keep_covenant()
    facts: Any = registrations.Facts()
    known._registrations[:] = [facts]
    yield Room(memory)
    covenants._answering[:] = held
    known._registrations[:], known._certifications[:] = before


def test_the_list_and_a_certification_are_shown_with_their_sessions(room: Room) -> None:
    assert "RS5875" in room.ada.get(ADDRESS)
    page = room.ada.get(f"{ADDRESS}RS5875/")
    assert f"{ADDRESS}sessions/{room.session}/" in page
    assert "2 places left" in page
    assert "Mon Compte Formation" not in page
    room.ada.get(f"{ADDRESS}RS1/", 404)


def test_a_manager_finds_the_desk_and_nobody_else_does(room: Room) -> None:
    desk = "/agir/manage/certification/"
    assert f'href="{desk}"' not in room.ada.get(ADDRESS)
    managers.grant("ada", room.certification, by=certified.BY)
    assert f'href="{desk}"' in room.ada.get(ADDRESS)
    assert f'href="{desk}"' not in room.ben.get(ADDRESS)


def test_nobody_registers_for_what_may_not_be_offered(room: Room) -> None:
    Certification.objects.update(habilitation="")
    page = room.ada.get(f"{ADDRESS}RS5875/")
    assert "Nobody can register until this is settled" in page
    room.ada.register(room.session, "self", 409)
    assert room.ada.places() == []


def test_every_way_to_pay_is_there_and_i_cannot_pay_among_them(room: Room) -> None:
    seat_world.pool(2, price_minor=15_000)
    page = room.ada.get(f"{ADDRESS}sessions/{room.session}/")
    titles = re.findall(r"<h3>([^<]*)</h3>", page)
    assert titles == [
        "A seat that a sponsor offers", "I have a voucher", "I cannot pay",
        "My employer or another organisation pays", "I pay it myself",
    ]  # fmt: skip
    free = session(room.certification, price_minor=0)
    assert re.findall(r"<h3>([^<]*)</h3>", room.ada.get(f"{ADDRESS}sessions/{free}/")) == [
        "There is nothing to pay"
    ]


def test_the_offer_is_said_online_only_when_all_three_were_checked(room: Room) -> None:
    """Sheet, habilitation and offer: without the offer's check the CPF is not even a way."""
    path = f"{ADDRESS}sessions/{room.session}/"
    assert "My CPF pays it" not in room.ada.get(path)
    url = "https://www.moncompteformation.gouv.fr/espace-prive/html/#/formation/1"
    today = datetime.now(UTC).date()
    repertoire.look_at_offer(room.certification, url, today, by=certified.BY)
    assert "My CPF pays it" in room.ada.get(path)
    assert "Offer online on Mon Compte Formation, checked on" in room.ada.get(f"{ADDRESS}RS5875/")
    Certification.objects.update(habilitation_is_active=False)
    assert "My CPF pays it" not in room.ada.get(path)
    assert "Offer online" not in room.ada.get(f"{ADDRESS}RS5875/")


def test_before_entry_one_reads_what_an_absence_costs_with_its_source(room: Room) -> None:
    page = room.ada.get(f"{ADDRESS}sessions/{room.session}/")
    assert "If I do not come to the exam" in page
    assert "2026-534" in page
    assert "the official text was not read by this site" in page
    room.ada.register(room.session, "self", 409, absence="another")
    assert room.ada.places() == []
    room.ada.register(room.session, "self")
    (place,) = room.ada.places()
    assert (place.absence_version, place.absence_read_at is None) == (
        "exam_absence:2026-06-27", False,
    )  # fmt: skip


def test_a_form_that_is_sent_twice_is_one_registration(room: Room) -> None:
    key = str(uuid4())
    for _ in range(2):
        room.ada.register(room.session, "self", key=key)
    assert len(room.ada.places()) == 1
    assert sessions.one(room.session).taken == 1


def test_a_sponsored_seat_is_taken_with_the_place_and_goes_back_with_it(
    room: Room, django_capture_on_commit_callbacks: Any
) -> None:
    pool = seat_world.pool(2, price_minor=15_000)
    room.ada.register(room.session, "seat", pool=str(pool.id))
    (place,) = room.ada.places()
    assert (str(place.state), seats.pool(pool.id).used) == ("confirmed", 1)
    path = f"{ADDRESS}places/{place.id}/"
    assert "Your place is yours" in room.ada.get(path)
    with django_capture_on_commit_callbacks(execute=True):
        room.ada.post(path, {"act": "cancel"})
    assert "Your place went back" in room.ada.get(f"{path}?done=cancelled")
    assert (sessions.one(room.session).taken, seats.pool(pool.id).used) == (0, 0)
    assert seats.verify() == []


def test_a_seat_of_a_pool_that_is_not_offered_takes_no_place(room: Room) -> None:
    """The pool of another certification, named by hand in the form."""
    seat_world.pool(1, price_minor=15_000)
    other = seat_world.pool(1, price_minor=15_000, is_open=False)
    room.ada.register(room.session, "seat", 409, pool=str(other.id))
    assert (room.ada.places(), sessions.one(room.session).taken) == ([], 0)


def test_a_wrong_voucher_is_counted_and_takes_no_place(room: Room) -> None:
    for _ in range(5):
        room.ada.register(room.session, "voucher", 404, code="0000-0000-0000-0000")
    room.ada.register(room.session, "voucher", 429, code="0000-0000-0000-0000")
    assert (room.ada.places(), sessions.one(room.session).taken) == ([], 0)


def test_i_cannot_pay_small_is_paid_at_once(room: Room, settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_AID_SMALL = 15_000
    seat_world.money(accounts.solidarity(), 50_000)
    room.ada.register(room.session, "aid", need="student")
    (place,) = room.ada.places()
    assert (str(place.state), place.funding.value) == ("confirmed", "solidarity")
    assert solidarity.held().held == 35_000


def test_i_cannot_pay_waits_with_the_place_and_the_grant_pays_it(room: Room, settings: Any) -> None:
    """150 euros are above what is granted at once: a named person decides."""
    settings.AGIR_SPONSORSHIP_AID_SMALL = 0
    seat_world.money(accounts.solidarity(), 50_000)
    room.ada.register(room.session, "aid", need="no_income")
    (place,) = room.ada.places()
    (aid,) = solidarity.mine(room.ada.user.pk)
    path = f"{ADDRESS}places/{place.id}/"
    assert (str(place.state), aid.state.value) == ("held", "queued")
    assert "unless the fund pays before" in room.ada.get(path)
    sent = {"act": "pay", "route": "aid", "key": str(uuid4())}
    room.ada.post(path, sent, 422)
    solidarity.decide(aid.id, grants=True, reason="", by=room.ben.user.pk)
    assert "The fund has granted you" in room.ada.get(path)
    room.ada.post(path, sent)
    room.ada.post(path, sent)
    assert str(room.ada.places()[0].state) == "confirmed"
    assert solidarity.held().held == 35_000


def test_a_place_of_another_learner_is_not_there(room: Room) -> None:
    room.ada.register(room.session, "self")
    (place,) = room.ada.places()
    path = f"{ADDRESS}places/{place.id}/"
    room.ben.get(path, 404)
    room.ben.post(path, {"act": "cancel"}, 404)
    assert str(room.ada.places()[0].state) == "held"


def test_nobody_cancels_once_the_session_has_begun(room: Room) -> None:
    room.ada.register(room.session, "self")
    (place,) = room.ada.places()
    past = datetime.now(UTC) - timedelta(minutes=1)
    Registration.objects.get(pk=place.id).session.__class__.objects.update(starts_at=past)
    room.ada.post(f"{ADDRESS}places/{place.id}/", {"act": "cancel"}, 409)
    assert str(room.ada.places()[0].state) == "held"


def test_registering_changes_no_enrolment(room: Room) -> None:
    """Free stays free: who is enrolled in audit is so before, with a place, and after."""
    course = "course-v1:Agir+Memory+2026"
    room.memory.add_course(course)
    room.memory.enrol(room.ada.user.pk, course)
    repertoire.link_course(room.certification, course)
    before = dict(room.memory.shelf.enrolments)
    room.ada.register(room.session, "self")
    assert dict(room.memory.shelf.enrolments) == before
    room.ada.post(f"{ADDRESS}places/{room.ada.places()[0].id}/", {"act": "cancel"})
    assert dict(room.memory.shelf.enrolments) == before


def test_civil_status_is_not_asked_before_a_registration(room: Room) -> None:
    page = room.ada.get(f"{ADDRESS}civil-status/")
    assert "Nobody needs it of you now" in page
    notice = civil_status.notice(repertoire.Role.CERTIFIER).version
    room.ada.post(f"{ADDRESS}civil-status/", {**TYPED, "act": "keep", "notice": notice}, 409)
    assert not civil_status.is_recorded(room.ada.subject)


def test_the_notice_names_the_ground_by_role_and_no_box_asks_consent(room: Room) -> None:
    room.ada.register(room.session, "self")
    page = room.ada.get(f"{ADDRESS}civil-status/")
    assert "L6113-8" in page
    assert 'type="checkbox"' not in page
    repertoire.set_role(room.certification, repertoire.Role.TRAINING_PARTNER)
    page = room.ada.get(f"{ADDRESS}civil-status/")
    assert "L6113-8" not in page
    assert "article 6(1)(b)" in page


def test_faults_of_civil_status_are_named_by_field_and_nothing_is_kept(room: Room) -> None:
    """Blank name, a figure in a name, 31 February, no sex, half a birthplace: each has its line."""
    room.ada.register(room.session, "self")
    wrong = {
        "birth_name": "  ", "first_name": "0ndine", "sex": "", "day": "31", "month": "2",
        "year": "1987", "where": "abroad", "place": "", "act": "keep", "notice": "2026-11",
    }  # fmt: skip
    page = room.ada.post(f"{ADDRESS}civil-status/", wrong, 422).content.decode()
    for field in ("birth_name", "first_name", "sex", "day", "place"):
        assert f'href="#{field}"' in page, field
        assert f'id="wrong-{field}"' in page, field
    assert not civil_status.is_recorded(room.ada.subject)


def test_a_username_is_no_birth_name(room: Room) -> None:
    room.ada.register(room.session, "self")
    told = {**TYPED, "birth_name": "Ada", "act": "keep", "notice": "2026-11"}
    page = room.ada.post(f"{ADDRESS}civil-status/", told, 422).content.decode()
    assert "This is also the name of your account" in page
    assert not civil_status.is_recorded(room.ada.subject)


def test_a_name_that_is_also_the_username_is_kept_by_who_says_so(room: Room) -> None:
    """Somebody called Ada may have chosen ``ada``: a tick, and no more, keeps it."""
    room.ada.register(room.session, "self")
    told = {**TYPED, "first_name": "Ada", "act": "keep", "notice": "2026-11"}
    page = room.ada.post(f"{ADDRESS}civil-status/", told, 422).content.decode()
    assert 'name="sure"' in page
    room.ada.post(f"{ADDRESS}civil-status/", {**told, "first_name": "4da", "sure": "1"}, 422)
    assert not civil_status.is_recorded(room.ada.subject)
    room.ada.post(f"{ADDRESS}civil-status/", {**told, "sure": "1"}, 302)
    assert civil_status.is_recorded(room.ada.subject)


def test_a_place_of_birth_is_found_without_a_script(room: Room) -> None:
    """What was typed before stays; nothing of it is in the address."""
    GeographicCode.objects.create(kind="commune", code="29019", label="Brest", plain="brest")
    room.ada.register(room.session, "self")
    told = {**TYPED, "place": "", "find": "bres", "act": "find"}
    page = room.ada.post(f"{ADDRESS}civil-status/", told, 200).content.decode()
    assert 'name="place" value="29019" checked' in page
    assert 'value="Vasseur-Quénot"' in page
    assert not civil_status.is_recorded(room.ada.subject)


def test_a_notice_that_changed_is_read_again(room: Room) -> None:
    room.ada.register(room.session, "self")
    told = {**TYPED, "act": "keep", "notice": "2020-01"}
    page = room.ada.post(f"{ADDRESS}civil-status/", told, 409).content.decode()
    assert "Read it again" in page


def test_civil_status_is_kept_read_back_and_each_reading_told(room: Room) -> None:
    room.ada.register(room.session, "self")
    room.ada.post(f"{ADDRESS}civil-status/", {**TYPED, "act": "keep", "notice": "2026-11"})
    assert 'value="Vasseur-Quénot"' in room.ada.get(f"{ADDRESS}civil-status/")
    civil_status.read(room.ada.subject, by=room.ben.subject, purpose="deposit")
    page = room.ada.get(f"{ADDRESS}my-data/")
    for words in ("Vasseur-Quénot", "14/03/1987", "a legal obligation", "a certification manager"):
        assert words in page, words
    assert "ben" not in page
    assert "Vasseur" not in room.ben.get(f"{ADDRESS}my-data/")


def test_a_correction_sends_a_refused_result_out_again(room: Room, settings: Any) -> None:
    """The Caisse des Dépôts found nobody; the learner corrects; the passage is ready."""
    room.ada.register(room.session, "self")
    (place,) = room.ada.places()
    room.ada.post(f"{ADDRESS}civil-status/", {**TYPED, "act": "keep", "notice": "2026-11"})
    registrations.confirm(place.id)
    after = FixedClock(datetime.now(UTC) + timedelta(days=31))
    passage = certified.decided(room.session, place.id, after)
    batch = uuid4()
    passages.send([passage], batch)
    papers = f"{ADDRESS}places/{place.id}/attestation/"
    assert papers in room.ada.get(f"{ADDRESS}places/{place.id}/")
    settings.AGIR_CERTIFICATION_TRAINER = TRAINER
    paper = room.ada.client.get(papers)
    assert paper.status_code == 200
    kind = "application/pdf" if documents.is_available() else "text/html; charset=utf-8"
    assert paper["Content-Type"] == kind
    room.ben.get(papers, 404)
    why = "Aucun titulaire ne correspond aux critères obligatoires"
    passages.settle(passage, batch, is_accepted=False, message=why)
    assert why in room.ada.get(f"{ADDRESS}civil-status/")
    assert "did not find you" in room.ada.get(f"{ADDRESS}places/{place.id}/")
    told = {**TYPED, "birth_name": "Vasseur", "act": "keep", "notice": "2026-11"}
    answer = room.ada.post(f"{ADDRESS}civil-status/", told)
    assert "1 result that had come back goes out again" in room.ada.get(answer["Location"])
    assert passages.one(passage).deposit.value == "ready"


def test_a_stranger_is_sent_to_sign_in_and_no_cache_keeps_a_page(room: Room) -> None:
    assert Client().get(ADDRESS).status_code == 302
    answer = room.ada.client.get(f"{ADDRESS}civil-status/")
    assert answer["Cache-Control"] == "private, no-store"
    assert reverse("agir_dashboard:certify") == ADDRESS


def test_a_certificat_de_realisation_comes_once_the_exit_was_declared(
    room: Room, settings: Any
) -> None:
    settings.AGIR_CERTIFICATION_TRAINER = TRAINER
    room.ada.register(room.session, "self")
    (place,) = room.ada.places()
    paper = f"{ADDRESS}places/{place.id}/realisation/"
    room.ada.get(paper, 404)
    planned = [
        registrations.Planned("course-v1:A+B+C", "block-v1:A+B+C+type@html+block@a", "A", 60)
    ]
    registrations.sign_contract(place.id, "Action d’essai", planned, minutes=60)
    today = learning.today()
    registrations.declare_entry(place.id, today)
    room.ada.get(paper, 404)
    registrations.declare_exit(place.id, today)
    assert paper in room.ada.get(f"{ADDRESS}places/{place.id}/")
    answer = room.ada.client.get(paper)
    assert answer.status_code == 200
    if not documents.is_available():
        assert "Action d’essai" in answer.content.decode()
    room.ben.get(paper, 404)


def test_a_bloc_that_is_near_is_told_from_the_skills_page(room: Room) -> None:
    """One of the two competencies of a bloc is half of it; below half nothing is told."""
    skills = "/agir/skills/"
    _, held, missing, other = sheet("99001")
    made = repertoire.add("RNCP99001", "", repertoire.Role.CERTIFIER)
    repertoire.take_in_blocs(made)
    state(room.ada.subject, other)
    assert "Near a recognised bloc" not in room.ada.get(skills)
    state(room.ada.subject, held)
    page = room.ada.get(skills)
    assert "Near a recognised bloc" in page
    assert f"{ADDRESS}RNCP99001/" in page
    page = room.ada.get(f"{ADDRESS}RNCP99001/")
    assert "1 of 2 skills shown" in page
    assert missing.label in page
    assert "Near a recognised bloc" not in room.ben.get(skills)


def sheet(number: str) -> tuple[Any, Any, Any, Any]:
    """Write a sheet with blocs of 2 and 3; return it, two of the first, one of the second."""
    uri = f"https://www.francecompetences.fr/recherche/rncp/{number}/"
    framework = Framework.objects.create(
        identifier=uuid4(), uri=uri, source="rncp", title=f"Essai (RNCP{number})", imported_at=WHEN
    )
    rows = []
    for bloc, size in (("BC01", 2), ("BC02", 3)):
        code = f"RNCP{number}{bloc}"
        above = item(framework, f"{uri}#{code}", code, code)
        rows += [
            item(framework, f"{uri}#{code}/{one}", "", f"{bloc} {one}", parent=above)
            for one in range(size)
        ]
    return framework, rows[0], rows[1], rows[2]


def item(framework: Any, uri: str, code: str, label: str, **told: Any) -> Any:
    return Competency.objects.create(
        identifier=uuid4(), framework=framework, uri=uri, code=code, statement=label, label=label,
        **told,
    )  # fmt: skip
