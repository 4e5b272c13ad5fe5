"""An error at any address, command or task of certification tells nothing of the people it knew.

By day every ninth statement of an address breaks, at night each one.
"""

from __future__ import annotations

import re
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from certified_world import BY, CLOCK, NOW, PDF, PERSON
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import ResolverMatch
from test_certification_desk import CODE, DESK, _rooms, sat, upload, world

from agir_certification.api import deposits, dossiers, passages
from agir_certification.pages.desk.addresses import DESK as ADDRESSES
from agir_platform import error_reports, schedule
from agir_platform.tasks import run_job
from breaking import break_each, form
from failing import break_run

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
KEY = "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"
MAIL, REASON, NUMBER = "lea@example.org", "Hospitalisée à Quimper", "12345678901234"
TOLD = (
    PERSON.birth_name, PERSON.birth_name.encode("unicode_escape").decode(), PERSON.first_name,
    PERSON.birthplace.cog, str(PERSON.birth_year), MAIL, KEY,
)  # fmt: skip
STRIDES = [pytest.param(9, id="by-day"), pytest.param(1, marks=pytest.mark.nightly, id="all")]
READ = sorted(str(one.pattern) for one in ADDRESSES)


@pytest.fixture(autouse=True)
def _as_a_site(settings: Any) -> None:
    settings.DEBUG = False
    settings.AGIR_CERTIFICATION_REMINDERS = True
    settings.AGIR_CERTIFICATION_LEARNER_REMINDERS = True
    settings.AGIR_SITE_URL = "https://campus.example"


@pytest.fixture
def full(world: Any) -> Any:
    """Let all that a desk shows be there: a result, its file, a jury, a dossier."""
    world.learner.user.email = MAIL
    world.learner.user.save()
    world.passage = sat(world)
    (world.jury,) = (one.id for one in passages.juries_of(world.session))
    world.batch = deposits.make(CODE, by=BY, clock=CLOCK).batch
    told = dossiers.Told(
        external_id=NUMBER, state="accepted", on=NOW.date(), certification_code=CODE
    )
    world.dossier = dossiers.tell(told, by=BY, clock=CLOCK)[0]
    return world


def filled(pattern: str, world: Any) -> str:
    """Return the address of a pattern for this world; an id that is not there is its own."""
    known = {
        "session_id": world.session, "jury_id": world.jury, "passage_id": world.passage,
        "registration_id": world.registration, "batch_id": world.batch, "code": CODE,
        "dossier_id": world.dossier, "duty_id": UUID(int=1), "secret": "x" * 43,
    }  # fmt: skip
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(known[found[1]]), pattern)


@pytest.mark.parametrize("stride", STRIDES)
def test_what_a_manager_reads(full: Any, caplog: Any, stride: int) -> None:
    """Each address, also where it refuses what it is asked: it breaks while it finds out."""
    silent = set()
    for pattern in READ:
        asked = {"method": "GET", "path": filled(pattern, full)}
        if not break_each(full.manager, asked, TOLD, caplog, stride=stride):
            silent.add(pattern)
    assert stride > 1 or not silent


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("kind", ["file", "again", "hand-over"])
def test_what_leaves_in_a_file(full: Any, caplog: Any, kind: str, stride: int) -> None:
    paths = {
        "file": f"{DESK}/files/{full.batch}/file/", "again": f"{DESK}/files/of/{CODE}/",
        "hand-over": f"{DESK}/files/of/{CODE}/hand-over/",
    }  # fmt: skip
    asked = form(paths[kind], act="make")
    assert break_each(full.manager, asked, TOLD, caplog, stride=stride) > 0


@pytest.mark.parametrize("stride", STRIDES)
def test_a_proof_of_an_absence(world: Any, caplog: Any, stride: int) -> None:
    world.manager.post(f"{DESK}/sessions/{world.session}/", {"act": "hold"})
    (view,) = passages.of_session(world.session)
    fields = {
        "act": "attend", "attendance": "excused", "reason": REASON,
        "proof": upload(PDF + REASON.encode(), f"{REASON}.pdf"),
    }  # fmt: skip
    asked = {
        "method": "POST", "path": f"{DESK}/passages/{view.id}/",
        "data": encode_multipart(BOUNDARY, fields), "content_type": MULTIPART_CONTENT,
    }  # fmt: skip
    assert break_each(world.manager, asked, (*TOLD, REASON), caplog, stride=stride) > 0


