"""The pages of work between peers: who sees what, who decides what, and nobody's name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from agir_competencies.api import peers, recording
from agir_competencies.api.peers import Answer, Policy
from agir_competencies.api.prior import Proof
from agir_competencies.api.recording import Observation
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Attestation, Link, PeerAnswer, PeerPolicy, PeerWork
from agir_kernel.figures import exact
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import ScoreCause
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies

pytestmark = pytest.mark.django_db
PEERS = ("paula", "pietro", "pavel")
NAMES = ("awa", "ben", "zoe", *PEERS)


class Spy(TemporaryFileUploadHandler):
    """Counts what reaches the disk."""

    written: ClassVar[int] = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Count it, and write it."""
        Spy.written += len(raw_data)
        super().receive_data_chunk(raw_data, start)


class School:
    """Awa and Ben learn beside three peers who have the skill; Zoé teaches."""

    def __init__(self, memory: MemoryPlatform) -> None:
        """Make the course, its people and its skill, with reviews by peers open."""
        memory.add_course(COURSE)
        self.memory, self.users = memory, {}
        self.skill = competencies(1)[0]
        Link.objects.create(
            id=link_id(COURSE, self.skill.identifier), course_key=COURSE, object_key=COURSE,
            competency=self.skill, kind="promise", created_at=WHEN,
        )  # fmt: skip
        for name in NAMES:
            user = get_user_model().objects.create(username=name)
            memory.add_person(user.pk, username=name, language="en")
            self.users[name] = user
            if name != "zoe":
                memory.enrol(user.pk, COURSE)
        memory.make_staff(self.users["zoe"].pk, COURSE)
        for name in PEERS:
            self.demonstrate(name)
        peers.choose(COURSE, Policy(is_open=True))

    def demonstrate(self, name: str) -> None:
        """Let somebody show the skill twice."""
        subject = learners.subject_of(self.users[name].pk)
        recording.record(
            [
                Observation(
                    subject=subject, competency=self.skill.identifier, course_key=COURSE,
                    object_key=f"attestation:{n}", kind="attestation", share=exact(1),
                    weight=exact(1), occurred_at=WHEN, cause=ScoreCause.ATTEMPT,
                )
                for n in range(2)
            ]
        )  # fmt: skip

    def client(self, name: str) -> Client:
        """Return somebody's browser."""
        client = Client()
        client.force_login(self.users[name])
        return client

    def show(self, name: str = "awa", proof: Proof | None = None) -> UUID:
        """Let somebody show work on the skill."""
        proof = proof or Proof("Une carte", "https://example.org/carte")
        return peers.show(self.users[name].pk, COURSE, self.skill.identifier, proof)


@pytest.fixture
def school(settings: Any, tmp_path: Path) -> School:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "private")},
    }
    memory = platform()
    assert isinstance(memory, MemoryPlatform)
    return School(memory)


def address(name: str, *args: object) -> str:
    return reverse(f"agir_dashboard:{name}", args=args)


def test_work_goes_from_its_author_by_three_peers_to_an_attestation(school: School) -> None:
    awa = school.client("awa")
    page = awa.get(address("peers"))
    assert page.status_code == 200
    assert school.skill.label in page.content.decode()
    sent = {"course": COURSE, "skill": str(school.skill.identifier), "note": "Ma carte"}
    file = SimpleUploadedFile("carte.txt", b"une carte")
    assert awa.post(address("peers"), sent | {"file": file}).status_code == 302
    work = PeerWork.objects.get()
    for name in PEERS:
        client = school.client(name)
        assert str(work.pk) in client.get(address("peers-queue")).content.decode()
        shown = client.get(address("peers-answer", work.pk)).content.decode()
        assert "Ma carte" in shown
        assert "awa" not in shown.lower().replace("award", "")
        got = client.get(address("peers-answer-file", work.pk))
        assert (got.content, got["X-Content-Type-Options"]) == (b"une carte", "nosniff")
        said = {"says": "yes", "seen": str(school.skill.identifier), "comment": f"Bravo {name[-1]}"}
        assert client.post(address("peers-answer", work.pk), said).status_code == 302
    text = awa.get(address("peers-one", work.pk)).content.decode()
    assert "Accepted by peers" in text
    assert "3 of 3 peers say that it shows the skill" in text
    assert not [name for name in PEERS if name in text]
    assert Attestation.objects.filter(origin="peers").count() == 1
    skills = awa.get(address("skills")).content.decode()
    assert "Accepted by peers of the course" in skills
    assert not [name for name in PEERS if name in skills]
    team = school.client("zoe").get(address("attestations", COURSE)).content.decode()
    assert "by peers on" in team


