"""One's own data: the ledger page by page, and every context's holdings as files."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_competencies.models import Competency, Evidence
from agir_dashboard import records_files
from agir_platform import retirement
from agir_platform.learners import api as learners
from agir_platform.models import Learner
from host.gallery.rows import competencies, counted, state

pytestmark = pytest.mark.django_db
PAGE, ZIP, JSON = "/agir/skills/data/", "/agir/skills/data/agir.zip", "/agir/skills/data/agir.json"
EVIDENCE = "/api/agir/dashboard/v1/me/evidence/"
EXPORT = "/api/agir/dashboard/v1/me/export/"
BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def learner(client: Client) -> tuple[Client, UUID]:
    """Return a signed-in learner's client and subject."""
    user = get_user_model().objects.create_user("awa", password="awa")
    client.force_login(user)
    return client, learners.subject_of(user.pk)


def recorded(subject: UUID, skill: Competency, count: int, **more: Any) -> None:
    """Write ``count`` ledger rows, a day apart."""
    Evidence.objects.bulk_create(
        Evidence(
            **{
                "id": uuid4(), "subject": subject, "competency": skill,
                "course_key": "course-v1:Agir+Essai+2026",
                "object_key": f"block-v1:Agir+Essai+2026+type@problem+block@{day}",
                "kind": "problem_score", "cause": "attempt", "share": Decimal("0.5"),
                "occurred_at": BEGAN + timedelta(days=day), "recorded_at": BEGAN, **more,
            }
        )
        for day in range(count)
    )  # fmt: skip


def body(response: Any) -> bytes:
    """Return what was streamed."""
    return b"".join(response.streaming_content)


def test_the_ledger_is_read_to_its_end_and_nothing_twice(learner: Any) -> None:
    client, subject = learner
    (skill,) = competencies(1)
    recorded(subject, skill, 7)
    recorded(subject, skill, 3, occurred_at=BEGAN + timedelta(days=2))
    address, seen = f"{EVIDENCE}?limit=3", []
    while address:
        told = client.get(address).json()
        assert len(told["evidence"]) <= 3
        seen += told["evidence"]
        address = told["next"]
    assert len({one["id"] for one in seen}) == len(seen) == 10
    assert [one["occurred_at"] for one in seen] == sorted(
        (one["occurred_at"] for one in seen), reverse=True
    )
    assert seen[0]["competency"] == {"id": str(skill.identifier), "label": "Compétence 0"}
    assert seen[0]["share"] == 0.5


def test_filters_keep_what_is_asked_days_included(learner: Any) -> None:
    client, subject = learner
    one, other = competencies(2)
    recorded(subject, one, 5)
    recorded(subject, other, 2, course_key="course-v1:Agir+Autre+2026")

    def kept(query: str) -> int:
        return len(client.get(f"{EVIDENCE}?{query}").json()["evidence"])

    assert kept("since=2026-03-02&until=2026-03-03") == 3
    assert kept(f"skill={one.identifier}") == 5
    assert kept("course=course-v1:Agir%2BAutre%2B2026") == 2
    page = client.get(f"{PAGE}?skill={one.identifier}&since=2026-03-04").content.decode()
    assert page.count("<time ") == 2
    none = client.get(f"{PAGE}?since=2030-01-01", headers={"Accept-Language": "en"})
    assert "Nothing was recorded that matches." in none.content.decode()


