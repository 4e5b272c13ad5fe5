"""An operator makes and changes badges in the admin; awards are only read there."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_badges import api
from agir_badges.models import BadgeRule
from host.gallery.rows import WHEN, competencies, state

pytestmark = pytest.mark.django_db
ADD = "/admin/agir_badges/badgerule/add/"


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("operator"))
    return client


def form(items: list[tuple], rule: BadgeRule | None = None, **changes: str) -> dict[str, str]:
    """Return what the page posts: one wording and these (competency, level)."""
    words = list(rule.wordings.all()) if rule else []
    kept = list(rule.items.all()) if rule else []
    told = {
        "slug": "data",
        "hue": "200",
        "threshold": "1",
        "minimum": "0",
        "wordings-TOTAL_FORMS": "1",
        "wordings-INITIAL_FORMS": str(len(words)),
        "wordings-0-language": "fr",
        "wordings-0-name": "Données",
        "wordings-0-description": "",
        "items-TOTAL_FORMS": str(len(items)),
        "items-INITIAL_FORMS": str(len(kept)),
    }
    for place, (competency, level) in enumerate(items):
        told |= {f"items-{place}-competency": str(competency), f"items-{place}-level": str(level)}
    for prefix, rows in (("wordings", words), ("items", kept)):
        for place, row in enumerate(rows):
            told |= {f"{prefix}-{place}-id": str(row.pk), f"{prefix}-{place}-rule": str(rule.pk)}
    return told | changes


def test_a_badge_is_made_and_its_version_follows_what_it_asks(operator: Client) -> None:
    one, two = competencies(2)
    assert operator.get(ADD).status_code == 200
    answer = operator.post(ADD, form([(one.identifier, 2)]))
    assert answer.status_code == 302, answer.content.decode()
    rule = BadgeRule.objects.get()
    change = f"/admin/agir_badges/badgerule/{rule.pk}/change/"
    operator.post(change, form([(one.identifier, 2)], rule, hue="10"))
    rule.refresh_from_db()
    assert (rule.hue, rule.version) == (10, 1)
    operator.post(change, form([(one.identifier, 2), (two.identifier, 3)], rule))
    rule.refresh_from_db()
    assert rule.version == 2
    operator.post(change, form([(one.identifier, 2), (two.identifier, 3)], rule, minimum="0.75"))
    rule.refresh_from_db()
    assert rule.version == 3


@pytest.mark.parametrize("items", [[], [(uuid4(), 2)]])
def test_a_badge_that_asks_nothing_or_the_unknown_is_refused(operator: Client, items) -> None:
    answer = operator.post(ADD, form(items), headers={"Accept-Language": "fr"})
    assert answer.status_code == 200
    assert not BadgeRule.objects.exists()
    said = answer.content.decode()
    assert "Un badge demande au moins une compétence." in said or "Importez-la d’abord." in said


def test_a_badge_that_somebody_holds_is_not_deleted_and_awards_are_only_read(
    operator: Client,
) -> None:
    (skill,) = competencies(1)
    subject = uuid4()
    rule = api.create_rule("data", {}, [(skill.identifier, 2)], now=WHEN)
    state(subject, skill)
    (change,) = api.award_for(subject, [skill.identifier], now=WHEN)
    assert operator.get(f"/admin/agir_badges/badgerule/{rule}/delete/").status_code == 403
    assert operator.get("/admin/agir_badges/award/").status_code == 200
    assert operator.get("/admin/agir_badges/award/add/").status_code == 403
    assert operator.get(f"/admin/agir_badges/award/{change.award}/delete/").status_code == 403
