"""The map of a course: who enters, what it says in which shape, and what can be mended there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agir_competencies import api, handlers, link_cache
from agir_competencies.api import links
from agir_competencies.domain.identity import link_id
from agir_competencies.models import Competency, Link
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import Block, Outline
from agir_platform.select import platform
from host.gallery.rows import WHEN, competencies, counted
from unit.competencies.frameworks.case_packages import item, package

pytestmark = pytest.mark.django_db
PAGE = f"/agir/courses/{COURSE}/competencies/"
API = f"/api/agir/dashboard/v1/courses/{COURSE}/competencies/"
BLOCK = COURSE.replace("course-v1:", "block-v1:") + "+type@{}+block@{}"
UNIT = BLOCK.format("vertical", "unit-1")
PROBLEM, OTHER, THIRD = (BLOCK.format("problem", f"problem-{number}") for number in (1, 2, 3))

REFUSED: list[tuple[str, dict[str, str], int, str]] = [
    ("weigh", {"object": PROBLEM, "weight": "11"}, 422, "from 0 to 10"),
    ("weigh", {"object": PROBLEM, "weight": "many"}, 422, "from 0 to 10"),
    ("weigh", {"object": PROBLEM, "kind": "subsection_grade", "weight": "1"}, 422, "kind"),
    ("weigh", {"object": OTHER, "weight": "1"}, 404, ""),
    ("put", {"object": BLOCK.format("html", "text-1")}, 409, "yields a score"),
    ("put", {"object": "block-v1:Agir+Other+2026+type@vertical+block@unit-1"}, 404, "no block"),
    ("put", {}, 404, "no block"),
    ("promise", {"object": PROBLEM + "x"}, 404, "no block"),
    ("undo", {"done": "forged"}, 409, "cannot be taken back"),
]


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    link_cache.clear()
    found: Any = platform()
    handlers.listen()
    found.add_course(problems=3)
    return found


@pytest.fixture
def team(memory: MemoryPlatform) -> Client:
    user = get_user_model().objects.create_user("team")
    memory.add_person(user.pk, username="team")
    memory.make_staff(user.pk)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def skills(memory: MemoryPlatform, tmp_path: Path) -> dict[str, UUID]:
    """Return three competencies that have tags, by their names."""
    path = tmp_path / "package.json"
    path.write_bytes(package([item(1, "Lire"), item(2, "Écrire"), item(3, "Compter")]))
    api.apply_plan(api.plan_import(path, format="case"))
    return dict(Competency.objects.values_list("label", "identifier"))


def text_of(answer: Any) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8")


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def live() -> dict[tuple[str, str], tuple[str, str]]:
    rows = Link.objects.filter(removed_at=None).select_related("competency")
    return {(row.object_key, row.competency.label): (row.kind, str(row.weight)) for row in rows}


def test_a_cell_says_by_shape_and_word_what_is_there(team: Client, skills: Any) -> None:
    links.set_link(UNIT, skills["Lire"])
    links.set_link(PROBLEM, skills["Lire"], weight=Decimal("2.5"))
    links.set_link(OTHER, skills["Lire"])
    html = text_of(team.get(PAGE))
    row = re.search(r'<tr><th scope="row".*?Lire.*?</tr>', html, re.DOTALL)
    assert row
    assert words_of(row[0]).split("Lire")[1].strip() == "promise 2 activities weight 3.5"
    assert row[0].count("<svg") == 2
    (leads,) = set(re.findall(r'<a class="agir-map-cell" href="([^"]+)"', row[0]))
    where, _, anchor = leads.partition("#")
    assert f'id="{anchor}"' in text_of(team.get(where))
    assert '<th scope="col"><bdi>The unit-1</bdi></th>' in html.replace(" data-first", "")
    assert '<th scope="colgroup" colspan="1" data-group>' in html
    assert 'role="region" aria-label="Table of competencies and units" tabindex="0"' in html
    assert html.count("<h1") == 1
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=", html)
    assert "1 competency is linked in this course; a score can show 1." in html


def test_the_list_says_the_same_as_the_table(team: Client, skills: Any) -> None:
    links.set_link(PROBLEM, skills["Lire"])
    html = text_of(team.get(PAGE, {"view": "list"}))
    assert "<table" not in html
    assert "1 activity" in html
    assert "The section-1 › The subsection-1" in html
    assert "The rule cannot be reached here" in html


def test_filters_keep_what_is_asked(team: Client, skills: Any) -> None:
    links.set_link(UNIT, skills["Lire"])
    links.set_link(PROBLEM, skills["Écrire"])
    links.set_link(OTHER, skills["Écrire"])

    def names(**query: str) -> list[str]:
        html = text_of(team.get(PAGE, {"view": "list", **query}))
        return re.findall(r"<h3><a[^>]*><bdi>(\w+)</bdi>", html)

    assert names() == ["Lire", "Écrire"]
    assert names(q="ecrire") == ["Écrire"]
    assert names(show="promised") == ["Lire"]
    assert names(show="findings", order="findings") == ["Lire", "Écrire"]
    assert names(order="activities") == ["Lire", "Écrire"]
    assert names(section=BLOCK.format("chapter", "section-1")) == ["Lire", "Écrire"]
    assert names(section="nowhere") == []
    assert names(framework="00000000-0000-4000-8000-000000000000") == []
    assert names(show="nonsense", order="nonsense", page="-1") == ["Lire", "Écrire"]
    assert names(page="9999999") == ["Lire", "Écrire"]
    assert names(page="2") == []


def test_the_file_holds_a_line_a_link_and_no_formula(team: Client, memory: MemoryPlatform) -> None:
    one, two = competencies(2)
    Competency.objects.filter(pk=one.pk).update(label='=HYPERLINK("http://evil")')
    for skill in (one, two):
        Link.objects.create(
            id=link_id(PROBLEM, skill.identifier), course_key=COURSE, object_key=PROBLEM,
            competency=skill, kind="problem_score", created_at=WHEN,
        )  # fmt: skip
    answer = team.get(f"{PAGE}map.csv")
    rows = list(csv.DictReader(io.StringIO(text_of(answer).removeprefix("\ufeff"))))
    assert rows[0]["Competency"] == '\'=HYPERLINK("http://evil")'
    assert [(row["Place"], row["Block"], row["Weight"]) for row in rows] == [
        ("The unit-1", "The problem-1", "1.00")
    ] * 2
    assert "rule_unreachable" in rows[0]["To mend"]
    assert "attachment" in answer["Content-Disposition"]


def test_findings_stand_worst_first_and_an_empty_course_says_so(team: Client, skills: Any) -> None:
    assert "No competency is linked in this course yet." in text_of(team.get(f"{PAGE}findings/"))
    assert "No competency is linked in this course yet." in text_of(team.get(PAGE))
    links.set_link(UNIT, skills["Lire"])
    links.set_link(PROBLEM, skills["Écrire"])
    html = text_of(team.get(f"{PAGE}findings/"))
    assert re.findall(r'<h2 id="(\w+)"', html) == [
        "promised_never_assessed",
        "rule_unreachable",
        "single_activity",
        "assessed_not_promised",
    ]
    assert "link it to scored blocks of “The unit-1”" in html
    links.set_link(OTHER, skills["Écrire"])
    links.set_link(UNIT, skills["Écrire"])
    links.put_on_scored_blocks(UNIT, skills["Lire"])
    assert "Nothing to mend" in text_of(team.get(f"{PAGE}findings/"))


def after(answer: Any, client: Client) -> str:
    """Return the page that an act leads to."""
    assert answer.status_code == 302, text_of(answer)
    return text_of(client.get(answer["Location"]))


def undo(html: str, client: Client, where: str) -> Any:
    note = re.search(r'name="done" value="([^"]+)"', html)
    assert note
    return client.post(f"{where}undo/", {"done": note[1]})


def test_a_competency_is_put_on_the_scored_blocks_of_a_unit_and_taken_back(
    team: Client, skills: Any
) -> None:
    where = f"{PAGE}{skills['Lire']}/"
    links.set_link(OTHER, skills["Lire"], weight=Decimal("2"))
    html = after(team.post(f"{where}put/", {"object": UNIT}), team)
    assert "Linked to 2 blocks: “The problem-1”, “The problem-3”." in html
    assert set(live()) == {(key, "Lire") for key in (PROBLEM, OTHER, THIRD)}
    assert undo(html, team, where).status_code == 302
    assert live() == {(OTHER, "Lire"): ("problem_score", "2.00")}


def test_kind_and_weight_are_chosen_and_taken_back(team: Client, skills: Any) -> None:
    where = f"{PAGE}{skills['Lire']}/"
    links.set_link(PROBLEM, skills["Lire"])
    sent = {"object": PROBLEM, "kind": "problem_score", "weight": "2,5"}
    html = after(team.post(f"{where}weigh/", sent), team)
    assert live() == {(PROBLEM, "Lire"): ("problem_score", "2.50")}
    assert Link.objects.get().chosen_kind == ""
    assert "keeps the weight it had then" in html
    assert undo(html, team, where).status_code == 302
    row = Link.objects.get()
    assert (row.weight, row.chosen_weight) == (1, None)
    again = undo(html, team, where)
    assert again.status_code == 409
    assert "changed again since" in text_of(again)


def test_a_link_is_taken_off_and_put_back_as_it_was(team: Client, skills: Any) -> None:
    where = f"{PAGE}{skills['Lire']}/"
    links.set_link(PROBLEM, skills["Lire"], weight=Decimal("3"))
    html = after(team.post(f"{where}take-off/", {"object": PROBLEM}), team)
    assert live() == {}
    assert "Taken off “The problem-1”. What learners showed there stays." in html
    assert undo(html, team, where).status_code == 302
    assert live() == {(PROBLEM, "Lire"): ("problem_score", "3.00")}


def test_a_promise_is_made_where_the_course_works_on_it(team: Client, skills: Any) -> None:
    where = f"{PAGE}{skills['Lire']}/"
    after(team.post(f"{where}promise/", {"object": COURSE}), team)
    html = after(team.post(f"{where}promise/", {"object": UNIT}), team)
    assert live() == {(key, "Lire"): ("promise", "1.00") for key in (COURSE, UNIT)}
    assert undo(html, team, where).status_code == 302
    assert set(live()) == {(COURSE, "Lire")}


def test_what_cannot_be_done_says_why_and_does_nothing(team: Client, skills: Any) -> None:
    links.set_link(PROBLEM, skills["Lire"])
    before = live()
    for act, sent, status, said in REFUSED:
        answer = team.post(f"{PAGE}{skills['Lire']}/{act}/", sent)
        assert (answer.status_code, live()) == (status, before), (act, sent)
        assert said in text_of(answer)


def test_a_note_of_one_competency_undoes_nothing_of_another(team: Client, skills: Any) -> None:
    where = f"{PAGE}{skills['Lire']}/"
    html = after(team.post(f"{where}put/", {"object": UNIT}), team)
    assert undo(html, team, f"{PAGE}{skills['Écrire']}/").status_code == 409
    assert len(live()) == 3


def test_who_only_reads_the_page_of_another_course_can_do_nothing_there(
    team: Client, memory: MemoryPlatform, skills: Any
) -> None:
    other = memory.add_course("course-v1:Agir+Other+2026").course_key
    where = f"/agir/courses/{other}/competencies/{skills['Lire']}/"
    assert team.post(f"{where}put/", {"object": UNIT}).status_code == 403
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username="team"))
    assert client.post(f"{PAGE}{skills['Lire']}/put/", {"object": UNIT}).status_code == 403
    assert live() == {}


def test_any_competency_is_found_to_be_linked(team: Client, skills: Any) -> None:
    html = text_of(team.get(f"{PAGE}find/", {"q": "Compt"}))
    assert f"{PAGE}{skills['Compter']}/" in html
    assert "Lire" not in html
    page = text_of(team.get(f"{PAGE}{skills['Compter']}/"))
    assert "It is not linked in this course yet." not in page  # its units are shown instead
    assert "3 scored blocks not linked yet" in page


def test_scores_lead_where_the_arithmetic_says(team: Client, skills: Any) -> None:
    links.put_on_scored_blocks(UNIT, skills["Lire"])
    html = text_of(team.get(f"{PAGE}simulate/"))
    fields = re.findall(r'name="(score [^"]+)"', html)
    assert len(fields) == 3
    assert "Only the grades" not in html
    told = words_of(text_of(team.post(f"{PAGE}simulate/", {fields[0]: "100", fields[1]: "100"})))
    assert "A learner with these scores would demonstrate 1 of 1 competency." in told
    assert "(0.9 × 1 + 1 + 1) / (1.90 + 2) = 0.74" in told
    told = words_of(text_of(team.post(f"{PAGE}simulate/", {fields[0]: "50,5 %"})))
    assert "would demonstrate 0 of 1" in told
    assert "0.505" in told
    half = text_of(team.post(f"{PAGE}simulate/", {"preset": "half", fields[0]: "100"}))
    assert half.count('value="50"') == 3
    for wrong in ({fields[0]: "101"}, {fields[0]: "many"}, {"score elsewhere": "1"}):
        answer = team.post(f"{PAGE}simulate/", wrong)
        assert answer.status_code == 422
        assert 'role="alert"' in text_of(answer)


def test_programs_read_the_map_and_simulate(team: Client, skills: Any) -> None:
    links.set_link(UNIT, skills["Lire"])
    links.set_link(PROBLEM, skills["Lire"])
    answer = team.get(API)
    body = answer.json()
    (line,) = body["competencies"]
    assert (line["promised"], line["assessed"], line["findings"]) == (
        True,
        True,
        ["rule_unreachable", "single_activity"],
    )
    assert [(one["kind"], one["weight"]) for one in line["links"]] == [
        ("promise", 1.0),
        ("problem_score", 1.0),
    ]
    assert [one["severity"] for one in body["findings"]] == ["error", "warning"]
    assert team.get(API, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    post: Callable[..., Any] = lambda scores: team.post(  # noqa: E731
        f"{API}simulate/", {"scores": scores}, content_type="application/json"
    )
    told = post({PROBLEM: 0.7}).json()
    assert told["competencies"][0]["estimate"] == 0.566667
    assert told["scores"] == {PROBLEM: 0.7}
    for scores, code in (
        ({PROBLEM: 1.1}, "share_out_of_bounds"),
        ({PROBLEM: True}, "not_a_figure"),
        ({UNIT: 1}, "score_object_unknown"),
        ([], "invalid"),
    ):
        refused = post(scores)
        assert (refused.status_code, refused.json()["code"]) == (
            400 if code == "invalid" else 422,
            code,
        )


def upload(client: Client, text: str, **more: str) -> Any:
    file = SimpleUploadedFile("links.csv", text.encode("utf-8"), "text/csv")
    return client.post(f"{PAGE}links/", {"file": file, **more})


def hidden(html: str, form: str) -> dict[str, str]:
    part = html[html.index(f'action="{form}"') :].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', part))


def test_links_leave_as_a_file_and_come_back_by_a_plan(team: Client, skills: Any) -> None:
    links.put_on_scored_blocks(UNIT, skills["Lire"])
    file = text_of(team.get(f"{PAGE}links/links.csv"))
    changed = "\n".join(file.strip().splitlines()[:-1]) + "\n"
    html = text_of(upload(team, changed, replaces="1"))
    assert "This file would do: 1 link taken off." in words_of(html)
    assert len(live()) == 3
    sent = hidden(html, f"{PAGE}links/apply/")
    done = text_of(team.post(f"{PAGE}links/apply/", sent))
    assert "Done: 1 link taken off." in done
    assert len(live()) == 2
    again = text_of(team.post(f"{PAGE}links/", hidden(done, f"{PAGE}links/")))
    assert team.post(f"{PAGE}links/apply/", hidden(again, f"{PAGE}links/apply/")).status_code == 200
    assert len(live()) == 3
    assert "nothing to change" in text_of(upload(team, file, replaces="1"))


def test_what_links_weigh_where_nobody_chose_is_the_courses(team: Client, skills: Any) -> None:
    links.set_link(PROBLEM, skills["Lire"])
    links.set_link(OTHER, skills["Lire"], weight=Decimal("3"))
    done = text_of(team.post(f"{PAGE}links/default/", {"weight": "0,5"}))
    assert "1 link changed" in done
    assert [weight for _, weight in live().values()] == ["0.50", "3.00"]
    assert team.post(f"{PAGE}links/default/", {"weight": "12"}).status_code == 422
    back = team.post(f"{PAGE}links/default/", hidden(done, f"{PAGE}links/default/"))
    assert back.status_code == 200
    assert [weight for _, weight in live().values()] == ["1.00", "3.00"]


def test_a_plan_that_has_aged_is_shown_again_and_not_done(team: Client, skills: Any) -> None:
    links.put_on_scored_blocks(UNIT, skills["Lire"])
    file = text_of(team.get(f"{PAGE}links/links.csv"))
    links.take_off(COURSE, skills["Lire"], [PROBLEM, OTHER])
    sent = hidden(text_of(upload(team, file)), f"{PAGE}links/apply/")
    links.set_link(OTHER, skills["Lire"])
    html = text_of(team.post(f"{PAGE}links/apply/", sent))
    assert "The course changed since" in html
    assert set(live()) == {(key, "Lire") for key in (OTHER, THIRD)}
    sent = hidden(html, f"{PAGE}links/apply/")
    assert "Make these changes" in html
    assert team.post(f"{PAGE}links/apply/", sent).status_code == 200
    assert len(live()) == 3


def test_a_file_that_is_no_list_of_links_is_refused_with_its_lines(
    team: Client, skills: Any
) -> None:
    links.put_on_scored_blocks(UNIT, skills["Lire"])
    file = text_of(team.get(f"{PAGE}links/links.csv"))
    wrong = upload(team, file.replace(PROBLEM, PROBLEM + "x"))
    assert wrong.status_code == 422
    assert "Line 2" in text_of(wrong) or "Line 3" in text_of(wrong)
    assert "Make these changes" not in text_of(wrong)
    assert upload(team, "a,b\n1,2\n").status_code == 422
    assert team.post(f"{PAGE}links/", {}).status_code == 422
    assert team.post(f"{PAGE}links/apply/", {"content": "%%%"}).status_code == 422


def large(memory: MemoryPlatform) -> list[Competency]:
    """Make a course of 400 problems in 40 units, and 120 competencies linked all over."""
    prefix = COURSE.replace("course-v1:", "block-v1:")
    blocks = list(memory.shelf.outlines[COURSE].blocks[:1])
    problems = []
    for number in range(40):
        spine = [("chapter", "section"), ("sequential", "subsection"), ("vertical", "unit")]
        parent = blocks[0].usage_key
        for kind, level in spine:
            key = f"{prefix}+type@{kind}+block@{level}-{number}"
            blocks.append(Block(key, kind, f"{level} {number}", parent, False, level))
            parent = key
        for place in range(10):
            key = f"{prefix}+type@problem+block@p-{number}-{place}"
            blocks.append(Block(key, "problem", f"P {number}.{place}", parent, True, "leaf"))
            problems.append(key)
    memory.shelf.outlines[COURSE] = Outline(COURSE, "Large", tuple(blocks))
    found = competencies(120)
    Link.objects.bulk_create(
        Link(
            id=link_id(key, skill.identifier), course_key=COURSE, object_key=key,
            competency=skill, kind="problem_score", created_at=WHEN,
        )
        for at, skill in enumerate(found)
        for key in problems[at * 3 : at * 3 + 12]
    )  # fmt: skip
    return found


def test_a_large_course_takes_few_statements_and_is_shown_by_its_sections(
    team: Client, memory: MemoryPlatform
) -> None:
    skills = large(memory)
    for address in ("", "?page=3", "findings/", "simulate/", f"{skills[0].identifier}/"):
        with counted() as told:
            answer = team.get(f"{PAGE}{address}")
        assert answer.status_code == 200
        assert len(told) <= 10, (address, told)
    html = text_of(team.get(PAGE))
    assert html.count('<tr><th scope="row"') == 25
    assert "This course has many units" in html
    assert html.count('<th scope="col"') == 41
    one = text_of(team.get(PAGE, {"section": f"{BLOCK.format('chapter', 'section-0')}"}))
    assert re.findall(r'<th scope="col"[^>]*><bdi>([^<]+)', one) == ["unit 0"]
    with counted() as told:
        assert team.get(API).status_code == 200
    assert len(told) <= 10
