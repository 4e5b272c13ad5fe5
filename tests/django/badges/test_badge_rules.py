"""Making, changing and retiring a badge."""

from decimal import Decimal
from uuid import uuid4

import pytest

from agir_badges import api
from agir_badges.domain.rule import BadgeAsksNothing, BadgeAsksTwice
from agir_badges.models import BadgeRule
from agir_badges.rules import BadgeAsksUnknown, BadgeSlugTaken, BadgeUnknown
from host.gallery.rows import LATER, WHEN, competencies

pytestmark = pytest.mark.django_db
WORDS = {"fr": ("Données", "Protège."), "en": ("Data", "Protects.")}


def test_a_badge_is_made_with_its_words_and_skills() -> None:
    one, two = competencies(2)
    rule = api.create_rule(
        "data", WORDS, [(one.identifier, 2), (two.identifier, 3)], now=WHEN, minimum=Decimal("0.75")
    )
    made = BadgeRule.objects.get(id=rule)
    assert (made.version, made.threshold, made.minimum) == (1, 1, Decimal("0.75"))
    assert set(made.items.values_list("competency", "level")) == {
        (one.identifier, 2),
        (two.identifier, 3),
    }
    assert made.wordings.count() == 2
    assert 0 <= made.hue < 360


def test_refusals_write_nothing() -> None:
    (one,) = competencies(1)
    cases = (
        (BadgeAsksNothing, []),
        (BadgeAsksTwice, [(one.identifier, 2)] * 2),
        (BadgeAsksUnknown, [(uuid4(), 2)]),
    )
    for refusal, items in cases:
        with pytest.raises(refusal):
            api.create_rule("data", WORDS, items, now=WHEN)
    assert not BadgeRule.objects.exists()
    api.create_rule("data", WORDS, [(one.identifier, 2)], now=WHEN)
    with pytest.raises(BadgeSlugTaken):
        api.create_rule("data", WORDS, [(one.identifier, 2)], now=WHEN)
    assert BadgeRule.objects.count() == 1


def test_a_change_raises_the_version_and_no_change_does_not() -> None:
    one, two = competencies(2)
    rule = api.create_rule("data", WORDS, [(one.identifier, 2)], now=WHEN)
    same = {"threshold": Decimal(1), "minimum": Decimal(0)}
    assert api.revise_rule(rule, [(one.identifier, 2)], **same) == 1
    assert api.revise_rule(rule, [(one.identifier, 2), (two.identifier, 2)], **same) == 2
    assert BadgeRule.objects.get(id=rule).items.count() == 2
    with pytest.raises(BadgeUnknown):
        api.revise_rule(uuid4(), [(one.identifier, 2)], **same)


def test_a_retired_badge_keeps_the_date_of_its_retirement() -> None:
    (one,) = competencies(1)
    rule = api.create_rule("data", WORDS, [(one.identifier, 2)], now=WHEN)
    api.retire_rule(rule, now=WHEN)
    api.retire_rule(rule, now=LATER)
    assert BadgeRule.objects.get(id=rule).retired_at == WHEN
