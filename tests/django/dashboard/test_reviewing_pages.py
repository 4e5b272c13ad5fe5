"""The pages of attestations, prior learning, reviews and decisions, on the embedded host."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agir_competencies.api import attesting, overrides, prior
from agir_competencies.api.attesting import Said
from agir_competencies.api.overrides import Decision
from agir_competencies.api.prior import Proof
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Link, PriorLearning
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies

pytestmark = pytest.mark.django_db
OTHER = "course-v1:Agir+Other+2026"
PDF = b"%PDF-1.7 of a diploma"


class School:
    """Awa learns in two courses; Zoé teaches the first, Max the other, Opal runs the site."""

    def __init__(self, memory: MemoryPlatform) -> None:
        """Make people, courses and three skills of the first course."""
        self.memory = memory
        for key in (COURSE, OTHER):
            memory.add_course(key)
        self.users = {name: self._person(name) for name in ("awa", "ben", "zoe", "max", "opal")}
        for name in ("awa", "ben"):
            memory.enrol(self.users[name].pk, COURSE)
        memory.enrol(self.users["awa"].pk, OTHER)
        memory.make_staff(self.users["zoe"].pk, COURSE)
        memory.make_staff(self.users["max"].pk, OTHER)
        memory.make_operator(self.users["opal"].pk)
        self.skills = competencies(3)
        Link.objects.bulk_create(
            Link(
                id=link_id(COURSE, skill.identifier), course_key=COURSE, object_key=COURSE,
                competency=skill, kind="promise", created_at=WHEN,
            )
            for skill in self.skills
        )  # fmt: skip

    def _person(self, name: str) -> Any:
        user = get_user_model().objects.create(username=name)
        self.memory.add_person(user.pk, username=name, language="en")
        return user

    def client(self, name: str) -> Client:
        """Return somebody's browser."""
        client = Client()
        client.force_login(self.users[name])
        return client

    def subject(self, name: str) -> UUID:
        """Return somebody's pseudonym."""
        return learners.subject_of(self.users[name].pk)

    def ask(self, name: str = "awa") -> UUID:
        """Let somebody ask for a review of the first skill."""
        return prior.ask(
            self.users[name].pk, COURSE, [self.skills[0].identifier],
            Proof("Dix ans de métier", "https://example.org/cv"),
        )  # fmt: skip


