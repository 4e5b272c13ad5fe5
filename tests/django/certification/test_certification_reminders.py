"""Letters of certification: off by default, once a thing, in the reader's language, no civil data.

Those to managers speak of dossiers and certifications, those to learners of their own exam.
"""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import (
    BY,
    CLOCK,
    CODE,
    NOW,
    PERSON,
    certification,
    civil,
    decided,
    keep_covenant,
    later,
    seated,
    session,
)
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from agir_certification.api import (
    dossiers,
    duties,
    leaving,
    managers,
    passages,
    registrations,
    sessions,
)
from agir_certification.models import Reminder
from agir_certification.pages.desk import letters as digests
from agir_dashboard.certifying import letters
from agir_platform import covenants
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.select import platform

pytestmark = pytest.mark.django_db
NUMBER = "12345678901234"
OTHER = "RS5695"


@pytest.fixture(autouse=True)
def memory(settings: Any, monkeypatch: Any, tmp_path: Any) -> MemoryPlatform:
    monkeypatch.setattr(covenants, "_answering", [])
    keep_covenant()
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_VAULT_KEYS = ["oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"]
    settings.AGIR_SITE_URL = "https://campus.example"
    settings.AGIR_CERTIFICATION_REMINDERS = True
    settings.AGIR_CERTIFICATION_LEARNER_REMINDERS = True
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    found: Any = platform()
    return found


def person(memory: MemoryPlatform, name: str, language: str = "en") -> Any:
    user = get_user_model().objects.create(username=name)
    memory.add_person(user.pk, username=name, language=language)
    user.subject = learners.subject_of(user.pk)
    return user


def owed(code: str = CODE, number: str = NUMBER) -> None:
    """Let a dossier be accepted whose training began: its entry has to be declared by Tuesday."""
    on = (NOW - timedelta(days=4)).date()
    told = dossiers.Told(
        external_id=number, state="accepted", on=on, certification_code=code,
        starts_on=(NOW - timedelta(days=3)).date(),
    )  # fmt: skip
    dossiers.tell(told, by=BY, clock=CLOCK)


def test_a_manager_is_told_once_a_day_of_what_is_theirs_alone(memory: MemoryPlatform) -> None:
    made, _other = certification(CODE), certification(OTHER)
    owed()
    owed(OTHER, "98765432109876")
    person(memory, "mona", "fr")
    managers.grant("mona", made, by=BY)
    assert digests.send_digests(clock=CLOCK) == (1, 0)
    assert digests.send_digests(clock=later(hours=5)) == (0, 0)
    (letter,) = mail.outbox
    assert letter.to == ["mona@example.org"]
    assert NUMBER in letter.body
    assert "98765432109876" not in letter.body, "another manager's"
    assert "https://campus.example/agir/manage/certification/" in letter.body
    assert "Déclarer l’entrée" in letter.body, "in the reader's language"
    assert "CPF" not in letter.body + letter.subject
    assert digests.send_digests(clock=later(days=1)) == (1, 0), "it is still not done"


def test_what_was_done_is_told_no_more_and_news_of_the_day_are(memory: MemoryPlatform) -> None:
    made = certification(CODE)
    owed()
    person(memory, "mona")
    managers.grant("mona", made, by=BY)
    digests.send_digests(clock=CLOCK)
    owed(number="98765432109876")
    assert digests.send_digests(clock=later(hours=1)) == (1, 0)
    assert NUMBER not in mail.outbox[-1].body
    for one in duties.waiting(clock=CLOCK):
        duties.do(one.id, NOW.date(), by=BY, clock=CLOCK)
    assert digests.send_digests(clock=later(days=1)) == (0, 0)


def test_a_letter_that_could_not_leave_is_due_again(
    memory: MemoryPlatform, monkeypatch: Any
) -> None:
    made = certification(CODE)
    owed()
    person(memory, "mona")
    managers.grant("mona", made, by=BY)

    def refuses(_self: Any, _messages: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuses)
        assert digests.send_digests(clock=CLOCK) == (0, 1)
    assert digests.send_digests(clock=CLOCK) == (1, 0)


