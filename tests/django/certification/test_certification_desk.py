"""The desk, as people use it: two managers, an operator, a learner, one exam from end to end."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import BY, NOW, PDF, PERSON, civil, keep_covenant
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agir_certification.api import (
    deposits,
    dossiers,
    duties,
    managers,
    passages,
    proofs,
    registrations,
    repertoire,
    sessions,
)
from agir_certification.domain.hours import PARIS
from agir_certification.domain.passage import ExamMode
from agir_certification.models import (
    CalendarKey,
    Certification,
    CivilStatusReading,
    ContractActivity,
    Session,
)
from agir_kernel.clock import FixedClock
from agir_platform import covenants, permissions
from agir_platform.learners import api as learners
from agir_platform.select import platform

pytestmark = pytest.mark.django_db
DESK = "/agir/manage/certification"
CODE, OTHER = "RS5875", "RS5695"
TODAY = datetime.now(PARIS).date()
BEFORE = FixedClock(NOW - timedelta(days=40))


@pytest.fixture(autouse=True)
def _rooms(settings: Any, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()
    permissions.hold(permissions.Role.CERTIFICATION_MANAGER, managers.holds)
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_VAULT_KEYS = ["oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"]
    settings.AGIR_CERTIFICATION_TRAINER = {
        "name": "Atelier des rives", "siret": "73282932000074", "address": "1 quai Vert, Brest",
        "place": "Brest", "signatory": "Maud Kerven", "capacity": "directrice",
    }  # fmt: skip
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }


def enter(name: str, *, operator: bool = False) -> Any:
    memory: Any = platform()
    user = get_user_model().objects.create(username=name)
    memory.add_person(user.pk, username=name)
    if operator:
        memory.make_operator(user.pk)
    client: Any = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def world() -> Any:
    """Two certifications, a manager of each, an operator and a learner with a place."""

    class World:
        operator = enter("olu", operator=True)
        manager, stranger, learner = enter("mona"), enter("selim"), enter("lea")
        made = repertoire.add(CODE, "Piloter un projet", repertoire.Role.CERTIFIER)
        other = repertoire.add(OTHER, "Autre", repertoire.Role.CERTIFIER)

    told = repertoire.Identifiers(client_id="12ABC345", contract_id="MCFCER000123")
    repertoire.identify(World.made, told)
    managers.grant("mona", World.made, by=BY)
    managers.grant("selim", World.other, by=BY)
    terms = sessions.SessionTerms(
        starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=2, hours=-3),
        modality=ExamMode.A_DISTANCE, capacity=3, price_minor=15_000,
    )  # fmt: skip
    World.session = sessions.create(World.made, terms, clock=BEFORE)
    sessions.activate(World.session, by=BY, clock=BEFORE)
    World.subject = learners.subject_of(World.learner.user.pk)
    request = registrations.Request(
        session=World.session, subject=World.subject, funding=registrations.Funding.CPF,
        key=uuid4().hex, is_paid=True,
    )  # fmt: skip
    World.registration = registrations.register(request, clock=BEFORE).id
    civil(World.subject, clock=BEFORE)
    return World


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def upload(content: bytes, name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sat(world: Any) -> UUID:
    """Let the learner sit and obtain it, by the pages alone; return the passage."""
    exam = f"{DESK}/sessions/{world.session}/exam/"
    client, day = world.manager, (NOW - timedelta(days=1)).date().isoformat()
    assert client.post(f"{DESK}/sessions/{world.session}/", {"act": "hold"}).status_code == 302
    (view,) = passages.of_session(world.session)
    address = f"{DESK}/passages/{view.id}/"
    told = {"act": "jury", "meets_on": day, "name_0": "Jeanne Presle", "president": "0"}
    assert client.post(exam, told).status_code == 302
    (jury,) = passages.juries_of(world.session)
    decision = {"act": "decide", "jury": str(jury.id), "decision": "obtained", "delivered_on": day}
    assert client.post(address, decision).status_code == 409, "no minutes yet"
    minutes = {"act": "minutes", "jury": str(jury.id), "signed_on": day, "minutes": upload(PDF)}
    assert client.post(exam, minutes).status_code == 302
    assert client.post(address, decision).status_code == 422, "who has not come obtains nothing"
    client.post(address, {"act": "attend", "attendance": "present"})
    assert client.post(address, decision).status_code == 302
    found = passages.one(view.id)
    assert found.decided_by == learners.subject_of(client.user.pk)
    assert "Recorded on" in text(client.get(exam))
    assert b"".join(client.get(f"{exam}{jury.id}/minutes/")) == PDF
    return view.id


def test_from_the_exam_to_the_answer_of_the_cdc(world: Any) -> None:
    passage = sat(world)
    listed = f"{DESK}/files/of/{CODE}/"
    assert "Ready: it goes into the next file" in text(world.manager.get(listed))
    before = CivilStatusReading.objects.count()
    assert "nothing is wrong" in text(world.manager.post(listed, {"act": "check"}))
    assert CivilStatusReading.objects.count() == before + 1, "who checks is written down"
    answer = world.manager.post(listed, {"act": "make"})
    (view,) = deposits.of(CODE)
    assert answer["Location"] == f"{DESK}/files/{view.id}/?done=made"
    page = f"{DESK}/files/{view.id}/"
    first = b"".join(world.manager.post(f"{page}file/").streaming_content)
    again = b"".join(world.manager.post(f"{page}file/").streaming_content)
    assert first == again
    assert hashlib.sha256(first).hexdigest() == view.sha256
    today = TODAY.isoformat()
    world.manager.post(page, {"act": "deposited", "on": today})
    assert "Deposited: waits for its answer" in text(world.manager.get(page))
    report = (
        f"<rapport><idFlux>{view.flux}</idFlux><PassagesKO><passage><idTechnique>{passage}"
        "</idTechnique><messageErreur>Aucun titulaire ne correspond aux critères obligatoires"
        "</messageErreur></passage></PassagesKO></rapport>"
    ).encode()
    foreign = world.stranger.post(
        f"{DESK}/files/of/{OTHER}/", {"act": "report", "report": upload(report, "r.xml")}
    )
    assert foreign.status_code == 404, "a report on another manager's file"
    assert passages.one(passage).deposit.value == "in_batch"
    for word in ("read", "read-before"):
        answer = world.manager.post(listed, {"act": "report", "report": upload(report, "r.xml")})
        assert answer["Location"].endswith(f"?done={word}")
    told = text(world.manager.get(listed))
    assert "Aucun titulaire ne correspond" in told
    assert "the learner is asked to correct" in told
    for name in (PERSON.birth_name, PERSON.first_name, "1987", "Brest"):
        assert name not in told, "screens show no civil status"
    world.manager.post(listed, {"act": "again", "passage": str(passage)})
    assert passages.one(passage).deposit.value == "ready"


def test_another_manager_finds_nothing_and_a_learner_may_not_enter(world: Any) -> None:
    passage = sat(world)
    batch = deposits.make(CODE, by=BY).batch
    told = dossiers.Told(
        external_id="D1", state="notProcessed", on=NOW.date() - timedelta(days=1),
        certification_code=CODE,
    )  # fmt: skip
    dossier, _ = dossiers.tell(told, by=BY)
    (duty,) = duties.of([dossier])
    gets = (
        f"certifications/{CODE}/", f"sessions/{world.session}/", f"sessions/{world.session}/exam/",
        f"registrations/{world.registration}/proofs/", f"dossiers/{dossier}/",
        f"files/of/{CODE}/", f"files/{batch}/", f"passages/{passage}/absence/",
    )  # fmt: skip
    posts = (
        f"duties/{duty.id}/", f"registrations/{world.registration}/", f"passages/{passage}/",
        f"registrations/{world.registration}/certificate/", f"files/{batch}/file/",
        f"registrations/{world.registration}/pack/", f"files/of/{CODE}/hand-over/",
    )  # fmt: skip
    for path in gets:
        assert world.stranger.get(f"{DESK}/{path}").status_code == 404, path
        assert world.learner.get(f"{DESK}/{path}").status_code == 403, path
    for path in posts:
        assert world.stranger.post(f"{DESK}/{path}").status_code == 404, path
        assert world.learner.post(f"{DESK}/{path}").status_code == 403, path
    for path in ("", "sessions/", "dossiers/", "files/", "certifications/", "quality/"):
        page = text(world.stranger.get(f"{DESK}/{path}"))
        assert CODE not in page, path
    wrong = {"external_id": "D9", "state": "accepted", "on": "2026-11-01", "code": CODE}
    assert world.stranger.post(f"{DESK}/dossiers/", wrong).status_code == 422


def test_only_an_operator_changes_rules_roles_and_the_repertoire(world: Any) -> None:
    rule = {
        "key": "participation", "since": "2027-01-01", "value": "155,50",
        "source": "Décret d’essai",
    }  # fmt: skip
    for client, expected in ((world.manager, 403), (world.operator, 302)):
        assert client.post(f"{DESK}/rules/", rule).status_code == expected
        role = {"act": "role", "role": "training_partner"}
        answer = client.post(f"{DESK}/certifications/{CODE}/", role)
        assert answer.status_code == expected
    page = text(world.operator.get(f"{DESK}/rules/"))
    assert "155.50" in page
    assert "your own" in page
    assert world.operator.post(f"{DESK}/rules/", rule | {"source": ""}).status_code == 400
    assert world.operator.post(f"{DESK}/rules/", rule | {"value": "x"}).status_code == 422
    world.operator.post(f"{DESK}/rules/", rule | {"act": "remove"})
    assert "155.50" not in text(world.operator.get(f"{DESK}/rules/"))
    page = f"{DESK}/certifications/{CODE}/"
    world.operator.post(page, {"act": "grant", "name": "lea"})
    assert managers.holds(world.learner.user.pk)
    (row,) = [
        one for one in managers.living()
        if one.subject == learners.subject_of(world.learner.user.pk)
    ]  # fmt: skip
    world.operator.post(page, {"act": "end", "manager": str(row.id)})
    assert not managers.holds(world.learner.user.pk)


def test_online_is_said_only_while_sheet_habilitation_and_offer_were_checked(world: Any) -> None:
    page, said = f"{DESK}/certifications/{CODE}/", "Offer online on Mon Compte Formation"
    offer = {"act": "offer", "url": "https://www.moncompteformation.gouv.fr/x", "on": "2026-11-20"}
    world.operator.post(page, offer)
    assert said not in text(world.operator.get(page)), "only the offer was looked at"
    rows = Certification.objects.filter(code=CODE)
    rows.update(sheet_checked_on=date(2026, 11, 18), is_active=True)
    assert said not in text(world.operator.get(page)), "no habilitation"
    rows.update(
        habilitation="certifier", habilitation_is_active=True,
        habilitation_checked_on=date(2026, 11, 19),
    )  # fmt: skip
    assert f"{said}, verified on Nov. 18, 2026" in text(world.operator.get(page)), "the oldest"
    world.operator.post(page, offer | {"on": ""})
    assert said not in text(world.operator.get(page))


def test_a_duty_is_done_by_name_and_taken_back(world: Any) -> None:
    told = dossiers.Told(
        external_id="D1", state="notProcessed", on=TODAY - timedelta(days=9),
        certification_code=CODE,
    )  # fmt: skip
    dossier, _ = dossiers.tell(told, by=BY)
    (duty,) = duties.of([dossier])
    page = text(world.manager.get(f"{DESK}/"))
    assert "Answer the request" in page
    assert "days ago" in page, "nine days are more than two working days"
    address = f"{DESK}/duties/{duty.id}/"
    ahead = (TODAY + timedelta(days=3)).isoformat()
    assert world.manager.post(address, {"on": ahead}).status_code == 409
    assert world.manager.post(address, {"on": "soon"}).status_code == 422
    answer = world.manager.post(address, {"on": TODAY.isoformat(), "note": "n° 42"})
    assert "Recorded in your name" in text(world.manager.get(answer["Location"]))
    assert duties.one(duty.id).done_by == learners.subject_of(world.manager.user.pk)
    world.manager.post(address, {"act": "undo"})
    assert duties.one(duty.id).done_at is None


def test_the_calendar_opens_by_its_secret_until_the_role_ends(world: Any) -> None:
    told = dossiers.Told(external_id="D1", state="notProcessed", on=TODAY, certification_code=CODE)
    dossiers.tell(told, by=BY)
    page = text(world.manager.post(f"{DESK}/calendar/"))
    (address,) = re.findall(r"<code>http://testserver(/\S+\.ics)</code>", page)
    anybody = Client()
    feed = anybody.get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    body = feed.content.decode()
    assert "SUMMARY:Answer the request · D1" in body
    assert "lea" not in body
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert secret not in str(CalendarKey.objects.values()), "only its digest is kept"
    assert secret not in text(world.manager.get(f"{DESK}/")), "it is told once"
    assert anybody.get(address.replace(secret, secret[:-1])).status_code == 404
    mine = [one for one in managers.living() if one.certification == world.made]
    managers.end(mine[0].id, by=BY)
    assert anybody.get(address).status_code == 404


def test_a_session_is_drafted_opened_and_changed(world: Any) -> None:
    form = {
        "certification": CODE, "starts_at": "2027-03-01T09:00", "ends_at": "2027-03-01T12:00",
        "modality": "A_DISTANCE", "capacity": "12", "price": "1 250,50",
        "arrangements": "Tiers temps", "contact": "aide@example.org",
    }  # fmt: skip
    assert world.stranger.post(f"{DESK}/sessions/", form).status_code == 404
    for name, value in (
        ("capacity", "0"), ("price", "-1"), ("price", "1e3"), ("starts_at", "x"),
        ("ends_at", "2027-02-01T09:00"), ("modality", "EN_PRESENTIEL"), ("modality", "x"),
        ("pay_url", "http://x"),
    ):  # fmt: skip
        answer = world.manager.post(f"{DESK}/sessions/", form | {name: value})
        assert answer.status_code == 422, (name, value)
    page = world.manager.post(f"{DESK}/sessions/", form)["Location"].partition("?")[0]
    row = Session.objects.get(price_minor=125_050)
    assert row.starts_at.isoformat() == "2027-03-01T08:00:00+00:00", "typed as Paris time"
    repertoire.link_course(world.made, "course-v1:Agir+Certified+2026")
    keep_covenant(passes=False)
    told = {"act": "open", "override_reason": "I may not"}
    assert world.manager.post(page, told).status_code == 409, "a manager overrides nothing"
    assert world.operator.post(page, told).status_code == 302
    world.manager.post(page, form | {"act": "change", "capacity": "20"})
    row.refresh_from_db()
    assert (row.state, row.capacity, row.override_reason) == ("open", 20, "I may not")


def test_dossiers_are_typed_read_from_a_file_and_tied(world: Any) -> None:
    file = "numero_dossier;etat;date_etat\nA1;à traiter;2026-11-20\nA2;accepté;20/11/2026\n"
    post = {"act": "file", "file": upload(file.encode(), "d.csv")}
    assert world.manager.post(f"{DESK}/dossiers/", post).status_code == 422, "a manager of one"
    post = {"act": "file", "file": upload(file.encode(), "d.csv")}
    answer = world.operator.post(f"{DESK}/dossiers/", post)
    assert "Lines read: 2" in text(world.operator.get(answer["Location"]))
    bad = {"act": "file", "file": upload(file.replace("20/11", "40/11").encode(), "d.csv")}
    assert "Line 3: look at" in text(world.operator.post(f"{DESK}/dossiers/", bad))
    typed = {"external_id": "B1", "state": "accepted", "on": "2026-11-20", "code": CODE}
    page = world.manager.post(f"{DESK}/dossiers/", typed)["Location"].partition("?")[0]
    assert "lea" in text(world.manager.get(page)), "the registration that it may pay for"
    world.manager.post(page, {"act": "tie", "registration": str(world.registration)})
    assert "Untie" in text(world.manager.get(page))
    world.manager.post(page, {"act": "tell", "state": "validated", "on": "2026-11-21"})
    told = text(world.manager.get(page))
    assert "does not follow" in told
    world.manager.post(page, {"act": "looked"})
    assert "does not follow" not in text(world.manager.get(page))


def trained(world: Any) -> str:
    """Keep a contract of three activities: one known before, one done, one never done."""
    page = f"{DESK}/registrations/{world.registration}/proofs/"
    activities = "c;a1;60;Avant\nc;a2;90;=Pendant\nc;a3;30;Jamais"
    form = {"act": "contract", "action": "Piloter", "hours": "3", "activities": activities}
    assert world.manager.post(page, form | {"activities": "c;a1"}).status_code == 422
    assert world.manager.post(page, form).status_code == 302
    rows = ContractActivity.objects
    rows.filter(object_key="a1").update(done_at=NOW - timedelta(days=30))
    rows.filter(object_key="a2").update(done_at=NOW - timedelta(days=10))
    assert world.manager.post(f"{page[:-7]}certificate/").status_code == 409, "nothing ended"
    for act, days in (("entry", 20), ("exit", 5)):
        on = (NOW - timedelta(days=days)).date().isoformat()
        assert world.manager.post(page, {"act": act, "on": on}).status_code == 302
    return page


def test_the_certificate_states_what_was_done_and_no_more(world: Any) -> None:
    """60 minutes before the entry are positioning, 90 count, 30 were never done: 1 h 30 of 3 h."""
    page = trained(world)
    answer = world.manager.post(f"{page[:-7]}certificate/", {"employer": "Rives SAS"})
    assert answer.status_code == 200
    stated, _ = proofs.certificate(world.registration, by=BY, employer="Rives SAS")
    assert (stated.hours, stated.planned) == ("1 h 30", 180)
    if answer["Content-Type"].startswith("text/html"):
        told = text(answer)
        for mention in (
            "Atelier des rives", "73282932000074", "Maud Kerven", "directrice", "lea",
            "Rives SAS", "Piloter", "L6313-1", "7 novembre 2026", "22 novembre 2026", "1 h 30",
            "Fait à Brest", "temps estimé",
        ):  # fmt: skip
            assert mention in told, mention
        assert "D6353-4" not in told, "a repealed article"
    ((kind, digest, until),) = proofs.kept(world.registration)
    assert (kind, until) == ("certificate", date(2029, 12, 31)), "three years from the year's end"
    assert digest in text(world.manager.get(page))


def test_who_has_not_said_who_they_are_issues_nothing(world: Any, settings: Any) -> None:
    page = trained(world)
    settings.AGIR_CERTIFICATION_TRAINER = {"name": "Atelier"}
    answer = world.manager.post(f"{page[:-7]}certificate/")
    assert answer.status_code == 409
    assert "AGIR_CERTIFICATION_TRAINER" in text(answer)


def test_the_pack_has_a_manifest_that_anybody_can_check(world: Any) -> None:
    page = trained(world)
    first = world.manager.post(f"{page[:-7]}pack/").content
    assert world.manager.post(f"{page[:-7]}pack/").content == first, "the same facts"
    pack = zipfile.ZipFile(io.BytesIO(first))
    manifest = json.loads(pack.read("manifeste.json"))
    assert set(manifest["fichiers"]) == set(pack.namelist()) - {"manifeste.json"}
    for name, digest in manifest["fichiers"].items():
        assert hashlib.sha256(pack.read(name)).hexdigest() == digest
    assert manifest["absents"]
    rows = list(csv.DictReader(io.StringIO(pack.read("activites.csv").decode("utf-8-sig")),
                               delimiter=";"))  # fmt: skip
    assert [(row["activite"], row["comptee"], row["positionnement"]) for row in rows] == [
        ("Avant", "non", "oui"), ("'=Pendant", "oui", "non"), ("Jamais", "non", "non"),
    ]  # fmt: skip
    summary = json.loads(pack.read("resume.json"))
    assert (summary["minutes_realisees"], summary["taux_de_realisation"]) == (90, 50)
    assert PERSON.birth_name not in str([pack.read(name) for name in pack.namelist()])


def test_a_pack_names_the_employer_that_was_typed(world: Any) -> None:
    page = trained(world)
    sent = {"employer": "Rives SAS"}
    pack = zipfile.ZipFile(io.BytesIO(world.manager.post(f"{page[:-7]}pack/", sent).content))
    assert json.loads(pack.read("resume.json"))["employeur"] == "Rives SAS"
    none = zipfile.ZipFile(io.BytesIO(world.manager.post(f"{page[:-7]}pack/").content))
    assert json.loads(none.read("resume.json"))["employeur"] is None


def test_who_waits_for_a_jury_is_found_by_session(world: Any) -> None:
    client = world.manager
    client.post(f"{DESK}/sessions/{world.session}/", {"act": "hold"})
    exam = f"{DESK}/sessions/{world.session}/exam/"
    assert exam in text(client.get(f"{DESK}/"))
    assert exam not in text(world.stranger.get(f"{DESK}/"))
    (waiting,) = passages.sessions_waiting(codes=frozenset({CODE}))
    assert (waiting.session, waiting.waiting) == (world.session, 1)
    assert passages.sessions_waiting(codes=frozenset({OTHER})) == []


def test_places_without_a_dossier_are_read_in_one_statement(
    world: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        (place,) = registrations.unpaid_by_dossier([world.made])
    assert place.id == world.registration
    on = TODAY - timedelta(days=3)
    told = dossiers.Told(external_id="1234", state="accepted", on=on, certification_code=CODE)
    dossiers.tie(dossiers.tell(told, by=BY)[0], world.registration)
    assert registrations.unpaid_by_dossier([world.made]) == []


def test_figures_of_a_year_name_nobody(world: Any) -> None:
    trained(world)
    sat(world)
    answer = world.manager.get(f"{DESK}/quality/year.csv?year=2026")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(body)))[1:] == [[CODE, "CPF dossier", "1", "1.50", "1"]]
    assert "lea" not in body
    other = world.stranger.get(f"{DESK}/quality/year.csv?year=2026")
    assert CODE not in b"".join(other.streaming_content).decode()


def test_complaints_are_answered_and_indicators_told_honestly(world: Any) -> None:
    page = f"{DESK}/quality/"
    told = text(world.manager.get(page))
    assert "no evidence for indicators 3, 4, 5, 6, 7, 9, 10, 13" in told
    form = {"code": CODE, "received_on": "2026-11-20", "text": "La salle était froide."}
    assert world.manager.post(page, form | {"text": " "}).status_code == 422
    assert world.stranger.post(page, form).status_code == 404
    world.manager.post(page, form)
    (found,) = proofs.complaints_of(None)
    answer = {"act": "answer", "complaint": str(found.id), "text": "Chauffage réparé."}
    assert world.stranger.post(page, answer).status_code == 404
    world.manager.post(page, answer)
    assert "Chauffage réparé." in text(world.manager.get(page))
    proofs.appraise(world.registration, 4, "Utile")
    for score in (0, 6):
        with pytest.raises(proofs.AppraisalUnfit):
            proofs.appraise(world.registration, score)
    assert "4 of 5: 1 person" in text(world.manager.get(page))


def test_a_training_partner_hands_over_and_sees_no_file(world: Any) -> None:
    sat(world)
    repertoire.set_role(world.made, repertoire.Role.TRAINING_PARTNER)
    listed = f"{DESK}/files/of/{CODE}/"
    page = text(world.manager.get(listed))
    assert "the certifier deposits" in page
    assert "Make the file" not in page
    assert world.manager.post(listed, {"act": "make"}).status_code == 403
    answer = world.manager.post(f"{listed}hand-over/")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(body))
    assert (row["birth_name"], row["birth_cog"]) == (PERSON.birth_name, "29019")
