"""The acts of the gradebook: previewed, confirmed, refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from host.pages.views.gradebook import read_points

PATH = "/courses/{course}/gradebook/{learner}/{exercise}/"


@pytest.mark.parametrize(
    ("text", "points"),
    [("1,5", "1.5"), ("0", "0"), ("2", "2"), ("3", None), ("-1", None), ("NaN", None), ("", None)],
)
def test_points_are_read_as_a_person_types_them(text: str, points: str | None) -> None:
    expected = None if points is None else Decimal(points)
    assert read_points(text, Decimal(2)) == expected


def test_an_override_is_asked_then_done(
    as_role: Callable[[str], Client], names: dict[str, str]
) -> None:
    client, path = as_role("auteur"), PATH.format(**names)
    asked = client.post(path, {"action": "override", "points": "0"})
    assert asked.status_code == 200
    assert 'name="confirmed"' in asked.content.decode()
    done = client.post(path, {"action": "override", "points": "0", "confirmed": "yes"})
    assert done.status_code == 302
    assert "0/" in client.get(path).content.decode()


def test_too_many_points_are_refused(
    as_role: Callable[[str], Client], names: dict[str, str]
) -> None:
    data = {"action": "override", "points": "999", "confirmed": "yes"}
    answer = as_role("auteur").post(PATH.format(**names), data)
    assert answer.status_code == 400
    assert "Give a number from 0 to" in answer.content.decode()


def test_an_unknown_act_does_not_exist(
    as_role: Callable[[str], Client], names: dict[str, str]
) -> None:
    answer = as_role("auteur").post(PATH.format(**names), {"action": "promote"})
    assert answer.status_code == 404
