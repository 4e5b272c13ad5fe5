"""The suite's events reach the platform's event bus, once, where the site asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from openedx_events.event_bus import EventBusProducer, get_producer
from openedx_events.event_bus.avro.deserializer import deserialize_bytes_to_event_data
from openedx_events.tooling import SIGNAL_PROCESSED_FROM_EVENT_BUS

from agir_events.data import BadgeData
from agir_events.signals import BADGE_AWARDED, CALL_CHANGED, EVENTS
from agir_platform import publishing

BADGE = BadgeData("8f1c", "demarches", 1, datetime(2026, 11, 27, tzinfo=UTC))


class Bus(EventBusProducer):
    """A producer of the package that keeps what it was handed."""

    sent: list[dict[str, Any]] = []
    fails = False

    def send(self, **message: Any) -> None:
        if self.fails:
            raise OSError("the bus is away")
        self.sent.append(message)


@pytest.fixture
def bus(settings: Any) -> Iterator[Bus]:
    settings.AGIR_EVENT_BUS = True
    settings.EVENT_BUS_PRODUCER = f"{__name__}.Bus"
    get_producer.cache_clear()
    Bus.sent = []
    publishing.connect()
    publishing.connect()
    yield get_producer()
    publishing.disconnect()
    get_producer.cache_clear()


def test_an_event_is_handed_over_once(bus: Bus) -> None:
    BADGE_AWARDED.send_event(badge=BADGE)
    (message,) = bus.sent
    assert message["signal"] is BADGE_AWARDED
    assert message["topic"] == "agir-badges"
    assert message["event_key_field"] == "badge.subject"
    assert message["event_data"] == {"badge": BADGE}


def test_what_came_from_the_bus_is_not_sent_back(bus: Bus) -> None:
    publishing.publish(BADGE_AWARDED, None, badge=BADGE, **{SIGNAL_PROCESSED_FROM_EVENT_BUS: True})
    assert bus.sent == []


def test_a_bus_that_fails_costs_nobody_anything(bus: Bus, monkeypatch: Any) -> None:
    monkeypatch.setattr(Bus, "fails", True)
    BADGE_AWARDED.send_event(badge=BADGE)


def test_nothing_is_published_unless_asked_for(bus: Bus, settings: Any) -> None:
    publishing.disconnect()
    settings.AGIR_EVENT_BUS = False
    publishing.connect()
    BADGE_AWARDED.send_event(badge=BADGE)
    assert bus.sent == []


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.event_type)
def test_every_event_has_a_topic_and_a_key(event: Any) -> None:
    assert publishing.topic(event).startswith("agir-")
    name, field = publishing.key_field(event).split(".")
    assert hasattr(event.init_data[name], "__attrs_attrs__")
    assert field in {one.name for one in event.init_data[name].__attrs_attrs__}
    assert publishing.topic(CALL_CHANGED) == "agir-catalogue"


@pytest.mark.services
def test_a_real_redis_holds_the_message(bus: Bus, settings: Any) -> None:
    """Written by Open edX's own producer, read with a plain client and its Avro schema."""
    url = os.environ.get("AGIR_TEST_REDIS_URL")
    if not url:
        pytest.skip("no Redis: run make test-services")
    redis = pytest.importorskip("redis", reason="redis is not installed: make test-services")
    settings.EVENT_BUS_PRODUCER = "edx_event_bus_redis.create_producer"
    settings.EVENT_BUS_REDIS_CONNECTION_URL = url
    settings.EVENT_BUS_TOPIC_PREFIX = f"agir-test-{uuid4()}"
    get_producer.cache_clear()
    BADGE_AWARDED.send_event(badge=BADGE)
    client = redis.Redis.from_url(url)
    ((_, message),) = client.xrange(f"{settings.EVENT_BUS_TOPIC_PREFIX}-agir-badges")
    assert deserialize_bytes_to_event_data(message[b"event_data"], BADGE_AWARDED) == {
        "badge": BADGE
    }
    assert message[b"type"] == BADGE_AWARDED.event_type.encode()
