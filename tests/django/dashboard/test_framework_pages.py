"""Frameworks as pages: who reads, what is found, how a branch is read, in few statements."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from agir_competencies.api import library
from agir_competencies.domain.identity import link_id
from agir_competencies.frameworks import library as reading
from agir_competencies.models import (
    Competency,
    CompetencyTranslation,
    Framework,
    Link,
    Relation,
)
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies, counted

pytestmark = pytest.mark.django_db
PAGE = "/agir/frameworks/"


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course()
    return found


@pytest.fixture
def reader(memory: MemoryPlatform) -> Client:
    user = get_user_model().objects.create_user("reader")
    memory.add_person(user.pk, username="reader")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def tree() -> list[Competency]:
    """Return a chain of four and a second top: 0 > 1 > 2 > 3, 4."""
    found = competencies(5, "Référentiel <b>vivant</b>")
    for place in (1, 2, 3):
        found[place].parent, found[place].depth = found[place - 1], place
        found[place].save()
    return found


def linked(one: Competency, *objects: str) -> None:
    for course in objects:
        Link.objects.create(
            id=link_id(course, one.identifier), course_key=course, object_key=course,
            competency=one, kind="problem_score", created_at=WHEN,
        )  # fmt: skip


def html_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_what_each_framework_holds(reader: Client, tree: list[Competency]) -> None:
    linked(tree[1], COURSE, "course-v1:Agir+Autre+2026")
    Competency.objects.filter(pk=tree[4].pk).update(retired_at=WHEN)
    html = html_of(reader, PAGE)
    for words in ("4 competencies", "1 retired", "2 links in 2 courses", "Written here"):
        assert words in html
    assert "<b>vivant</b>" not in html
    assert "Import a framework" not in html


def test_an_empty_site_says_how_to_begin(reader: Client) -> None:
    assert "Tell them which one your courses need" in html_of(reader, PAGE)


def test_a_small_framework_is_whole_without_script(reader: Client, tree: list[Competency]) -> None:
    html = html_of(reader, f"{PAGE}{tree[0].framework.identifier}/")
    assert [f"Compétence {n}" in html for n in range(5)] == [True] * 5
    assert "agir-branch src" not in html
    assert html.count('<details class="fw-branch"') == 3


def test_a_large_one_is_read_a_branch_at_a_time(
    reader: Client, tree: list[Competency], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WHOLE", 2)
    monkeypatch.setattr(reading, "PAGE", 1)
    address = f"{PAGE}{tree[0].framework.identifier}/"
    top = html_of(reader, address)
    assert ("Compétence 0" in top, "Compétence 1" in top, "Compétence 4" in top) == (
        True, False, False
    )  # fmt: skip
    assert f'agir-branch src="{address}?under={tree[0].identifier}"' in top
    assert 'href="?page=2"' in top
    assert "Compétence 4" in html_of(reader, f"{address}?page=2")
    below = html_of(reader, f"{address}?under={tree[2].identifier}")
    assert [f"Compétence {n}" in below for n in range(5)] == [True, True, True, True, False]


def test_an_item_says_all_that_is_known_of_it(reader: Client, tree: list[Competency]) -> None:
    one, heir = tree[3], tree[4]
    linked(one, COURSE)
    other = competencies(1, "Ailleurs")[0]
    CompetencyTranslation.objects.create(
        competency=one, language="en", statement="To plan a test", short="Plan"
    )
    Relation.objects.create(
        origin=one, destination=other, destination_uri=other.uri, kind="precedes"
    )
    Relation.objects.create(origin=one, destination_uri="urn:far", kind="ext:near")
    Competency.objects.filter(pk=one.pk).update(retired_at=WHEN, replaced_by=heir, code="C.3")
    html = html_of(reader, f"{PAGE}{one.framework.identifier}/?under={one.identifier}")
    for words in (
        "To plan a test", "Plan", "C.3", "Compétence 3", "Comes before", "ext:near", "urn:far",
        "1 link in 1 course", one.uri, "This competency is retired", "Its place is taken by",
        f"/agir/frameworks/{other.framework.identifier}/?under={other.identifier}",
    ):  # fmt: skip
        assert words in html, words


def test_retired_items_are_shown_when_asked(reader: Client, tree: list[Competency]) -> None:
    Competency.objects.filter(pk=tree[4].pk).update(retired_at=WHEN)
    address = f"{PAGE}{tree[0].framework.identifier}/"
    assert "Compétence 4" not in html_of(reader, address)
    assert "Compétence 4" in html_of(reader, f"{address}?retired=1")


def test_search_finds_words_of_any_language_and_code(
    reader: Client, tree: list[Competency]
) -> None:
    CompetencyTranslation.objects.create(
        competency=tree[2], language="en", statement="To <i>mend</i> a bicycle"
    )
    found = html_of(reader, f"{PAGE}?q=bicycle")
    assert "To &lt;i&gt;mend&lt;/i&gt; a bicycle" in found
    inside = html_of(reader, f"{PAGE}{tree[0].framework.identifier}/?q=bicycle mend")
    assert "bicycle" in inside
    assert "Nothing here says" in html_of(reader, f"{PAGE}?q=%22%3E%3Cscript%3E")


def test_a_search_that_nobody_can_type_breaks_nothing(reader: Client) -> None:
    for words in ("%00", "a" * 5000, "%25", "&page=-1", "&page=99999999999999"):
        assert reader.get(f"{PAGE}?q={words}").status_code == 200


def test_what_is_not_there_is_not_found(reader: Client, tree: list[Competency]) -> None:
    for tail in ("?under=nonsense", f"?under={uuid4()}", "file/nonsense/"):
        assert reader.get(f"{PAGE}{tree[0].framework.identifier}/{tail}").status_code == 404


def test_reading_is_a_constant_number_of_statements(
    reader: Client, tree: list[Competency], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{PAGE}{tree[0].framework.identifier}/"
    asked = (PAGE, f"{PAGE}?q=comp", address, f"{address}?under={tree[3].identifier}")
    few = [_statements(reader, one) for one in asked]
    framework = tree[0].framework
    for place in range(5, 40):
        more = Competency.objects.create(
            identifier=uuid4(), framework=framework, uri=f"urn:{place}", label=f"Chose {place}",
            statement="…", position=place, parent=tree[place % 4], depth=1,
        )  # fmt: skip
        Relation.objects.create(
            origin=more, destination=tree[0], destination_uri="u", kind="precedes"
        )
    competencies(3, "Encore")
    assert [_statements(reader, one) for one in asked] == few
    assert max(few) <= 10
    monkeypatch.setattr(reading, "WHOLE", 2)
    assert max(_statements(reader, one) for one in asked) <= 10


def _statements(client: Client, address: str) -> int:
    with counted() as told:
        assert client.get(address).status_code == 200
    return len(told)


def test_a_framework_that_another_replaces_leads_to_it(
    reader: Client, tree: list[Competency]
) -> None:
    heir = competencies(1, "Nouveau")[0].framework
    Framework.objects.filter(pk=tree[0].framework_id).update(replaced_by_uri=heir.uri)
    card = library.card(tree[0].framework.identifier)
    assert card is not None
    assert card.replaced_by == heir.identifier
    assert f'href="/agir/frameworks/{heir.identifier}/"' in html_of(reader, PAGE)


def test_a_framework_leaves_as_a_file(reader: Client, tree: list[Competency]) -> None:
    page = f"{PAGE}{tree[0].framework.identifier}/"
    package = reverse("agir_competencies:case-package", args=[tree[0].framework.identifier])
    html = html_of(reader, page)
    assert f'value="http://testserver{package}"' in html, "a peer imports it from there"
    for form, media, ending in (
        ("case", "application/json", ".json"),
        ("moodle", "text/csv; charset=utf-8", ".csv"),
        ("openedx_csv", "text/csv; charset=utf-8", ".csv"),
        ("openedx_json", "application/json", ".json"),
    ):
        answer = reader.get(f"{page}file/{form}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, media)
        assert answer["Content-Disposition"].endswith(f'{ending}"')
        assert str(tree[3].identifier) in b"".join(answer).decode("utf-8-sig")
        assert f"{page}file/{form}/" in html


def test_a_site_that_knows_no_address_says_so_instead_of_a_file(
    reader: Client, tree: list[Competency], settings: Any
) -> None:
    settings.AGIR_SITE_URL, settings.LMS_ROOT_URL = None, ""
    answer = reader.get(f"{PAGE}{tree[0].framework.identifier}/file/case/")
    assert answer.status_code == 503
    assert "does not know its own address" in answer.content.decode()
