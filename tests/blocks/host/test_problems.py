"""The platform's own problems: wrong, then right, and what is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from completion.models import BlockCompletion

from blocks.host.conftest import COURSE, Learner, usage
from host.courseware.models import ProblemState

pytestmark = pytest.mark.django_db

ANSWERS = [
    ("choice", "choice_a", "choice_b"),
    ("checkbox", ["choice_1"], ["choice_0", "choice_2"]),
    ("option", "Non", "Oui"),
    ("string", "lune", "Soleil"),
    ("number", "13", "12"),
    ("tolerance", "3.2", "3.145"),
]


@pytest.mark.parametrize(("name", "wrong", "right"), ANSWERS)
def test_wrong_then_right(learner: Learner, name: str, wrong: Any, right: Any) -> None:
    assert learner.answer(name, wrong)["success"] == "incorrect"
    state = ProblemState.objects.get(usage_key=usage(name))
    assert (state.earned, state.attempts) == (0, 1)
    assert learner.answer(name, right)["success"] == "correct"
    state.refresh_from_db()
    assert state.earned == state.possible
    assert state.attempts == 2


def test_the_weight_counts(learner: Learner) -> None:
    """The block says 1 of 1; with weight 2 that is 2 of 2."""
    learner.answer("choice", "choice_b")
    state = ProblemState.objects.get(usage_key=usage("choice"))
    assert (state.earned, state.possible) == (Decimal(2), Decimal(2))


def test_the_state_stays_and_is_ones_own(
    learner: Learner, make_learner: Callable[[str], Learner]
) -> None:
    learner.answer("choice", "choice_b")
    page = learner.post("choice", "problem_get").json()["html"]
    assert "checked" in page
    other = make_learner("bea").post("choice", "problem_get").json()["html"]
    assert 'checked="' not in other
    assert learner.answer("choice", "choice_a")["attempts_used"] == 2


def test_presence_is_full_for_a_wrong_answer_too(learner: Learner) -> None:
    learner.answer("choice", "choice_a")
    assert BlockCompletion.objects.get(user=learner.user).completion == 1.0


def test_a_decimal_comma_is_a_point_in_a_number_only(learner: Learner) -> None:
    assert learner.answer("tolerance", "3,14")["success"] == "correct"
    assert learner.answer("string", "3,14")["success"] == "incorrect"


def test_one_try_too_many_is_json(learner: Learner) -> None:
    for _ in range(2):
        learner.answer("thrice", "non")
    refused = learner.post("thrice", "problem_check", {"input_thrice_2_1": "oui"})
    assert refused.status_code in (200, 409)
    assert refused.json()["success"] not in ("correct", "incorrect")
    assert ProblemState.objects.get(usage_key=usage("thrice")).earned == 0


def test_a_handler_that_is_not_there_is_json(learner: Learner) -> None:
    address = f"/courses/{COURSE}/xblock/{usage('choice')}/handler/nothing"
    missing = learner.client.post(address)
    assert (missing.status_code, "error" in missing.json()) == (404, True)
    unreadable = learner.post("choice", "problem_check", {"input_choice_2_1[]": "b"})
    assert unreadable.json()["success"] not in ("correct",)


def test_strangers_are_refused_in_json(course: Any, client: Any, django_user_model: Any) -> None:
    address = f"/courses/{COURSE}/xblock/{usage('choice')}/handler/xmodule_handler/problem_get"
    assert client.post(address).status_code == 403
    client.force_login(django_user_model.objects.create_user("stranger"))
    assert client.post(address).status_code == 403
    assert "error" in client.post(address).json()


def test_csrf_is_asked(learner: Learner) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner.user)
    address = f"/courses/{COURSE}/xblock/{usage('choice')}/handler/xmodule_handler/problem_get"
    assert strict.post(address).status_code == 403


def test_scripts_do_not_run_unless_authors_are_trusted(
    learner: Learner, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Running a script puts modules of its own in the place of Python's: they are put back."""
    for name in ("random", "numpy", "math", "scipy", "calc", "eia"):
        if name in sys.modules:
            monkeypatch.setitem(sys.modules, name, sys.modules[name])
    assert "host-block" in learner.see("script")
    settings.AGIR_HOST_RUNS_SCRIPTS = True
    assert learner.answer("script", "2")["success"] == "correct"
