"""A learner's own goal, set where they learn: the goal of every other page, and nobody else's."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from agir_competencies.api import goals as api
from agir_competencies.models import Goal, GoalMove
from blocks.own.conftest import GOALS, looking_as

pytestmark = pytest.mark.django_db(transaction=True)


def mine(visit) -> api.GoalView:
    return api.goals(visit.user.pk, language="en")[0]


def skills(own, *codes: str) -> dict[str, object]:
    picked = [str(own.known[code].identifier) for code in codes]
    return {"intent": "selected_competencies", "skills": picked}


def test_set_revised_met_and_ended_as_a_success(own, visitor) -> None:
    from completion.models import BlockCompletion

    awa = visitor(own.course)
    page = own.see(awa, GOALS)
    assert "What would make this time well spent for you?" in page
    assert "Listening to a need" in page
    kept = own.ask(awa, GOALS, "keep", skills(own, "2.1"))
    assert "0 of the 1 skill you chose" in kept.json()["html"]
    done = BlockCompletion.objects.get(block_key=awa.usage("pourquoi", GOALS))
    assert done.completion == 1.0
    form = own.ask(awa, GOALS, "choose", {}).json()
    assert 'value="selected_competencies" checked' in form["html"]
    both = {**skills(own, "2.1", "2.2"), "reason": "level",
            "levels": {str(own.known["2.2"].identifier): 3}}  # fmt: skip
    assert own.ask(awa, GOALS, "keep", both).status_code == 200
    own.show(awa, "2.1")
    page = own.see(awa, GOALS)
    assert "1 of the 2 skills you chose" in page
    assert "Your target: Confirmed" in page
    goal = mine(awa)
    assert [item.target for item in goal.items] in ([2, 3], [3, 2])
    assert [move.reason for move in api.history(awa.user.pk, goal.id)][1] == "level"
    ended = own.ask(awa, GOALS, "end", {"goal": str(goal.id), "end": "satisfied"})
    assert "You had what you came for: that is a success." in ended.json()["html"]
    assert mine(awa).status == "closed_satisfied"
    again = own.ask(awa, GOALS, "end", {"goal": str(goal.id), "end": "satisfied"})
    assert (again.status_code, again.json()["code"]) == (409, "goal_ended")
    assert own.ask(awa, GOALS, "undo", {"goal": str(goal.id)}).status_code == 200
    assert mine(awa).is_open


def test_it_is_the_same_goal_as_everywhere_and_loses_nothing_of_it(own, visitor) -> None:
    """Hours and units are chosen on the page of goals; a revision in the course keeps them."""
    awa = visitor(own.course)
    first = ("competency", str(own.known["2.1"].identifier), 2)
    wish = api.Wish("selected_competencies", (first, ("hours", "", 5)))
    goal_id = api.set_goal(awa.user.pk, own.course.key, wish)
    assert "Learning time" in own.see(awa, GOALS)
    own.ask(awa, GOALS, "keep", skills(own, "2.2"))
    goal = mine(awa)
    assert goal.id == goal_id
    assert {(item.kind, item.target) for item in goal.items} == {("competency", 2), ("hours", 5)}
    assert Goal.objects.count() == 1


def test_saying_it_twice_is_once_and_skipping_keeps_nothing(own, visitor) -> None:
    from completion.models import BlockCompletion

    awa = visitor(own.course)
    answer = own.ask(awa, GOALS, "skip", {})
    assert answer.json()["message"] == "That is fine. Choose whenever you like."
    assert not Goal.objects.exists()
    assert BlockCompletion.objects.get(block_key=awa.usage("pourquoi", GOALS)).completion == 1.0
    today = timezone.localdate().isoformat()
    for _ in range(2):
        body = {**skills(own, "2.1"), "horizon": today}
        assert own.ask(awa, GOALS, "keep", body).status_code == 200
    assert [move.action for move in GoalMove.objects.all()] == ["set"]


BAD = (
    ("keep", "", 400), ("keep", "[]", 400), ("keep", {}, 400),
    ("keep", {"intent": ["complete"]}, 400), ("keep", {"intent": "win"}, 400),
    ("keep", {"intent": "selected_competencies"}, 400),
    ("keep", {"intent": "complete", "skills": "all"}, 400),
    ("keep", {"intent": "complete", "skills": ["x"]}, 400),
    ("keep", {"intent": "complete", "skills": [str(uuid4())]}, 400),
    ("keep", {"intent": "explore", "horizon": "soon"}, 400),
    ("keep", {"intent": "explore", "horizon": "1999-01-01"}, 400),
    ("keep", {"intent": "explore", "reason": "because"}, 400),
    ("keep", {"intent": "explore", "reason": []}, 400),
    ("end", {}, 404), ("end", {"goal": str(uuid4())}, 404), ("undo", {"goal": 3}, 404),
)  # fmt: skip


def test_what_cannot_be_kept_is_refused_with_a_sentence(own, visitor) -> None:
    awa = visitor(own.course)
    for handler, body, status in BAD:
        answer = own.ask(awa, GOALS, handler, body)
        assert (answer.status_code, body) == (status, body)
        assert answer.json()["message"].endswith(".")
    assert not Goal.objects.exists()


def test_nobody_ends_or_sees_another_s_goal(own, visitor) -> None:
    from webob import Request

    awa, ben = visitor(own.course), visitor(own.course, "ben")
    staff = visitor(own.course, "staff", is_staff=True)
    own.ask(awa, GOALS, "keep", {**skills(own, "2.1"), "user_id": ben.user.pk})
    assert api.goals(ben.user.pk, language="en") == []
    goal = mine(awa)
    assert own.ask(ben, GOALS, "end", {"goal": str(goal.id)}).status_code == 404
    assert "skill you chose" not in own.see(ben, GOALS)
    block = looking_as(own, awa, staff, GOALS)
    page = block.render("student_view", {}).body_html()
    assert "What the learner says here is theirs alone." in page
    assert "skill you chose" not in page
    for handler in ("choose", "keep", "end"):
        body = json.dumps({"goal": str(goal.id), "intent": "explore"}).encode()
        answer = block.handle(handler, Request.blank("/", method="POST", body=body))
        assert answer.status_code == 403
    assert mine(awa).is_open
    for view in ("public_view", "author_view"):
        assert "skill you chose" not in own.block(awa, GOALS).render(view, {}).body_html()


def test_an_author_chooses_what_is_offered(own, visitor) -> None:
    author = visitor(own.course, "auteur", is_staff=True, is_superuser=True)
    said = {"display_name": "Pourquoi", "intro": "<i>1</i>",
            "competencies": [str(own.known["4.2"].identifier)]}  # fmt: skip
    assert own.author(author, GOALS, "save_settings", said).status_code == 200
    page = own.see(author, GOALS)
    assert "Telling a trap" in page
    assert "Listening to a need" not in page
    assert "&lt;i&gt;1&lt;/i&gt;" in page
    refused = own.author(author, GOALS, "save_settings", {**said, "intro": "a" * 10_000})
    assert refused.json()["code"] == "text_malformed"


def test_few_statements_with_a_goal_and_without(
    own, visitor, django_assert_max_num_queries
) -> None:
    awa, skill = visitor(own.course), own.known["2.1"].identifier
    for title in ("Listen", "Listen again"):
        offer = api.Offer(title, title, "selected_competencies", ((str(skill), 2),))
        api.propose(own.course.key, offer)
    block = own.block(awa, GOALS)
    with django_assert_max_num_queries(10):
        block._body(awa.user.pk)
    own.ask(awa, GOALS, "keep", skills(own, "2.1", "2.2"))
    with django_assert_max_num_queries(10):
        block._body(awa.user.pk)


def test_switched_off_it_says_so(own, visitor, settings) -> None:
    awa = visitor(own.course)
    for off in ("xblocks", "competencies"):
        settings.AGIR_CONTEXTS = [one for one in ("xblocks", "competencies") if one != off]
        assert "Not available here." in own.see(awa, GOALS)
        assert own.ask(awa, GOALS, "keep", skills(own, "2.1")).status_code == 404


def test_a_tag_that_was_removed_takes_nothing_chosen_away(own, visitor) -> None:
    from agir_competencies.models import Link

    awa, ben = visitor(own.course), visitor(own.course, "ben")
    own.ask(awa, GOALS, "keep", skills(own, "2.1"))
    Link.objects.filter(competency__code="2.1").update(removed_at=timezone.now())
    form = own.ask(awa, GOALS, "choose", {}).json()["html"]
    assert f'value="{own.known["2.1"].identifier}" checked' in form
    assert "Listening to a need" not in own.see(ben, GOALS)


def test_a_form_shows_what_fits_on_a_phone_and_all_that_is_chosen() -> None:
    from agir_xblocks.doors import Offered
    from agir_xblocks.goals import shown

    offered = [Offered(str(number), f"Skill {number}") for number in range(40)]
    found, more = shown.skills(offered, {"35": 2})
    assert ([one.ref for one in found[-2:]], more) == (["29", "35"], 9)


def test_a_proposal_of_the_team_is_taken_in_one_tap_and_nobody_knows(own, visitor) -> None:
    awa, skill = visitor(own.course), own.known["2.1"].identifier
    offer = api.Offer("Écouter", "Listen", "selected_competencies", ((str(skill), 2),))
    proposal = api.propose(own.course.key, offer)
    page = own.see(awa, GOALS)
    assert "Proposed by the course team" in page
    assert f'value="{proposal}"' in page
    assert own.ask(awa, GOALS, "take", {"proposal": str(uuid4())}).status_code == 404
    assert own.ask(awa, GOALS, "take", {"proposal": []}).status_code == 404
    assert own.ask(awa, GOALS, "take", {"proposal": str(proposal)}).status_code == 200
    again = own.ask(awa, GOALS, "take", {"proposal": str(proposal)})
    assert (again.status_code, again.json()["code"]) == (409, "goal_already_open")
    assert [item.ref for item in mine(awa).items] == [str(skill)]