def test_a_place_of_birth_that_is_looked_for(world: Any, caplog: Any) -> None:
    asked = {"method": "GET", "path": "/api/agir/certification/v1/places/?q=Plougastel"}
    assert break_each(world.learner, asked, (*TOLD, "Plougastel"), caplog) > 0


def _command(*arguments: str, out: StringIO) -> None:
    call_command(*arguments, stdout=out, stderr=out)


COMMANDS = (
    "agir_remind_duties", "agir_remind_candidates", "agir_refresh_duties", "agir_reseal_vault",
    "agir_cpf_export", "agir_cpf_reconcile", "agir_purge_civil_status",
)  # fmt: skip


@pytest.mark.parametrize("stride", STRIDES)
def test_commands(full: Any, caplog: Any, tmp_path: Path, stride: int) -> None:
    batch = deposits.one(full.batch)
    report = tmp_path / "rapport.xml"
    report.write_text(
        f"<rapport><idFlux>{batch.flux}</idFlux><PassagesOK><idTechnique>{full.passage}"
        "</idTechnique></PassagesOK></rapport>",
        encoding="utf-8",
    )
    arguments = {
        "agir_cpf_export": ("--certification", CODE, "--output", str(tmp_path / "a.xml")),
        "agir_cpf_reconcile": (str(report),),
    }
    broken = {}
    for command in COMMANDS:
        run = partial(_command, command, *arguments.get(command, ()))
        broken[command] = break_run(lambda out, run=run: run(out=out), TOLD, caplog, stride=stride)
    assert stride > 1 or all(broken.values()), broken


def test_a_command_that_makes_a_file(world: Any, caplog: Any, tmp_path: Path) -> None:
    """Rows are sealed one by one while the civil status that they hold lies open."""
    sat(world)
    asked = ("agir_cpf_export", "--certification", CODE, "--output", str(tmp_path / "a.xml"))
    assert break_run(lambda out: _command(*asked, out=out), TOLD, caplog) > 10


def test_tasks_of_the_night(full: Any, caplog: Any) -> None:
    for job in ("agir-refresh-duties", "agir-remind-certification"):
        assert schedule.job(job).commands
        assert break_run(lambda _out, job=job: run_job.apply(args=(job,)), TOLD, caplog) > 0


def _addresses(patterns: Any) -> Any:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns)
        else:
            yield one


def test_each_address_of_the_suite_is_known_as_one() -> None:
    """A view behind a decorator that forgets its name would show what was posted to it."""
    ours: list[URLPattern] = [
        one
        for one in _addresses(get_resolver().url_patterns)
        if str(one.lookup_str).startswith("agir_")
    ]
    assert len(ours) > 200
    routes = re.compile(r"(api/)?agir/")
    for one in _addresses(get_resolver().url_patterns):
        if routes.match(str(one.pattern)) and "_gallery" not in str(one.pattern):
            match = ResolverMatch(one.callback, (), {}, None)
            asked = type("Asked", (), {"resolver_match": match})
            assert error_reports.asks_the_suite(asked), one  # type: ignore[arg-type]


def test_what_a_database_quotes_of_a_duplicate_is_no_word_of_a_person() -> None:
    """MySQL and MariaDB say "Duplicate entry 'X' for key"; a log line holds it.

    So a column that is unique holds an identifier, a code or a digest. A new one is looked at
    here before it is added.
    """
    texts = (models.CharField, models.TextField)
    found = set()
    for model in apps.get_app_config("agir_certification").get_models():
        keys = [[one.name] for one in model._meta.fields if one.unique]
        keys += [
            list(one.fields)
            for one in model._meta.constraints
            if isinstance(one, models.UniqueConstraint)
        ]
        keys += [list(one) for one in model._meta.unique_together]
        found |= {
            f"{model.__name__}.{name}"
            for key in keys
            for name in key
            if isinstance(model._meta.get_field(name), texts)
        }
    assert found == {
        "Batch.flux", "Bloc.code", "CalendarKey.digest", "Certification.code",
        "ContractActivity.object_key", "CourseLink.bloc_code", "CourseLink.course_key",
        "DatedRuleRow.key", "Dossier.external_id", "Duty.kind", "GeographicCode.code",
        "GeographicCode.kind", "GeographicCode.plain", "Manager.scope", "PassageBloc.code",
        "Proof.kind", "Proof.sha256", "Registration.key", "Reminder.matter",
        "TreatmentReport.sha256",
    }  # fmt: skip
