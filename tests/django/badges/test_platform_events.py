"""Other plugins hear of Agir's badges by the platform's own events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from openedx_events.event_bus.avro.deserializer import deserialize_bytes_to_event_data
from openedx_events.event_bus.avro.serializer import serialize_event_data_to_bytes
from openedx_events.learning.signals import BADGE_AWARDED, BADGE_REVOKED
from signed import NOW, award, badge, learner, lose

from agir_badges import api
from host.gallery.rows import competencies, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def heard() -> Iterator[list]:
    """Collect (signal, payload) in order."""
    told: list = []

    def awarded(badge, **_):
        told.append((BADGE_AWARDED, badge))

    def revoked(badge, **_):
        told.append((BADGE_REVOKED, badge))

    BADGE_AWARDED.connect(awarded)
    BADGE_REVOKED.connect(revoked)
    yield told
    BADGE_AWARDED.disconnect(awarded)
    BADGE_REVOKED.disconnect(revoked)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_awarded_and_revoked_cross_the_bus_whole(heard, committed) -> None:
    subject, (skill,) = learner(), competencies(1)
    rule = badge([skill])
    state(subject, skill)
    with committed():
        (name,) = award(subject, [skill])
    ((signal, payload),) = heard
    assert signal is BADGE_AWARDED
    assert payload.uuid == str(name)
    assert (payload.template.uuid, payload.template.origin) == (str(rule), "agir")
    assert (payload.template.name, payload.template.description) == ("Data", "Protects.")
    assert payload.template.image_url == f"http://localhost:8000/agir/badges/{rule}.svg?lang=en"
    assert payload.user.pii.username == "awa"
    assert payload.user.pii.email == "awa@example.org"
    wire = serialize_event_data_to_bytes({"badge": payload}, signal)
    assert deserialize_bytes_to_event_data(wire, signal) == {"badge": payload}


def test_a_suspension_is_no_event_and_a_revocation_is_one(heard, committed) -> None:
    subject, (skill,) = learner(), competencies(1)
    badge([skill])
    state(subject, skill)
    with committed():
        (name,) = award(subject, [skill])
    heard.clear()
    lose(subject, skill)
    with committed():
        award(subject, [skill], now=NOW + DAY)
    assert heard == []
    with committed():
        api.issue_all(now=NOW + timedelta(days=999))
    assert [(signal, payload.uuid) for signal, payload in heard] == [(BADGE_REVOKED, str(name))]


def test_what_its_owner_deletes_is_revoked(heard, committed) -> None:
    subject, (skill,) = learner(), competencies(1)
    badge([skill])
    state(subject, skill)
    with committed():
        (name,) = award(subject, [skill])
    with committed():
        api.delete(name, subject, now=NOW)
    assert [signal for signal, _ in heard] == [BADGE_AWARDED, BADGE_REVOKED]


def test_a_badge_without_words_loses_no_field_on_the_bus(heard, committed) -> None:
    """The bus's reader drops a falsy value of a field that has a default: none is sent."""
    subject, (skill,) = learner(email=""), competencies(1)
    api.create_rule("bare", {}, [(skill.identifier, 2)], now=NOW)
    state(subject, skill)
    with committed():
        award(subject, [skill])
    ((signal, payload),) = heard
    assert payload.template.name
    assert payload.template.description
    wire = serialize_event_data_to_bytes({"badge": payload}, signal)
    assert deserialize_bytes_to_event_data(wire, signal) == {"badge": payload}


def test_a_receivers_fault_costs_no_badge(committed, caplog) -> None:
    def broken(**_):
        raise RuntimeError("another plugin")

    BADGE_AWARDED.connect(broken)
    try:
        subject, (skill,) = learner(), competencies(1)
        badge([skill])
        state(subject, skill)
        with committed():
            (name,) = award(subject, [skill])
    finally:
        BADGE_AWARDED.disconnect(broken)
    assert api.credential(name, subject, "en").status == api.Status.VALID


def test_a_site_without_a_key_tells_of_its_awards(heard, committed, settings) -> None:
    """Its documents come later, under the same identifiers."""
    keys, settings.AGIR_SIGNING_KEYS = settings.AGIR_SIGNING_KEYS, []
    subject, (skill,) = learner(), competencies(1)
    badge([skill])
    state(subject, skill)
    with committed():
        (name,) = award(subject, [skill])
    lose(subject, skill)
    with committed():
        award(subject, [skill], now=NOW + DAY)
    state(subject, skill)
    with committed():
        award(subject, [skill], now=NOW + 2 * DAY)
    assert [signal for signal, _ in heard] == [BADGE_AWARDED, BADGE_REVOKED, BADGE_AWARDED]
    assert {payload.uuid for _, payload in heard} == {str(name)}
    with committed():
        api.issue_all(now=NOW + 3 * DAY)
    assert len(heard) == 3
    settings.AGIR_SIGNING_KEYS = keys
    with committed():
        api.issue_all(now=NOW + 3 * DAY)
    assert [(signal, payload.uuid) for signal, payload in heard[3:]] == [(BADGE_AWARDED, str(name))]
