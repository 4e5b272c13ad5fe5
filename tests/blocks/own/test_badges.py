"""The badges of a course: what one holds, and what is missing for the next."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest

from blocks.own.conftest import BADGES, looking_as

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_way_to_the_first_and_then_the_badge(own, visitor) -> None:
    awa, ben = visitor(own.course), visitor(own.course, "ben")
    assert "There is no badge to earn here yet." in own.see(awa, BADGES)
    own.badge()
    page = own.see(awa, BADGES)
    assert "No badge of this course yet. Here is the way to the first." in page
    assert "0 of the 2 skills it asks for" in page
    own.show(awa, "2.1")
    page = own.see(awa, BADGES)
    assert "1 of the 2 skills it asks for" in page
    missing = page[page.index("Still to show") :]
    assert "Helping without taking over" in missing
    assert "Listening to a need" not in missing
    own.show(awa, "2.2")
    page = own.see(awa, BADGES)
    assert "You hold 1 badge of this course" in page
    (address,) = re.findall(r'href="(/agir/badges/mine/[0-9a-f-]{36}/)"', page)
    assert awa.client.get(address).status_code == 200
    assert "You hold" not in own.see(ben, BADGES)


def test_a_visitor_sees_what_can_be_earned_and_nothing_of_anybody(own, visitor) -> None:
    awa, staff = visitor(own.course), visitor(own.course, "staff", is_staff=True)
    own.badge()
    own.show(awa, "2.1")
    block = own.block(awa, BADGES)
    for view in ("public_view", "author_view"):
        page = block.render(view, {}).body_html()
        assert "1 badge can be earned here" in page
        assert "Listening to a need" in page
        assert "skills it asks for" not in page
    assert "skills it asks for" not in (
        looking_as(own, awa, staff, BADGES).render("student_view", {}).body_html()
    )
    (told,) = json.loads(json.dumps(block.student_view_data()))["badges"]
    assert told["name"]


def test_only_badges_that_ask_for_what_the_author_chose(own, visitor) -> None:
    author = visitor(own.course, "auteur", is_staff=True, is_superuser=True)
    own.badge()
    said = {"display_name": "Mur", "intro": "", "competencies": []}
    other = [str(own.known["4.2"].identifier)]
    answer = own.author(author, BADGES, "save_settings", {**said, "competencies": other})
    assert answer.status_code == 200
    assert "There is no badge to earn here yet." in own.see(author, BADGES)
    own.author(author, BADGES, "save_settings", said)
    assert "skills it asks for" in own.see(author, BADGES)
    for change, code in (({"competencies": [str(uuid4())]}, "choice_unknown"),
                         ({"intro": "a" * 10_000}, "text_malformed")):  # fmt: skip
        refused = own.author(author, BADGES, "save_settings", {**said, **change})
        assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_a_tag_that_was_removed_takes_no_badge_away(own, visitor) -> None:
    from django.utils import timezone

    from agir_competencies.models import Link

    awa, ben = visitor(own.course), visitor(own.course, "ben")
    own.badge()
    own.show(awa, "2.1")
    own.show(awa, "2.2")
    Link.objects.update(removed_at=timezone.now())
    assert "You hold 1 badge of this course" in own.see(awa, BADGES)
    assert "There is no badge to earn here yet." in own.see(ben, BADGES)


def test_few_statements(own, visitor, django_assert_max_num_queries) -> None:
    awa = visitor(own.course)
    own.badge()
    own.show(awa, "2.1")
    block = own.block(awa, BADGES)
    with django_assert_max_num_queries(10):
        block._shown(awa.user.pk)


def test_where_badges_are_off_it_says_so(own, visitor, settings) -> None:
    awa = visitor(own.course)
    settings.AGIR_CONTEXTS = ["xblocks", "competencies"]
    assert "Not available here." in own.see(awa, BADGES)


def test_where_not_all_are_needed_it_says_how_many() -> None:
    """Four of five at a threshold of 0.8: one that is reached leaves three of four."""
    from django.utils import translation

    from agir_xblocks.badges import sentences

    with translation.override("en"):
        assert sentences.still(3, 4) == "3 of these are enough"
        assert sentences.still(1, 3) == "1 of these is enough"
        assert sentences.still(2, 2) == "Still to show"