@pytest.mark.parametrize("command", ["agir_remind_duties", "agir_remind_candidates"])
def test_a_site_that_did_not_ask_sends_nothing_and_one_without_address_says_so(
    command: str, settings: Any
) -> None:
    settings.AGIR_CERTIFICATION_REMINDERS = False
    settings.AGIR_CERTIFICATION_LEARNER_REMINDERS = False
    out = StringIO()
    call_command(command, stdout=out)
    assert "are off here" in out.getvalue()
    settings.AGIR_CERTIFICATION_REMINDERS = True
    settings.AGIR_CERTIFICATION_LEARNER_REMINDERS = True
    settings.AGIR_SITE_URL, settings.LMS_ROOT_URL = "", ""
    with pytest.raises(CommandError, match="AGIR_SITE_URL"):
        call_command(command, stdout=out)
    assert not Reminder.objects.exists()


def test_an_exam_is_told_once_a_week_ahead(memory: MemoryPlatform) -> None:
    lea = person(memory, "lea", "fr")
    where = session(certification(), contact="certif@campus.example")
    registration = seated(where, lea.subject)
    assert letters.send_due(clock=later(days=20)) == (0, 0), "ten days ahead"
    assert letters.send_due(clock=later(days=24)) == (1, 0)
    assert letters.send_due(clock=later(days=25)) == (0, 0)
    (letter,) = mail.outbox
    assert letter.to == ["lea@example.org"]
    assert f"https://campus.example/agir/certification/places/{registration}/" in letter.body
    assert "/agir/certification/civil-status/" in letter.body, "it is not there yet"
    assert "certif@campus.example" in letter.body
    assert "CPF" not in letter.body + letter.subject


def test_who_gave_a_place_back_is_written_to_no_more(memory: MemoryPlatform) -> None:
    lea, held = person(memory, "lea"), person(memory, "held")
    where = session(certification())
    registrations.cancel(seated(where, lea.subject), reason="by_learner", clock=CLOCK)
    asked = registrations.Request(
        session=where, subject=held.subject, funding=registrations.Funding.SELF, key=uuid4().hex
    )
    registrations.register(asked, clock=CLOCK)
    assert letters.send_due(clock=later(days=25)) == (0, 0)


def test_a_cancelled_session_is_no_exam(memory: MemoryPlatform) -> None:
    lea = person(memory, "lea")
    where = session(certification())
    seated(where, lea.subject)
    sessions.cancel(where, by=BY, clock=CLOCK)
    assert letters.send_due(clock=later(days=25)) == (0, 0)


def refused(lea: Any) -> UUID:
    where = session(certification())
    registration = seated(where, lea.subject)
    civil(lea.subject)
    passage = decided(where, registration, later(days=31))
    batch = uuid4()
    passages.send([passage], batch, clock=later(days=32))
    passages.settle(
        passage, batch, is_accepted=False, message="Aucun titulaire", clock=later(days=33)
    )
    return passage


def test_a_civil_status_that_came_back_is_told_once_and_without_it(
    memory: MemoryPlatform,
) -> None:
    lea = person(memory, "lea")
    refused(lea)
    assert letters.send_due(clock=later(days=34)) == (1, 0)
    assert letters.send_due(clock=later(days=35)) == (0, 0)
    (letter,) = mail.outbox
    said = letter.body + letter.subject
    assert "https://campus.example/agir/certification/civil-status/" in said
    for secret in (PERSON.birth_name, PERSON.first_name, "1987", "29019", "Brest", "CPF"):
        assert secret not in said


def test_who_leaves_is_told_nothing_and_leaves_no_claim(memory: MemoryPlatform) -> None:
    lea = person(memory, "lea")
    where = session(certification())
    seated(where, lea.subject)
    letters.send_due(clock=later(days=24))
    assert Reminder.objects.filter(subject=lea.subject).exists()
    leaving.forget(lea.subject, clock=later(days=24))
    assert not Reminder.objects.filter(subject=lea.subject).exists()
