"""CPF dossiers: the portal is the truth, nothing is declared silently, hours are learnt hours."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
from certified_world import (
    BY,
    CLOCK,
    NOW,
    certification,
    keep_covenant,
    request,
    session,
)
from django.contrib.auth import get_user_model
from django.urls import reverse

from agir_certification.api import dossiers, duties, registrations
from agir_certification.api.dossiers import Told, Verdict
from agir_certification.api.registrations import Funding, Planned, RegistrationState
from agir_certification.models import ContractActivity, Dossier, DossierStep
from agir_events.signals import DOSSIER_STATE_CHANGED
from agir_platform import covenants
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform

pytestmark = pytest.mark.django_db
NUMBER = "12345678901234"


@pytest.fixture(autouse=True)
def _a_covenant(monkeypatch: Any) -> None:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()


def told(state: str, on: date, **more: Any) -> Told:
    return Told(**{"external_id": NUMBER, "state": state, "on": on} | more)


def day(number: int) -> date:
    return date(2026, 11, number)


def steps() -> list[tuple[str, str]]:
    return list(DossierStep.objects.values_list("state", "verdict"))


def test_a_life_told_by_hand_opens_one_duty_after_the_other() -> None:
    """From Monday 16: entry within 3 working days of it, exit within 3 of Friday 20.

    Invoice within 5 of Wednesday 25: 26, 27, 30, then 1 and 2 December.
    """
    life = [
        ("notProcessed", day(2), ("answer", day(4))),
        ("validated", day(3), None),
        ("accepted", day(4), ("entry", day(19))),
        ("inTraining", day(16), ("exit", day(25))),
        ("terminated", day(20), ("service_done", day(25))),
        ("serviceDoneDeclared", day(23), None),
        ("serviceDoneValidated", day(25), ("invoice", date(2026, 12, 2))),
    ]
    for state, on, owed in life:
        found, verdict = dossiers.tell(
            told(state, on, starts_on=day(16), ends_on=day(20)), by=BY, clock=CLOCK
        )
        waiting = [(one.kind.value, one.due_on) for one in duties.waiting(clock=CLOCK)]
        assert waiting == ([owed] if owed else [])
        assert verdict in (Verdict.FIRST, Verdict.EXPECTED)
    view = dossiers.one(found)
    assert (view.state, view.flag, len(view.steps)) == ("serviceDoneValidated", "", 7)
    billed = told("serviceDoneValidated", day(25), billing="billed")
    dossiers.tell(billed, by=BY, clock=CLOCK)
    assert duties.waiting(clock=CLOCK) == [], "it is invoiced: nothing more is owed"


def test_nothing_is_declared_silently_a_named_person_says_so() -> None:
    found, _ = dossiers.tell(told("accepted", day(4), starts_on=day(16)), by=BY, clock=CLOCK)
    (late,) = duties.overdue(clock=CLOCK)
    assert (late.days_left, late.is_late, late.rule) == (-8, True, "declare_entry")
    with pytest.raises(duties.DutySettled):
        duties.do(late.id, date(2026, 11, 28), by=BY, clock=CLOCK)
    done = duties.do(late.id, day(26), by=BY, note="By telephone", clock=CLOCK)
    assert (done.done_by, done.done_on, done.is_late) == (BY, day(26), False)
    with pytest.raises(duties.DutySettled):
        duties.do(late.id, day(26), by=BY, clock=CLOCK)
    assert dossiers.one(found).state == "accepted", "what the portal says, the portal says"
    duties.undo(late.id)
    assert len(duties.overdue(clock=CLOCK)) == 1


def test_replay_and_disorder_are_recorded_and_flagged_never_refused() -> None:
    dossiers.tell(told("accepted", day(4)), by=BY, clock=CLOCK)
    assert dossiers.tell(told("accepted", day(4)), by=BY, clock=CLOCK)[1] is Verdict.REPEATED
    assert DossierStep.objects.count() == 1
    found, verdict = dossiers.tell(told("serviceDoneValidated", day(9)), by=BY, clock=CLOCK)
    assert verdict is Verdict.OUT_OF_ORDER
    assert (dossiers.one(found).state, dossiers.one(found).flag) == (
        "serviceDoneValidated", "out_of_order",
    )  # fmt: skip
    dossiers.clear_flag(found)
    dossiers.tell(told("validated", day(3)), by=BY, clock=CLOCK)
    view = dossiers.one(found)
    assert (view.state, view.state_on, view.flag) == (
        "serviceDoneValidated", day(9), "out_of_order",
    )  # fmt: skip
    assert [one.external_id for one in dossiers.every(flagged=True)] == [NUMBER]


def test_an_unknown_state_is_stored_and_flagged() -> None:
    found, verdict = dossiers.tell(told("inMediation", day(4)), by=BY, clock=CLOCK)
    view = dossiers.one(found)
    assert verdict is Verdict.UNKNOWN_STATE
    assert (view.state, view.is_known, view.flag) == ("inMediation", False, "unknown_state")
    assert duties.waiting(clock=CLOCK) == []


def test_the_registration_follows_the_dossier() -> None:
    where = session(certification())
    one = registrations.register(request(where, funding=Funding.CPF), clock=CLOCK)
    found, _ = dossiers.tell(told("validated", day(3)), by=BY, clock=CLOCK)
    dossiers.tie(found, one.id, clock=CLOCK)
    assert registrations.one(one.id).state is RegistrationState.HELD
    dossiers.tell(told("accepted", day(4)), by=BY, clock=CLOCK)
    assert registrations.one(one.id).state is RegistrationState.CONFIRMED
    dossiers.tell(told("canceledByAttendee", day(5)), by=BY, clock=CLOCK)
    assert registrations.one(one.id).state is RegistrationState.LAPSED
    dossiers.tell(told("inTraining", day(6)), by=BY, clock=CLOCK)
    assert registrations.one(one.id).state is RegistrationState.LAPSED
    assert dossiers.of_registration(one.id).flag == "out_of_order"  # type: ignore[union-attr]


def test_a_dossier_pays_for_one_registration_alone() -> None:
    where = session(certification())
    one, two = (registrations.register(request(where), clock=CLOCK).id for _ in range(2))
    first, _ = dossiers.tell(told("validated", day(3)), by=BY, clock=CLOCK)
    second, _ = dossiers.tell(told("validated", day(3), external_id="2"), by=BY, clock=CLOCK)
    dossiers.tie(first, one, clock=CLOCK)
    for dossier, registration in ((second, one), (first, two)):
        with pytest.raises(dossiers.DossierTied):
            dossiers.tie(dossier, registration, clock=CLOCK)
    dossiers.untie(first)
    dossiers.tie(second, one, clock=CLOCK)
    with pytest.raises(dossiers.DossierUnknown):
        dossiers.tie(uuid4(), two, clock=CLOCK)


def test_a_change_is_told_once_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[str] = []

    def hear(dossier: Any, **_: Any) -> None:
        heard.append(dossier.state)

    DOSSIER_STATE_CHANGED.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(2):
                dossiers.tell(told("accepted", day(4)), by=BY, clock=CLOCK)
    finally:
        DOSSIER_STATE_CHANGED.disconnect(hear)
    assert heard == ["accepted"]


CSV = (
    "Numero dossier;Etat;Date etat;Montant;Debut;Fin;Certification\r\n"
    "111;accepté;04/11/2026;1 290,00 €;16/11/2026;20/11/2026;RS5875\r\n"
    "222;notProcessed;2026-11-20;;;;\r\n"
    "333;inMediation;2026-11-20;;;;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_dossiers(encoding: str) -> None:
    found = dossiers.import_csv(CSV.encode(encoding), by=BY, clock=CLOCK)
    assert (found.told, found.flagged, found.faults) == (3, 1, ())
    row = Dossier.objects.get(external_id="111")
    assert (row.state, row.amount_minor, row.starts_on, row.source) == (
        "accepted", 129_000, day(16), "csv",
    )  # fmt: skip
    assert dossiers.import_csv(CSV.encode(encoding), by=BY, clock=CLOCK).flagged == 1
    assert DossierStep.objects.count() == 3


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("a b;accepted;2026-11-04;", "external_id"),
        ("1;;2026-11-04;", "state"),
        ("1;accepted;31/02/2026;", "state_on"),
        ("1;accepted;;", "state_on"),
        ("1;accepted;2026-11-04;-5", "amount"),
        ("1;accepted;2026-11-04;1,234", "amount"),
        ("1;accepted;2026-11-04;NaN", "amount"),
        ("1;accepted;2026-11-04;1e999999", "amount"),
    ],
)
def test_one_wrong_line_and_nothing_is_recorded(line: str, field: str) -> None:
    text = f"external_id;state;state_on;amount\n7;accepted;2026-11-04;\n{line}\n"
    found = dossiers.import_csv(text.encode(), by=BY, clock=CLOCK)
    assert [(one.number, one.field) for one in found.faults] == [(3, field)]
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"a;b\n1;2\n", b"\0", b"x" * (2 * 1024 * 1024 + 1), b"x" * 140_000, b'"'],
    ids=["0", "1", "2", "3", "4", "5"],
)
def test_what_is_no_file_of_dossiers(content: bytes) -> None:
    with pytest.raises(dossiers.DossierFileUnreadable):
        dossiers.import_csv(content, by=BY, clock=CLOCK)


def test_a_day_to_come_in_a_file_names_its_line_and_records_nothing() -> None:
    text = "external_id,state,state_on\n1,accepted,2026-11-04\n2,accepted,2026-12-24\n"
    with pytest.raises(dossiers.DossierMalformed) as refused:
        dossiers.import_csv(text.encode(), by=BY, clock=CLOCK)
    assert refused.value.facts == {"line": 3, "field": "state_on"}
    assert not Dossier.objects.exists()


def folder(state: str, **more: Any) -> dict[str, Any]:
    """Return a dossier as Wedof's API answers, with a person who is never kept."""
    return {
        "externalId": NUMBER,
        "state": state,
        "billingState": "notBillable",
        "attendee": {"lastName": "Zorglub", "dateOfBirth": "1961-02-03", "email": "z@example.org"},
        "history": {f"{state}Date": "2026-11-16T14:26:51.000Z"},
        "_links": {"certification": {"externalId": "RS5875"}},
        "trainingActionInfo": {
            "title": "Scrum", "totalIncl": 1290, "sessionStartDate": "2026-11-16T00:00:00.000Z",
            "sessionEndDate": "2026-11-20T00:00:00.000Z",
        },
    } | more  # fmt: skip