@pytest.fixture
def school(settings: Any, tmp_path: Path) -> School:
    """Return the school."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "private")},
    }
    memory = platform()
    assert isinstance(memory, MemoryPlatform)
    return School(memory)


def test_attested_on_the_page_and_read_by_the_learner_with_name_and_note(school: School) -> None:
    zoe, address = school.client("zoe"), reverse("agir_dashboard:attestations", args=[COURSE])
    sent = {
        "learner": "awa@example.org", "competency": school.skills[0].identifier, "level": "mostly",
        "note": "<b>Vu</b> en atelier", "url": "https://example.org/film",
    }  # fmt: skip
    assert zoe.post(address, sent).status_code == 302
    shown = zoe.get(address).content.decode()
    assert "&lt;b&gt;Vu&lt;/b&gt; en atelier" in shown
    assert 'href="https://example.org/film" rel="noopener noreferrer nofollow"' in shown
    skills = school.client("awa").get(reverse("agir_dashboard:skills")).content.decode()
    assert "Attested by Zoe" in skills
    assert "&lt;b&gt;Vu&lt;/b&gt; en atelier" in skills
    again = zoe.post(address, sent)
    assert again.status_code == 409
    assert "You attest this skill of this learner already" in again.content.decode()
    (row,) = attesting.attestations(COURSE, language="en")
    untold = zoe.post(address, {"act": "withdraw", "key": row.id, "reason": " "})
    assert untold.status_code == 422
    assert (
        zoe.post(address, {"act": "withdraw", "key": row.id, "reason": "Erreur"}).status_code == 302
    )
    skills = school.client("awa").get(reverse("agir_dashboard:skills")).content.decode()
    assert "Withdrawn by Zoe: Erreur" in skills


def test_decided_on_the_page_and_read_by_the_learner_with_name_and_reason(school: School) -> None:
    zoe, address = school.client("zoe"), reverse("agir_dashboard:decisions", args=[COURSE])
    sent = {
        "learner": "awa", "competency": school.skills[0].identifier, "status": "demonstrated",
        "reason": "Examen oral", "until": "2031-12-31",
    }  # fmt: skip
    assert zoe.post(address, {**sent, "until": "1999-01-01"}).status_code == 422
    assert zoe.post(address, {**sent, "until": "2026-13-45"}).status_code == 422
    assert zoe.post(address, sent).status_code == 302
    skills = school.client("awa").get(reverse("agir_dashboard:skills")).content.decode()
    assert "Zoe decided on" in skills
    assert "“Examen oral”" in skills
    (row,) = overrides.overrides(COURSE, language="en")
    assert zoe.post(address, {"act": "revoke", "key": row.id, "why": "Trop tôt"}).status_code == 302
    assert "Trop tôt" in zoe.get(address).content.decode()


def test_prior_learning_from_the_form_to_the_letter(
    school: School, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.AGIR_COMPETENCIES_REVIEW_LETTERS = True
    settings.AGIR_SITE_URL = "https://campus.example"
    awa, zoe = school.client("awa"), school.client("zoe")
    sent = {
        "course": COURSE, "skill": [school.skills[0].identifier], "note": "Mon diplôme",
        "file": SimpleUploadedFile("diplôme <x>.pdf", PDF, "text/html"),
    }  # fmt: skip
    assert awa.post(reverse("agir_dashboard:prior"), sent).status_code == 302
    (view,) = prior.mine(school.users["awa"].pk, language="en")
    page = reverse("agir_dashboard:review", args=[view.id])
    assert "Mon diplôme" in zoe.get(page).content.decode()
    for client, name in ((awa, "prior-file"), (zoe, "review-file")):
        file = client.get(reverse(f"agir_dashboard:{name}", args=[view.id]))
        assert file.content == PDF
        assert file["Content-Type"] == "application/pdf"
        assert file["Content-Disposition"].startswith("attachment; filename")
        assert file["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in file["Content-Security-Policy"]
    assert zoe.post(page, {"act": "accept"}).status_code == 409  # not taken yet
    assert zoe.post(page, {"act": "take"}).status_code == 302
    level = {f"level-{school.skills[0].identifier}": "full"}
    with django_capture_on_commit_callbacks(execute=True):
        accepted = zoe.post(page, {"act": "accept", "comment": "Très clair", **level})
    assert accepted.status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["awa@example.org"]
    assert f"https://campus.example/agir/skills/prior/{view.id}/" in letter.body
    assert "Très clair" not in letter.body
    own = awa.get(reverse("agir_dashboard:prior-one", args=[view.id])).content.decode()
    assert "Très clair" in own
    skills = awa.get(reverse("agir_dashboard:skills")).content.decode()
    assert "Prior learning, accepted by Zoe" in skills


def test_no_letter_where_the_site_asks_for_none(
    school: School, django_capture_on_commit_callbacks: Any
) -> None:
    key, zoe = school.ask(), school.client("zoe")
    page = reverse("agir_dashboard:review", args=[key])
    zoe.post(page, {"act": "take"})
    with django_capture_on_commit_callbacks(execute=True):
        zoe.post(page, {"act": "reject", "comment": "Non"})
    assert prior.own(school.users["awa"].pk, key, language="en").status == "rejected"
    assert mail.outbox == []


STRANGERS = [
    ("ben", 404, 404, 403),
    ("max", 404, 404, 403),
    ("zoe", 200, 404, 200),
    ("opal", 200, 404, 200),
    ("awa", 404, 200, 403),
]


@pytest.mark.parametrize(
    ("name", "review", "own", "team"), STRANGERS, ids=[one[0] for one in STRANGERS]
)
def test_who_finds_a_request_and_enters_the_pages(
    school: School, name: str, review: int, own: int, team: int
) -> None:
    """Another learner, another course's team, this team, who runs the site, the learner."""
    key, client = school.ask(), school.client(name)
    given = [
        client.get(reverse(f"agir_dashboard:{page}", args=[key])).status_code
        for page in ("review", "api-review", "prior-one", "me-prior-one")
    ]
    assert given == [review, review, own, own]
    acts = client.post(reverse("agir_dashboard:review", args=[key]), {"act": "take"}).status_code
    assert acts == (302 if review == 200 else 404)
    pages = [
        client.get(reverse(f"agir_dashboard:{page}", args=[COURSE])).status_code
        for page in ("attestations", "decisions", "reviews", "api-attestations")
    ]
    assert pages == [team] * 4
    everywhere = client.get(reverse("agir_dashboard:reviews-all")).status_code
    assert everywhere == (200 if name == "opal" else 403)


