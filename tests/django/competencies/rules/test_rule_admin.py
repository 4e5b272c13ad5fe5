"""An operator changes a rule in the admin: form, preview, decision."""

from __future__ import annotations

import re

import pytest
from crowd import enter, skill, statuses
from django.contrib.auth import get_user_model
from django.test import Client

from agir_competencies.models import Competency, MasteryRule

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/admin/agir_competencies/masteryrule/"
ADD = f"{LIST}add/"
FADING = ("0.75", "0.9", "0.9")


@pytest.fixture
def operator(client: Client) -> Client:
    """Return an operator's client."""
    client.force_login(get_user_model().objects.create_superuser("operator"))
    return client


def form(one: Competency, **more: str) -> dict[str, str]:
    """Return what the page posts."""
    told = {
        "competency": str(one.identifier), "framework": "", "method": "average",
        "threshold": "0.9", "objects_needed": "2", "parameter": "", "decision": "let_fall",
        "previewed": "",
    }  # fmt: skip
    return told | more


def seal(page: str) -> str:
    """Return what the button that carries it out posts."""
    found = re.search(r'name="previewed" value="([^"]+)"', page)
    assert found is not None
    return found[1].replace("&#x27;", "'").replace("&quot;", '"')


def test_what_was_previewed_is_carried_out(operator: Client) -> None:
    one = skill()
    subjects = enter(one, [("1", "1"), FADING])
    assert operator.get(ADD).status_code == 200
    page = operator.post(ADD, form(one), headers={"Accept-Language": "en"}).content.decode()
    assert str(subjects[1]) in page
    assert str(subjects[0]) not in page
    assert not MasteryRule.objects.exists()
    assert statuses(one) == ["demonstrated", "demonstrated"]
    done = operator.post(ADD, form(one, previewed=seal(page)))
    assert done.status_code == 302
    assert statuses(one) == ["demonstrated", "not_yet"]
    assert operator.get(LIST).status_code == 200


def test_what_was_changed_since_is_previewed_again(operator: Client) -> None:
    one = skill()
    enter(one, [FADING])
    page = operator.post(ADD, form(one, decision="keep")).content.decode()
    again = operator.post(ADD, form(one, previewed=seal(page)))
    forged = operator.post(ADD, form(one, previewed="forged"))
    assert again.status_code == forged.status_code == 200
    assert not MasteryRule.objects.exists()


@pytest.mark.parametrize(
    "bad", [{"threshold": "1.5"}, {"competency": "x"}, {"decision": ""}, {"objects_needed": "0"}]
)
def test_nonsense_is_refused(operator: Client, bad: dict[str, str]) -> None:
    one = skill()
    page = operator.post(ADD, form(one, **bad))
    assert page.status_code == 200
    assert b"errorlist" in page.content
    assert not MasteryRule.objects.exists()


def test_who_may_not_add_is_refused(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("staff", is_staff=True))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, form(skill())).status_code == 403


def test_a_rule_is_never_edited(operator: Client) -> None:
    one = skill()
    page = operator.post(ADD, form(one)).content.decode()
    operator.post(ADD, form(one, previewed=seal(page)))
    row = MasteryRule.objects.get()
    assert operator.post(f"{LIST}{row.pk}/change/", {"threshold": "0.1"}).status_code == 403
    assert operator.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