class Wedof:
    """Wedof, as a server of this machine: answers as told and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Any = folder("accepted")
        self.status = 200
        self.read: list[tuple[str, str]] = []

    def serve(self) -> ThreadingHTTPServer:
        wedof = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wedof.read.append((self.path, self.headers.get("X-Api-Key", "")))
                body = json.dumps(wedof.answer).encode()
                self.send_response(wedof.status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


@pytest.fixture
def wedof(settings: Any) -> Iterator[Wedof]:
    """Switch the connector on, to a server of this machine."""
    found = Wedof()
    server = found.serve()
    place = f"127.0.0.1:{server.server_address[1]}"
    settings.AGIR_CERTIFICATION_WEDOF_KEY = "a key"
    settings.AGIR_CERTIFICATION_WEDOF_URL = f"http://{place}/api"
    settings.AGIR_HTTP_ALLOWED_HOSTS = [place]
    yield found
    server.shutdown()
    server.server_close()


def test_a_call_of_wedof_is_a_hint_and_what_it_says_changes_nothing(
    wedof: Wedof, caplog: Any
) -> None:
    """The call lies that the training began; the dossier that is read says accepted."""
    found, verdict = dossiers.hear_wedof(folder("inTraining"), clock=CLOCK)
    assert wedof.read == [(f"/api/registrationFolders/{NUMBER}", "a key")]
    row = Dossier.objects.get(pk=found)
    assert (row.state, row.state_on, verdict) == ("accepted", day(16), Verdict.FIRST)
    assert (row.amount_minor, row.certification_code, row.source) == (129_000, "RS5875", "wedof")
    kept = json.dumps([str(value) for value in vars(row).values()]) + caplog.text
    assert "Zorglub" not in kept
    assert "1961" not in kept
    dossiers.hear_wedof({"data": {"externalId": NUMBER}}, clock=CLOCK)
    assert DossierStep.objects.count() == 1


def test_wedof_says_an_unknown_state_and_it_is_flagged(wedof: Wedof) -> None:
    wedof.answer = folder("toComplete")
    found, verdict = dossiers.hear_wedof(folder("accepted"), clock=CLOCK)
    assert verdict is Verdict.UNKNOWN_STATE
    assert dossiers.one(found).flag == "unknown_state"


@pytest.mark.parametrize("payload", [None, [], {}, {"externalId": 5}, {"externalId": "../x"}])
def test_a_call_that_names_no_dossier(wedof: Wedof, payload: Any) -> None:
    with pytest.raises(dossiers.DossierMalformed):
        dossiers.hear_wedof(payload, clock=CLOCK)
    assert wedof.read == []


@pytest.mark.parametrize("answer", [None, [], {}, {"externalId": "other", "state": "accepted"}])
def test_an_answer_of_something_else_changes_nothing(wedof: Wedof, answer: Any) -> None:
    wedof.answer = answer
    with pytest.raises(dossiers.WedofUnreachable):
        dossiers.hear_wedof(folder("accepted"), clock=CLOCK)
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("status", [302, 404, 500])
def test_wedof_is_followed_nowhere_else(wedof: Wedof, status: int) -> None:
    wedof.status = status
    with pytest.raises(dossiers.WedofUnreachable):
        dossiers.hear_wedof(folder("accepted"), clock=CLOCK)
    assert len(wedof.read) == 1


def test_an_answer_without_end_is_not_read(wedof: Wedof) -> None:
    wedof.answer = folder("accepted", notes="x" * 1_100_000)
    with pytest.raises(dossiers.WedofUnreachable):
        dossiers.hear_wedof(folder("accepted"), clock=CLOCK)


def test_an_amount_beyond_all_bounds_is_not_known(wedof: Wedof) -> None:
    wedof.answer = folder("accepted", trainingActionInfo={"totalIncl": "1e999999"})
    found, _ = dossiers.hear_wedof(folder("accepted"), clock=CLOCK)
    assert dossiers.one(found).amount_minor is None


def test_wedof_is_read_over_https_alone(wedof: Wedof, settings: Any) -> None:
    settings.AGIR_HTTP_ALLOWED_HOSTS = []
    with pytest.raises(dossiers.WedofUnreachable):
        dossiers.hear_wedof(folder("accepted"), clock=CLOCK)
    assert wedof.read == []


def test_the_address_that_wedof_calls_says_nothing_of_the_dossier(
    wedof: Wedof, client: Any, settings: Any
) -> None:
    address = reverse("agir_certification:api-wedof")
    answer = client.post(address, folder("inTraining"), content_type="application/json")
    assert (answer.status_code, answer.content) == (202, b"")
    assert Dossier.objects.get().state == "accepted"
    wedof.status = 500
    answer = client.post(address, folder("inTraining"), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (502, "wedof_unreachable")
    assert "Zorglub" not in answer.content.decode()
    wedof.status = 404  # whether a dossier is this operator's is told to nobody who calls
    answer = client.post(address, folder("inTraining"), content_type="application/json")
    assert (answer.status_code, answer.content) == (202, b"")
    large = json.dumps(folder("accepted", notes="x" * 1_000_000))
    asked = len(wedof.read)
    answer = client.post(address, large, content_type="application/json")
    assert (answer.status_code, len(wedof.read)) == (413, asked)
    settings.AGIR_CERTIFICATION_WEDOF_KEY = ""
    assert client.post(address, "x", content_type="application/json").status_code == 400
    assert client.post(address, {}, content_type="application/json").status_code == 404
    assert client.get(address).status_code == 405


def test_without_a_key_nothing_is_heard() -> None:
    with pytest.raises(dossiers.WedofOff):
        dossiers.hear_wedof(folder("accepted"), clock=CLOCK)


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course(COURSE, problems=2)
    return found


def did(user: Any, key: str, at: datetime) -> None:
    """Let somebody have completed a block at an instant."""
    from completion.models import BlockCompletion
    from opaque_keys.edx.keys import CourseKey, UsageKey

    row, _ = BlockCompletion.objects.update_or_create(
        user=user, context_key=CourseKey.from_string(COURSE), block_key=UsageKey.from_string(key),
        defaults={"block_type": key.split("type@")[1].split("+", maxsplit=1)[0], "completion": 1.0},
    )  # fmt: skip
    BlockCompletion.objects.filter(pk=row.pk).update(created=at, modified=at)


def keys(memory: MemoryPlatform) -> list[str]:
    blocks = memory.courses.outline(COURSE).blocks
    return [block.usage_key for block in blocks if block.level == "leaf"]


def with_contract(user: Any, memory: MemoryPlatform) -> Any:
    where = session(certification())
    one = registrations.register(
        request(where, learners.subject_of(user.pk), funding=Funding.CPF), clock=CLOCK
    )
    planned = [Planned(COURSE, key, key, 60) for key in keys(memory)]
    registrations.sign_contract(one.id, "Scrum", planned, minutes=180, signed_on=day(2))
    return one.id


def test_all_learnt_before_the_entry_is_no_hour(memory: MemoryPlatform) -> None:
    user = get_user_model().objects.create(username="early")
    for key in keys(memory):
        did(user, key, NOW - timedelta(days=40))
    one = with_contract(user, memory)
    registrations.declare_entry(one, day(16), clock=CLOCK)
    registrations.declare_exit(one, day(20), clock=CLOCK)
    found = registrations.contract(one, clock=CLOCK)
    assert found is not None
    assert (found.hours.minutes, found.hours.rate) == (0, 0)
    assert len(found.hours.positioning) == 3


def test_what_was_known_is_no_hour_when_it_is_done_again(memory: MemoryPlatform) -> None:
    """Three of 60 minutes: one known before, one done inside, one after the exit."""
    user = get_user_model().objects.create(username="again")
    first, second, third = keys(memory)
    did(user, first, NOW - timedelta(days=40))
    one = with_contract(user, memory)
    registrations.declare_entry(one, day(16), clock=CLOCK)
    did(user, first, datetime(2026, 11, 17, 9, tzinfo=UTC))
    did(user, second, datetime(2026, 11, 17, 9, tzinfo=UTC))
    did(user, third, datetime(2026, 11, 24, 9, tzinfo=UTC))
    registrations.declare_exit(one, day(20), clock=CLOCK)
    found = registrations.contract(one, clock=CLOCK)
    assert found is not None
    assert (found.hours.minutes, found.hours.rate, found.hours.counted) == (60, 33, (second,))
    assert found.hours.positioning == (first,)


def test_a_unit_counts_when_all_in_it_is_done(memory: MemoryPlatform) -> None:
    user = get_user_model().objects.create(username="unit")
    unit = next(one for one in memory.courses.outline(COURSE).blocks if one.level == "unit")
    one = with_contract(user, memory)
    registrations.sign_contract(
        one, "Scrum", [Planned(COURSE, unit.usage_key, "Unit", 90)], minutes=90
    )
    registrations.declare_entry(one, day(16), clock=CLOCK)
    leaves = keys(memory)
    for at, key in enumerate(leaves):
        did(user, key, datetime(2026, 11, 17 + at, 9, tzinfo=UTC))
        if key != leaves[-1]:
            assert registrations.contract(one, clock=CLOCK).hours.minutes == 0  # type: ignore[union-attr]
    registrations.declare_exit(one, day(20), clock=CLOCK)
    assert registrations.contract(one, clock=CLOCK).hours.minutes == 90  # type: ignore[union-attr]


def test_the_portal_s_own_days_are_entry_and_exit(memory: MemoryPlatform) -> None:
    user = get_user_model().objects.create(username="portal")
    one = with_contract(user, memory)
    found, _ = dossiers.tell(told("accepted", day(4)), by=BY, clock=CLOCK)
    dossiers.tie(found, one, clock=CLOCK)
    did(user, keys(memory)[0], datetime(2026, 11, 17, 9, tzinfo=UTC))
    dossiers.tell(told("inTraining", day(16)), by=BY, clock=CLOCK)
    dossiers.tell(told("terminated", day(20)), by=BY, clock=CLOCK)
    view = registrations.contract(one, clock=CLOCK)
    assert view is not None
    assert (view.entered_on, view.exited_on, view.hours.minutes) == (day(16), day(20), 60)


def test_a_contract_is_whole_and_stays_once_the_training_began(memory: MemoryPlatform) -> None:
    user = get_user_model().objects.create(username="whole")
    one = with_contract(user, memory)
    key = keys(memory)[0]
    for planned, minutes in (
        ([], 60),
        ([Planned(COURSE, key, "", 61)], 60),
        ([Planned(COURSE, key, "", 0)], 60),
        ([Planned(COURSE, key, "", 1)] * 2, 60),
    ):
        with pytest.raises(registrations.ContractMalformed):
            registrations.sign_contract(one, "Scrum", planned, minutes=minutes)
    assert ContractActivity.objects.count() == 3
    with pytest.raises(registrations.EntryUndeclared):
        registrations.declare_exit(one, day(20), clock=CLOCK)
    with pytest.raises(registrations.ContractMalformed):
        registrations.declare_entry(one, date(2026, 12, 24), clock=CLOCK)
    registrations.declare_entry(one, day(16), clock=CLOCK)
    with pytest.raises(registrations.ContractUnderWay):
        registrations.declare_entry(one, day(17), clock=CLOCK)
    with pytest.raises(registrations.ContractUnderWay):
        registrations.sign_contract(one, "Scrum", [Planned(COURSE, key, "", 1)], minutes=60)
