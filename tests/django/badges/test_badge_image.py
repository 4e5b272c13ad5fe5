"""A badge's image: public, safe, cached as long as it is the same."""

from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.db.models import Q
from django.test import Client, override_settings

from agir_badges import api
from agir_badges.images import issuer
from agir_badges.models import BadgeRuleWording
from agir_badges.sheet import sheets
from host.gallery.rows import WHEN, competencies, counted

pytestmark = pytest.mark.django_db


def made(name: str = "Données") -> tuple:
    (one,) = competencies(1)
    rule = api.create_rule("data", {"fr": (name, "")}, [(one.identifier, 2)], now=WHEN)
    return rule, sheets(Q(id=rule))[rule].portrait("fr").image


def test_image_is_public_safe_and_kept_for_ever(client: Client) -> None:
    rule, address = made("<script>alert(1)</script> & co")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    root = ElementTree.fromstring(answer.content)
    assert "<script>alert(1)</script> & co" in root[0].text
    assert len(answer.content) <= 4000
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert str(rule) in address


def test_an_old_address_is_not_kept_for_ever(client: Client) -> None:
    rule, address = made()
    BadgeRuleWording.objects.filter(rule_id=rule).update(name="Autre nom")
    assert client.get(address)["Cache-Control"] == "public, max-age=300"
    assert sheets(Q(id=rule))[rule].portrait("fr").image != address


def test_no_such_badge(client: Client) -> None:
    assert client.get(f"/agir/badges/{uuid4()}.svg").status_code == 404


def test_an_image_is_one_statement(client: Client) -> None:
    _, address = made()
    with counted() as statements:
        client.get(address)
    assert len(statements) == 1


@override_settings(AGIR_BADGES_ISSUER="")
def test_an_issuer_is_always_named() -> None:
    assert issuer() == "Agir"