def test_a_member_of_the_team_does_not_find_their_own_request(school: School) -> None:
    school.memory.enrol(school.users["zoe"].pk, COURSE)
    key, zoe = school.ask("zoe"), school.client("zoe")
    assert zoe.get(reverse("agir_dashboard:review", args=[key])).status_code == 404
    assert (
        zoe.post(reverse("agir_dashboard:review", args=[key]), {"act": "take"}).status_code == 404
    )
    queue = zoe.get(reverse("agir_dashboard:reviews", args=[COURSE])).content.decode()
    assert str(key) not in queue
    assert PriorLearning.objects.get().status == "requested"


def test_pages_cost_the_same_however_much_there_is(school: School) -> None:
    """Ten statements at the most, the two of the sign-in among them."""
    zoe, awa = school.client("zoe"), school.client("awa")
    costs: list[list[int]] = []
    teachers = [school.users[name].pk for name in ("zoe", "opal")]
    one = school.ask()
    for by, names in zip(teachers, (("awa",), ("awa", "ben", "ben")), strict=True):
        for name, skill in zip(names, school.skills, strict=False):
            school.ask(name)
            what = Decision(skill.identifier, "demonstrated", "Vu")
            overrides.decide(by, COURSE, school.subject(name), what)
            attesting.attest(by, COURSE, school.subject(name), Said(skill.identifier))
        costs.append(
            [
                _cost(zoe, reverse(f"agir_dashboard:{page}", args=[COURSE]))
                for page in ("attestations", "decisions", "reviews")
            ]
            + [
                _cost(awa, reverse("agir_dashboard:prior")),
                _cost(awa, reverse("agir_dashboard:prior-one", args=[one])),
                _cost(zoe, reverse("agir_dashboard:review", args=[one])),
            ]
        )
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 10, costs


def _cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_link_puts_no_word_into_anybody_s_mouth(school: School) -> None:
    """What it may say; whom, and what is signed, never."""
    zoe, skill = school.client("zoe"), school.skills[0].identifier
    words = {"note": "pris", "url": "https://example.org/pris", "reason": "pris",
             "status": "demonstrated", "until": "2027-01-01", "level": "partly"}  # fmt: skip
    for name in ("attestations", "decisions"):
        address = reverse(f"agir_dashboard:{name}", args=[COURSE])
        sent = {"learner": "awa", "competency": skill, **words}
        page = zoe.get(address, sent).content.decode().partition("<main")[2]
        assert 'value="awa"' not in page
        assert f'value="{skill}" selected' in page
        assert "pris" not in page
        for code in ("demonstrated", "partly"):
            assert f'value="{code}" selected' not in page
        assert "2027-01-01" not in page


def test_programs_do_the_same(school: School) -> None:
    zoe, awa = school.client("zoe"), school.client("awa")
    skill = str(school.skills[0].identifier)
    json = {"content_type": "application/json"}
    made = awa.post(
        reverse("agir_dashboard:me-prior"),
        {"course_key": COURSE, "competencies": [skill], "url": "https://example.org/"},
        **json,
    )
    assert made.status_code == 201
    review = reverse("agir_dashboard:api-review", args=[made.json()["id"]])
    assert zoe.post(review, {"act": "take"}, **json).json()["status"] == "in_review"
    asked = zoe.post(review, {"act": "ask_more", "comment": "Quand ?"}, **json).json()
    assert asked["waits_for_learner"]
    own = reverse("agir_dashboard:me-prior-one", args=[made.json()["id"]])
    assert awa.patch(own, {"note": "2019"}, **json).json()["waits_for_learner"] is False
    done = zoe.post(review, {"act": "accept", "levels": {skill: "full"}}, **json).json()
    assert (done["status"], done["competencies"][0]["share"]) == ("accepted", "1.000000")
    late = awa.delete(own)
    assert (late.status_code, late.json()["code"]) == (409, "prior_moved")
    decided = zoe.post(
        reverse("agir_dashboard:api-decisions", args=[COURSE]),
        {"learner": "awa", "competency": skill, "status": "not_yet", "reason": "Triche"},
        **json,
    )
    assert decided.status_code == 201
    gone = zoe.delete(
        reverse("agir_dashboard:api-decision", args=[COURSE, decided.json()["id"]]),
        {"reason": "Erreur"},
        **json,
    )
    assert gone.status_code == 204
    (row,) = zoe.get(reverse("agir_dashboard:api-decisions", args=[COURSE])).json()["decisions"]
    assert (row["learner"], row["ended_how"]) == ("awa", "revoked")
    assert "example.org" not in str(row)