def test_who_may_not_finds_nothing(school: School) -> None:
    key = school.show()
    for name in ("awa", "ben", "zoe"):
        client = school.client(name)
        assert client.get(address("peers-answer", key)).status_code == 404
        said = {"says": "no", "comment": "Non"}
        assert client.post(address("peers-answer", key), said).status_code == 404
        assert client.get(address("peers-answer-file", key)).status_code == 404
    for name in ("ben", "paula", "zoe"):
        client = school.client(name)
        assert client.get(address("peers-one", key)).status_code == 404
        assert client.post(address("peers-one", key)).status_code == 404
        assert client.get(address("peers-file", key)).status_code == 404
    for name in ("awa", "paula"):
        client = school.client(name)
        assert client.get(address("peers-team", COURSE)).status_code == 403
        assert client.post(address("peers-team", COURSE), {"is_open": "1"}).status_code == 403
        assert client.get(address("peers-team-file", COURSE, key)).status_code == 403
    assert not PeerAnswer.objects.exists()
    assert PeerWork.objects.get().status == "open"


def test_what_was_typed_is_shown_again_with_what_to_do(school: School) -> None:
    key, client = school.show(), school.client("paula")
    said = {"says": "no", "comment": ""}
    refused = client.post(address("peers-answer", key), said)
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    wrong = {"says": "yes", "seen": "rien", "comment": "<b>Bien</b>"}
    refused = client.post(address("peers-answer", key), wrong)
    assert refused.status_code == 422
    assert "&lt;b&gt;Bien&lt;/b&gt;" in refused.content.decode()
    told = school.client("ben").post(
        address("peers"),
        {"course": COURSE, "skill": str(school.skill.identifier), "note": "Sans preuve"},
    )
    assert told.status_code == 422
    assert "Sans preuve" in told.content.decode()


def test_the_team_opens_closes_and_stops(school: School) -> None:
    zoe, key = school.client("zoe"), school.show()
    page = address("peers-team", COURSE)
    assert zoe.post(page, {"act": "stop", "key": str(key), "reason": ""}).status_code == 422
    assert zoe.post(page, {"act": "stop", "key": str(key), "reason": "Un nom"}).status_code == 302
    assert "Un nom" in school.client("awa").get(address("peers-one", key)).content.decode()
    wrong = {"act": "choose", "is_open": "1", "reviewers": "1", "weight": "NaN"}
    assert zoe.post(page, wrong).status_code == 422
    right = {"act": "choose", "is_open": "1", "reviewers": "4", "weight": "0,75"}
    assert zoe.post(page, right).status_code == 302
    row = PeerPolicy.objects.get()
    assert (row.is_open, row.reviewers, str(row.weight)) == (True, 4, "0.75")
    assert zoe.post(page, {"act": "choose", "reviewers": "4", "weight": "1"}).status_code == 302
    text = school.client("awa").get(address("peers")).content.decode()
    assert "None of your courses has opened reviews by peers" in text


def test_a_learner_takes_work_back(school: School) -> None:
    key, awa = school.show(), school.client("awa")
    assert awa.post(address("peers-one", key)).status_code == 302
    assert "Taken back" in awa.get(address("peers-one", key)).content.decode()
    assert awa.post(address("peers-one", key)).status_code == 409


@pytest.mark.parametrize("where", ["peers", "prior", "api"])
def test_of_a_file_that_is_too_large_no_more_than_the_limit_is_kept(
    school: School, settings: Any, where: str, tmp_path: Path
) -> None:
    """Of 3 MB, the site takes 1000 bytes: the rest is let fall before it reaches the disk."""
    settings.AGIR_COMPETENCIES_PRIOR_MAX_BYTES = 1000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    file = SimpleUploadedFile("carte.txt", b"x" * 3_000_000)
    skill = str(school.skill.identifier)
    sent = {"course": COURSE, "course_key": COURSE, "skill": skill, "competencies": [skill]}
    page = address("me-prior") if where == "api" else address(where)
    Spy.written = 0
    settings.FILE_UPLOAD_HANDLERS = [f"{__name__}.Spy"]
    answer = school.client("awa").post(page, sent | {"file": file})
    assert answer.status_code == 413
    assert Spy.written <= 1000
    assert not PeerWork.objects.exists()


def test_a_forged_form_with_a_file_is_refused(school: School) -> None:
    """The forgery check comes after the limit, and comes."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(school.users["awa"])
    sent = {"course": COURSE, "skill": str(school.skill.identifier)}
    for page in ("peers", "prior"):
        file = SimpleUploadedFile("carte.txt", b"une carte")
        assert client.post(address(page), sent | {"file": file}).status_code == 403
    assert not PeerWork.objects.exists()


def test_a_peer_who_answered_meets_the_thanks_and_not_the_work(school: School) -> None:
    key = school.show()
    peers.answer(school.users["paula"].pk, key, Answer(False, comment="Non"))
    client = school.client("paula")
    assert client.get(address("peers-answer", key)).status_code == 404
    assert "You have helped 1 time." in client.get(address("peers-queue")).content.decode()


def test_a_table_of_learners_begins_an_attestation_without_a_name_in_an_address(
    school: School,
) -> None:
    zoe, page = school.client("zoe"), address("attestations", COURSE)
    begun = zoe.post(page, {"act": "begin", "learner": "awa"})
    assert begun.status_code == 200
    assert 'name="learner" value="awa"' in begun.content.decode()
    assert 'value="awa"' not in zoe.get(f"{page}?learner=awa").content.decode()
    assert not Attestation.objects.exists()
