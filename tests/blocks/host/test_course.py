"""Courses: imported, imported again, run again, tagged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from blocks.host.conftest import COURSE, FOLDER, Learner, usage

pytestmark = pytest.mark.django_db


def test_the_tree_is_the_folders(course: Any) -> None:
    from agir_platform.select import platform

    outline = platform().courses.outline(COURSE)
    levels = [block.level for block in outline.blocks]
    assert levels[:4] == ["course", "section", "subsection", "unit"]
    assert {block.title for block in outline.blocks} >= {"Choix", "Un texte", "Un film"}
    scored = [block for block in outline.blocks if block.is_scored]
    assert {block.block_type for block in scored} == {"problem"}
    row = course.blocks.get(usage_key=usage("choice"))
    assert (row.weight, row.possible, row.graded, row.format) == (2, 2, True, "Exercices")


def test_importing_again_changes_nothing_but_what_changed(
    learner: Learner, tmp_path: Path, course: Any
) -> None:
    from host.courseware.models import FieldValue, ProblemState
    from host.courseware.olx import import_course

    learner.answer("choice", "choice_b")
    fields = FieldValue.objects.count()
    rows = set(course.blocks.values_list("pk", "usage_key"))
    import_course(FOLDER)
    assert set(course.blocks.values_list("pk", "usage_key")) == rows
    assert FieldValue.objects.count() == fields
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy)
    (copy / "vertical/answers.xml").write_text(
        '<vertical display_name="Moins"><problem url_name="option"/></vertical>'
    )
    import_course(copy)
    assert not course.blocks.filter(usage_key=usage("choice")).exists()
    assert course.blocks.filter(title="Moins").exists()
    assert ProblemState.objects.filter(usage_key=usage("choice")).exists()


def test_a_broken_folder_names_the_file_and_writes_nothing(tmp_path: Path, db: None) -> None:
    from host.courseware.models import Course
    from host.courseware.olx import OlxUnreadable, import_course

    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy)
    (copy / "course.xml").write_text('<course url_name="2026" org="Other" course="Broken"/>')
    (copy / "problem/option.xml").write_text("<problem>")
    with pytest.raises(OlxUnreadable) as refused:
        import_course(copy)
    assert "option.xml" in refused.value.facts["file"]
    assert not Course.objects.filter(org="Other").exists()


def test_run_again_under_another_key(
    learner: Learner, course: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from agir_platform.select import platform
    from host.courseware.rerun import rerun

    heard: list[Any] = []
    platform().subscriptions.on_rerun(heard.append)
    with django_capture_on_commit_callbacks(execute=True):
        rerun(COURSE, "course-v1:Test+Blocks+2027")
    assert [(event.source, event.destination) for event in heard] == [
        (COURSE, "course-v1:Test+Blocks+2027")
    ]
    old, new = (platform().courses.outline(key) for key in (COURSE, "course-v1:Test+Blocks+2027"))
    assert [block.title for block in old.blocks] == [block.title for block in new.blocks]
    with pytest.raises(ValueError, match="exists"):
        rerun(COURSE, "course-v1:Test+Blocks+2027")


@pytest.fixture
def author(course: Any, django_user_model: Any, client: Any) -> Any:
    from host.courseware.models import CourseTeam

    user = django_user_model.objects.create_user("auteur")
    CourseTeam.objects.create(course=course, user=user)
    client.force_login(user)
    return client


def test_the_team_tags_and_both_events_are_sent(author: Any, learner: Learner) -> None:
    from openedx_events.content_authoring import signals

    from host.courseware import tags

    taxonomy = tags.api().create_taxonomy("Couleurs", export_id="couleurs")
    for value in ("bleu", "vert"):
        tags.api().add_tag_to_taxonomy(taxonomy, value)
    heard: list[Any] = []

    def hear(**carried: Any) -> None:
        heard.append(carried["content_object"])

    for signal in (
        signals.CONTENT_OBJECT_ASSOCIATIONS_CHANGED,
        signals.CONTENT_OBJECT_TAGS_CHANGED,
    ):
        signal.connect(hear, weak=False, dispatch_uid="test")
    address = f"/api/content_tagging/v1/object_tags/{usage('choice')}/"

    def put(client: Any, values: list[Any], number: Any = taxonomy.pk) -> Any:
        body = json.dumps({"tagsData": [{"taxonomy": number, "tags": values}]})
        return client.put(address, body, content_type="application/json")

    answer = put(author, ["bleu", "vert"])
    assert answer.status_code == 200, answer.content
    assert len(heard) == 2
    assert heard[0].changes == ["tags"]
    shown = author.get(address).json()[usage("choice")]["taxonomies"]
    assert [tag["value"] for tag in shown[0]["tags"]] == ["bleu", "vert"]
    assert put(author, ["mauve"]).status_code == 400
    assert put(author, ["bleu"], 99999).status_code == 400
    assert put(author, ["bleu"], True).status_code == 400
    assert put(author, [3]).status_code == 400
    assert author.put(address, "{}", content_type="application/json").status_code == 400
    assert put(learner.client, ["bleu"]).status_code == 403
    shown = author.get(address).json()[usage("choice")]["taxonomies"]
    assert len(shown[0]["tags"]) == 2
    for signal in (
        signals.CONTENT_OBJECT_ASSOCIATIONS_CHANGED,
        signals.CONTENT_OBJECT_TAGS_CHANGED,
    ):
        signal.disconnect(dispatch_uid="test")


def test_an_unknown_object_has_no_tags(author: Any) -> None:
    address = f"/api/content_tagging/v1/object_tags/{usage('nowhere')}/"
    assert author.get(address).status_code == 404
