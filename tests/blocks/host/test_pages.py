"""Pages of blocks: rendered, in French, without any other host."""

from __future__ import annotations

import re
from typing import Any

import pytest

from blocks.host.conftest import COURSE, Learner, usage

pytestmark = pytest.mark.django_db

FOREIGN = re.compile(
    r"""(?:src|href|poster)=["'](?:https?:)?//|@import[^;]*//|url\(['"]?(?:https?:)?//""", re.I
)
BLOCKS = [
    ("choice", "problem"),
    ("number", "problem"),
    ("text", "html"),
    ("film", "video"),
    ("answers", "vertical"),
    ("reading", "vertical"),
    ("bank", "library_content"),
]


@pytest.mark.parametrize(("name", "kind"), BLOCKS)
def test_rendered_and_loads_nothing_of_another_host(learner: Learner, name: str, kind: str) -> None:
    page = learner.see(name, kind)
    assert "Could not format HTML" not in page
    loaded = re.findall(r"<(?:script|link|img|source|iframe)\b[^>]*>", page)
    assert [tag for tag in loaded if FOREIGN.search(tag)] == []
    assert not re.search(r"@import[^;]*//", page)


def test_styles_and_scripts_of_the_blocks_are_served_without_foreign_hosts(
    learner: Learner,
) -> None:
    found = set()
    for name, kind in BLOCKS:
        found |= set(
            re.findall(r"""(?:src|href)=["'](/xblock/resource/[^"']+)""", learner.see(name, kind))
        )
    assert found
    for address in found:
        response = learner.client.get(address)
        assert response.status_code == 200, address
        if address.endswith(".css"):
            assert not FOREIGN.search(response.content.decode())


def test_the_policy_forbids_foreign_hosts(learner: Learner) -> None:
    response = learner.client.get(f"/xblock/{usage('text', 'html')}")
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]


def test_course_files_are_served_and_no_others(learner: Learner) -> None:
    page = learner.see("text", "html")
    address = f"/assets/courseware/{COURSE}/dessin.svg"
    assert address in page
    assert learner.client.get(address).status_code == 200
    assert learner.client.get(f"/assets/courseware/{COURSE}/../course.xml").status_code == 404


def test_french_words_and_figures_with_a_point(learner: Learner) -> None:
    learner.client.cookies["django_language"] = "fr"
    learner.answer("choice", "choice_b")
    page = learner.post("choice", "problem_get").json()["html"]
    assert "Soumettre" in page
    assert 'data-problem-score="2.0"' in learner.see("choice")


def test_captions_and_presence_of_a_video(learner: Learner) -> None:
    base = f"/courses/{COURSE}/xblock/{usage('film', 'video')}/handler"
    captions = learner.client.get(f"{base}/transcript/translation/fr")
    assert captions.json()["text"] == ["Bonjour"]
    done = learner.client.post(
        f"{base}/publish_completion", '{"completion": 1.0}', content_type="application/json"
    )
    assert done.status_code == 200
    from completion.models import BlockCompletion

    assert BlockCompletion.objects.get(user=learner.user).completion == 1.0


def test_a_library_draws_once(learner: Learner) -> None:
    pages = {
        tuple(re.findall(r'data-id="([^"]+)"', learner.see("bank", "library_content")))
        for _ in range(3)
    }
    assert len(pages) == 1
    assert len(pages.pop()) == 1


def test_a_tag_that_nothing_runs_says_so(learner: Learner) -> None:
    assert "host-unknown" in learner.see("none", "mystery")


def test_who_is_nobody_is_sent_to_the_entrance(course: Any, client: Any) -> None:
    assert client.get(f"/xblock/{usage('text', 'html')}").status_code == 302
