"""Competencies and badges move with html, problem and video alone.

The mobile apps draw no custom block: nothing of a competency may need one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from blocks.competency.conftest import bring, frameworks, link, make_badge

pytestmark = pytest.mark.django_db(transaction=True)
PROBLEMS = ("premier-pas-marta", "questions-utiles", "qui-tient-la-souris", "faire-a-la-place")


@pytest.fixture
def plain(tmp_path: Path, french) -> Path:
    """Write a course of one unit: a page, a video and four exercises of the demo."""
    pages = {
        "course.xml": '<course url_name="2026" org="Agir" course="PLAIN"/>',
        "course/2026.xml": '<course display_name="Plain"><chapter url_name="c"/></course>',
        "chapter/c.xml": '<chapter display_name="C"><sequential url_name="s"/></chapter>',
        "sequential/s.xml": '<sequential display_name="S"><vertical url_name="u"/></sequential>',
        "video/film.xml": '<video display_name="Film" youtube_id_1_0="" '
        'html5_sources="[&quot;/static/film.webm&quot;]"/>',
        "html/page.xml": '<html display_name="Page"><p>Bonjour.</p></html>',
        "vertical/u.xml": '<vertical display_name="U"><html url_name="page"/>'
        '<video url_name="film"/>'
        + "".join(f'<problem url_name="{name}"/>' for name in PROBLEMS)
        + "</vertical>",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "problem").mkdir()
    for name in PROBLEMS:
        shutil.copy(french.folder / f"problem/{name}.xml", tmp_path / "problem")
    return tmp_path


def test_two_right_answers_each_make_the_badge(plain: Path, french, visitor) -> None:
    """Two competencies, two perfect answers each: 2.9 / 3.9 = 0.744, both demonstrated."""
    from agir_badges import api as badges
    from agir_competencies import api as competencies
    from agir_platform.learners.api import subject_of
    from host.courseware.models import BlockRow

    known = frameworks(french)
    course = bring(plain)
    types = set(BlockRow.objects.filter(level="leaf").values_list("block_type", flat=True))
    assert types == {"html", "video", "problem"}
    awa = visitor(course)
    make_badge(french.manifest["badges"][0], known)
    for tag in french.manifest["tags"]:
        if tag["object"] in PROBLEMS and not tag["framework"].startswith("RNCP"):
            views = [known[tag["framework"], code] for code in tag["competencies"]]
            link(awa.usage(tag["object"]), views)
    assert "Film" in awa.see("film", "video")
    for name in PROBLEMS:
        awa.submit(name, french.answers[name]["right"])
    subject = subject_of(awa.user.pk)
    told = {one.label: one for one in competencies.standings(subject, language="fr")}
    assert {one.status for one in told.values()} == {"demonstrated"}
    assert {str(one.estimate)[:5] for one in told.values()} == {"0.743"}
    assert [one.name for one in badges.badges_of(subject, "fr") if one.is_held] == [
        "Oreille attentive"
    ]
