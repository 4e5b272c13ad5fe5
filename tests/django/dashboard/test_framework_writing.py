"""A framework that is written here: each change can be taken back, nothing is ever deleted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_competencies.api import local
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Competency, Framework, LabelAlias, Link
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import WHEN

pytestmark = pytest.mark.django_db
LIST = "/agir/frameworks/"


@pytest.fixture
def memory(settings: Any, tmp_path: Path) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    return found


@pytest.fixture
def boss(memory: MemoryPlatform) -> Client:
    user = get_user_model().objects.create_user("boss")
    memory.add_person(user.pk, username="boss")
    memory.make_operator(user.pk)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def framework(memory: MemoryPlatform) -> UUID:
    return local.begin("Notre référentiel", language="fr")


def write(client: Client, framework: UUID, **told: Any) -> Any:
    return client.post(f"{LIST}{framework}/write/", told)


def page(client: Client, framework: UUID, tail: str = "") -> str:
    answer = client.get(f"{LIST}{framework}/{tail}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_framework_is_begun_and_filled(boss: Client) -> None:
    answer = boss.post(f"{LIST}new/", {"title": "Métiers du vivant", "language": "fr"})
    assert answer.status_code == 302
    row = Framework.objects.get()
    assert (row.title, row.source, row.language) == ("Métiers du vivant", "local", "fr")
    assert row.taxonomy_id is not None
    write(boss, row.identifier, act="add", statement="Planter un arbre", code="V1")
    tree = Competency.objects.get()
    answer = write(
        boss, row.identifier, act="add", statement="Choisir l’essence", under=tree.identifier
    )
    assert answer.url.endswith(f"?under={tree.identifier}")
    below = Competency.objects.get(depth=1)
    assert (below.parent, below.label) == (tree, "Choisir l’essence")
    assert below.tag_id is not None
    assert "Choisir l’essence" in page(boss, row.identifier)


def test_a_framework_without_a_fit_title_is_refused(boss: Client) -> None:
    for title in ("", "   ", "x" * 501):
        answer = boss.post(f"{LIST}new/", {"title": title})
        assert (answer.status_code, title[:3]) == (422, title[:3])
        assert "A framework has a title" in answer.content.decode()
    assert not Framework.objects.exists()


def test_each_change_is_taken_back(boss: Client, framework: UUID) -> None:
    write(boss, framework, act="add", statement="Lire")
    assert "It is done." in page(boss, framework)
    write(boss, framework, act="undo")
    assert "It is done." not in page(boss, framework)
    row = Competency.objects.get()
    assert row.retired_at is not None, "undone, not deleted"
    item = str(row.identifier)
    write(boss, framework, act="revive", item=item)
    write(boss, framework, act="reword", item=item, statement="Lire vite", code="L")
    assert Competency.objects.get().label == "Lire vite"
    write(boss, framework, act="undo")
    row = Competency.objects.get()
    assert (row.label, row.code, row.retired_at) == ("Lire", "", None)
    assert "Lire vite" in {alias.label for alias in LabelAlias.objects.all()}


def test_what_is_retired_takes_what_is_below_and_comes_back_with_it(
    boss: Client, framework: UUID
) -> None:
    top = local.add(framework, "Lire")
    below = local.add(framework, "Lire un plan", under=top)
    other = local.add(framework, "Compter")
    row = Competency.objects.get(identifier=below)
    Link.objects.create(
        id=link_id(COURSE, below), course_key=COURSE, object_key=COURSE, competency=row,
        kind="promise", created_at=WHEN,
    )  # fmt: skip
    write(boss, framework, act="retire", item=top)
    assert in_force() == {other}
    assert Link.objects.get().competency == row
    write(boss, framework, act="undo")
    assert in_force() == {top, below, other}
    row.refresh_from_db()
    assert (row.parent.identifier, row.tag_id is not None) == (top, True)
    write(boss, framework, act="retire", item=top)
    local.revive(framework, [below])
    assert in_force() == {top, below, other}, "an item comes back with what it stands under"


def in_force() -> set[UUID]:
    return set(Competency.objects.filter(retired_at=None).values_list("identifier", flat=True))


def test_a_statement_that_says_nothing_is_refused_and_kept_in_the_form(
    boss: Client, framework: UUID
) -> None:
    for statement in ("", " \n ", "\x00\x07", "x" * 5001):
        answer = write(boss, framework, act="add", statement=statement, code="<i>C</i>")
        assert (answer.status_code, statement[:3]) == (422, statement[:3])
        html = answer.content.decode()
        assert "Say what somebody is able to do" in html
        assert "&lt;i&gt;C&lt;/i&gt;" in html
    assert not Competency.objects.exists()


def test_html_is_text(boss: Client, framework: UUID) -> None:
    write(boss, framework, act="add", statement="<script>alert(1)</script> ; a > b")
    html = page(boss, framework)
    assert "<script>alert" not in html
    assert Competency.objects.get().statement == "<script>alert(1)</script> ; a > b"


def test_what_is_not_there_is_told(boss: Client, framework: UUID) -> None:
    gone = local.add(framework, "Lire")
    local.retire(framework, gone)
    for told in (
        {"act": "reword", "item": gone, "statement": "x"},
        {"act": "retire", "item": gone},
        {"act": "retire", "item": uuid4()},
        {"act": "add", "under": gone, "statement": "x"},
    ):
        answer = write(boss, framework, **told)
        assert (answer.status_code, "Reload the page" in answer.content.decode()) == (409, True)
    for told in ({"act": "dance"}, {"act": "retire", "item": "x"}, {"act": "retire"}):
        assert write(boss, framework, **told).status_code == 404


def test_what_a_publisher_writes_is_not_written_here(boss: Client, framework: UUID) -> None:
    item = local.add(framework, "Lire")
    Framework.objects.update(source="rncp")
    answer = write(boss, framework, act="retire", item=item)
    assert answer.status_code == 409
    assert "written by its publisher" in answer.content.decode()
    assert "Add a competency" not in page(boss, framework)
    assert in_force() == {item}


def test_only_those_who_run_the_site_write(memory: MemoryPlatform, framework: UUID) -> None:
    user = get_user_model().objects.create_user("author")
    memory.add_person(user.pk, username="author")
    memory.make_staff(user.pk)
    client = Client()
    client.force_login(user)
    assert write(client, framework, act="add", statement="Lire").status_code == 403
    assert "write/" not in page(client, framework)
    assert not Competency.objects.exists()