@pytest.mark.parametrize(
    "query",
    ["cursor=garbage", "cursor=MjAyNiB4", "since=yesterday", "skill=1", "limit=-1", "limit=x"],
)
def test_nonsense_is_refused_in_a_sentence(learner: Any, query: str) -> None:
    client, _ = learner
    answer = client.get(f"{EVIDENCE}?{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] in {"cursor_unreadable", "filter_unreadable"}
    page = client.get(f"{PAGE}?{query.replace('cursor', 'before')}")
    assert page.status_code == (200 if query.startswith("limit") else 422)


def test_a_learner_reads_and_takes_nobody_elses(learner: Any) -> None:
    client, _ = learner
    (skill,) = competencies(1)
    other = learners.subject_of(get_user_model().objects.create_user("ben").pk)
    recorded(other, skill, 3)
    assert client.get(EVIDENCE).json()["evidence"] == []
    assert "<time " not in client.get(PAGE).content.decode()
    told = json.loads(body(client.get(JSON)))
    assert told["contexts"]["competencies"]["evidence"] == []
    assert str(other) not in json.dumps(told)


def test_files_hold_what_every_context_holds(learner: Any) -> None:
    """Whatever registers is in them: a context of tomorrow too."""
    client, subject = learner
    (skill,) = competencies(1)
    recorded(subject, skill, 2)
    state(subject, skill)
    deep = {"things": [{"id": "a", "parts": [{"n": 1}, {"n": 2}]}, {"id": "b", "parts": []}]}
    retirement.register("tomorrow", lambda _: None, lambda _: deep | {"wish": "=1+1"})
    try:
        told = json.loads(body(client.get(JSON)))
        archive = ZipFile(BytesIO(body(client.get(ZIP))))
        assert json.loads(body(client.get(EXPORT))) == told
    finally:
        del retirement._holdings["tomorrow"]
    assert archive.testzip() is None
    assert set(told["contexts"]) >= {"badges", "competencies", "tomorrow"}
    assert json.loads(archive.read("agir.json")) == told
    assert len(table(archive, "competencies-evidence.csv")) == 2
    assert table(archive, "competencies-competencies.csv")[0]["status"] == "demonstrated"
    assert table(archive, "tomorrow-things-parts.csv") == [
        {"of": "a", "n": "1"},
        {"of": "a", "n": "2"},
    ]
    assert table(archive, "tomorrow.csv") == [{"wish": "'=1+1"}]


def table(archive: ZipFile, name: str) -> list[dict[str, str]]:
    """Return a table as another reader sees it."""
    return list(csv.DictReader(StringIO(archive.read(name).decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1", "'+1"), ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("  =1", "'  =1"), ("＝1", "'＝1"),
        ("\u00a0=1", "'\u00a0=1"), ("course-v1:a", "course-v1:a"), (-3, -3), (None, ""),
        (True, "true"), ({"a": 1}, '{"a": 1}'),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value: object, told: object) -> None:
    assert records_files.cell(value) == told


def test_files_are_kept_by_no_cache_and_are_attachments(learner: Any) -> None:
    client, _ = learner
    for address, media in ((ZIP, "application/zip"), (JSON, "application/json")):
        answer = client.get(address)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Content-Type"] == media
        assert answer["Content-Disposition"].startswith("attachment")
        body(answer)


def test_looking_creates_nothing(client: Client) -> None:
    user = get_user_model().objects.create_user("new")
    client.force_login(user)
    for address in (PAGE, EVIDENCE):
        assert client.get(address).status_code == 200
    assert json.loads(body(client.get(JSON))) == {}
    assert ZipFile(BytesIO(body(client.get(ZIP)))).namelist() == ["agir.json"]
    assert not Learner.objects.filter(user_id=user.pk).exists()


def test_a_page_costs_the_same_statements_for_few_and_many(learner: Any) -> None:
    client, subject = learner
    skills = competencies(6)
    recorded(subject, skills[0], 2)
    client.get(PAGE)
    with counted() as few:
        client.get(PAGE)
    for skill in skills[1:]:
        recorded(subject, skill, 30)
    with counted() as many:
        assert client.get(PAGE).status_code == 200
    assert len(few) == len(many)


def test_a_zip_is_streamed() -> None:
    """Of 20,000 rows nothing as large as the file is held: the largest piece is a fraction."""
    rows = [{"id": str(uuid4()), "text": str(uuid4())} for _ in range(20_000)]
    held = {"contexts": {"one": {"rows": rows}}}
    pieces = [len(piece) for piece in records_files.as_zip(held)]
    assert sum(pieces) > 1_000_000
    assert max(pieces) < sum(pieces) / 10
